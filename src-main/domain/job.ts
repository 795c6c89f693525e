import { z } from 'zod';
import { footageIdSchema, jobIdSchema } from './identifier.ts';
import { microsSchema } from './time.ts';

export const jobKinds = [
  'ingest-files',
  'probe-footage',
  'index-frames',
  'count-frames',
  'render-peaks',
  'render-filmstrip',
  'render-proxy',
  'lock-frames',
  'check-locks',
  'seal-packet',
  'hand-over',
  'verify-matter',
] as const;
export type JobKind = (typeof jobKinds)[number];

export const jobStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof jobStates)[number];

/** Jobs of one lane run one after another; lanes run beside each other. */
export const jobLanes = ['disk', 'encode', 'quick'] as const;
export type JobLane = (typeof jobLanes)[number];

/** One long piece of work that survives restarts. Progress is whole numbers of `unit`. */
export const jobSchema = z.strictObject({
  id: jobIdSchema,
  kind: z.enum(jobKinds),
  lane: z.enum(jobLanes),
  /** What the job works on, said for a person ("Copy 12 files from SD card"). */
  title: z.string(),
  footageId: footageIdSchema.nullable(),
  state: z.enum(jobStates),
  done: z.int(),
  total: z.int().nullable(),
  unit: z.string(),
  attempts: z.int(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  createdAt: microsSchema,
  endedAt: microsSchema.nullable(),
});
export type Job = z.infer<typeof jobSchema>;

/** Whether nothing more happens to the job by itself. */
export function isEnded(job: Job): boolean {
  return job.state === 'done' || job.state === 'failed' || job.state === 'cancelled';
}
