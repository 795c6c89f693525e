import { AppError } from '../../domain/app-error.ts';
import type { Job, JobLane } from '../../domain/job.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { inTransaction } from '../store/transaction.ts';
import { toJobFailure } from './job-failure.ts';
import type { JobKindDefinition } from './job-kind.ts';
import { listRunning, markEnded, markQueued, nextQueued } from './job-store.ts';

/** How many jobs of a lane run at a time. */
const places: Readonly<Record<JobLane, number>> = { disk: 1, encode: 1, quick: 2 };

/** A job that was running when the engine died this many times is not started again by itself. */
export const mostAttempts = 3;

/**
 * The queued job of the lane that is to start now, or null. Jobs start in order of arrival; background jobs only when
 * nothing else of the lane waits, and never in the last free place of a lane that has several.
 */
export function pickNext(
  database: Database,
  lane: JobLane,
  kinds: Iterable<JobKindDefinition>,
  running: readonly Job[],
): Job | null {
  const free = places[lane] - running.filter((job) => job.lane === lane).length;
  if (free <= 0) {
    return null;
  }
  const ofLane = [...kinds].filter((kind) => kind.lane === lane);
  const names = (isBackground: boolean) =>
    ofLane.filter((kind) => (kind.isBackground ?? false) === isBackground).map((kind) => kind.kind);
  const except = running.map((job) => job.id);
  const next = nextQueued(database, lane, names(false), except);
  const mayStartBackground = places[lane] === 1 || free > 1;
  return next ?? (mayStartBackground ? nextQueued(database, lane, names(true), except) : null);
}

/** After the engine died: jobs that died with it go back to the queue; one that keeps killing it ends as failed. */
export function takeBackRunning(database: Database, clock: Clock): void {
  inTransaction(database, () => {
    for (const job of listRunning(database)) {
      if (job.attempts >= mostAttempts) {
        markEnded(database, job.id, { state: 'failed', at: clock.now(), error: killedTooOften(job) });
      } else {
        markQueued(database, job.id, 0);
      }
    }
  });
}

function killedTooOften(job: Job) {
  return toJobFailure(
    new AppError(
      'internal',
      `The engine stopped ${job.attempts} times while it worked on this job, so it was set aside. Other work goes on; try it again from the list of jobs when you wish.`,
      { attempts: job.attempts },
    ),
  );
}
