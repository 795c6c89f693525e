import type { z } from 'zod';
import type { JobId } from '../../domain/identifier.ts';
import type { JobKind, JobLane } from '../../domain/job.ts';
import type { OpenMatter } from '../matters/open-matter.ts';

/** Any value that JSON can hold; what a job answers and what its row keeps. */
export type JobOutput =
  | string
  | number
  | boolean
  | null
  | readonly JobOutput[]
  | { readonly [key: string]: JobOutput | undefined };

export type JobProgress = { readonly done: number; readonly total: number | null; readonly unit: string };

/** `signal.reason` when the matter is being closed: the job will be started again. Any other reason: a person cancelled. */
export const stopReason = 'the matter is being closed';

export type JobContext<I> = {
  readonly matter: OpenMatter;
  readonly jobId: JobId;
  readonly input: I;
  /** Aborted when a person cancels the job or the matter is closed; the job then rejects with `cancelled`. */
  readonly signal: AbortSignal;
  /** Whole numbers; may be called as often as the job likes. */
  readonly progress: (progress: JobProgress) => void;
};

/**
 * One kind of job. Every kind is safe to rerun: it may be killed at any instruction and started again with the same input.
 */
export type JobKindDefinition<I = unknown> = {
  readonly kind: JobKind;
  readonly lane: JobLane;
  /** What progress counts ("bytes", "frames"). */
  readonly unit: string;
  /** Waits until nothing else of its lane is queued: checks nobody waits for. */
  readonly isBackground?: boolean;
  readonly inputSchema: z.ZodType<I>;
  run(context: JobContext<I>): Promise<JobOutput>;
  /** Called inside the transaction that cancels a job that was still queued, so that its room can say so too. */
  cancelQueued?(context: { readonly matter: OpenMatter; readonly input: I }): void;
};

/** Erases the input's type so that kinds of all sorts can stand in one registry: the input is parsed before every use. */
export function defineJobKind<I>(definition: JobKindDefinition<I>): JobKindDefinition {
  const { cancelQueued } = definition;
  return {
    ...definition,
    inputSchema: definition.inputSchema,
    run: (context) => definition.run({ ...context, input: definition.inputSchema.parse(context.input) }),
    ...(cancelQueued === undefined
      ? {}
      : {
          cancelQueued: ({ matter, input }) => cancelQueued({ matter, input: definition.inputSchema.parse(input) }),
        }),
  };
}
