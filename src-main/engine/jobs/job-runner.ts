import type { FootageId, JobId } from '../../domain/identifier.ts';
import type { Job, JobKind } from '../../domain/job.ts';

/** What is asked of the runner: the kind, a title for people, and an input that the kind's schema accepts. */
export type JobRequest = {
  readonly kind: JobKind;
  /** Said for a person ("Copy 12 files from SD card"). */
  readonly title: string;
  readonly input: unknown;
  readonly footageId?: FootageId | null;
};

/** Runs the jobs of one open matter. This file names no matter, so that the matter's own type can name the runner. */
export type JobRunner = {
  /**
   * Writes the job's row; may be called inside the caller's transaction. The job starts after that transaction ended.
   * Errors: matter-read-only; bad-request when the input does not fit the kind.
   */
  enqueue(request: JobRequest): Job;
  /** Puts jobs that were running when the engine last stopped back in the queue, and begins. */
  start(): void;
  /** A queued job ends at once, a running one when it has noticed. Errors: not-found. */
  cancel(id: JobId): Job;
  /** Queues a failed or cancelled job again. Errors: not-found, bad-request when it has not ended so. */
  retry(id: JobId): Job;
  /** Resolves with the job once it has ended (done, failed or cancelled), or with its present state when the runner stops. */
  wait(id: JobId): Promise<Job>;
  /** Resolves when nothing is queued or running. */
  whenIdle(): Promise<void>;
  /** What the job answered; null while it has not. Errors: not-found. */
  output(id: JobId): unknown;
  /** The job with its progress of this moment. Errors: not-found. */
  show(id: JobId): Job;
  /** All jobs, newest first, with their progress of this moment. */
  list(): Job[];
  /** Stops the running jobs, which go back to the queue, and resolves when they have let go of everything. */
  stop(): Promise<void>;
};
