import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { jobIdSchema } from '../../domain/identifier.ts';
import type { Job } from '../../domain/job.ts';
import type { Micros } from '../../domain/time.ts';
import type { Database } from '../store/open.ts';
import type { JobKindDefinition } from './job-kind.ts';
import type { JobRequest } from './job-runner.ts';
import { insertJob } from './job-store.ts';

/** Writes the row of a new job. Errors: bad-request when the input does not fit the kind. */
export function writeNewJob(
  database: Database,
  definition: JobKindDefinition,
  request: JobRequest,
  createdAt: Micros,
): Job {
  const parsed = definition.inputSchema.safeParse(request.input);
  if (!parsed.success) {
    throw new AppError('bad-request', `The job "${request.title}" was asked for in a form that it does not know.`, {
      reasons: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    });
  }
  return insertJob(database, {
    id: jobIdSchema.parse(randomUUID()),
    kind: request.kind,
    lane: definition.lane,
    title: request.title,
    footageId: request.footageId ?? null,
    input: request.input,
    unit: definition.unit,
    createdAt,
  });
}
