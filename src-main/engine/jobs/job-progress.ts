import type { JobId } from '../../domain/identifier.ts';
import type { Job } from '../../domain/job.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import type { JobProgress } from './job-kind.ts';
import { getJob, markProgress } from './job-store.ts';

/** At most five a second are told. */
const tellIntervalNanos = 200_000_000n;
/** Each write is a durable transaction: on a slow drive five a second would cost more than the work. */
const writeIntervalNanos = 2_000_000_000n;

type Live = { amount: JobProgress; toldAt: bigint; writtenAt: bigint };

/** Keeps the progress of running jobs in memory, tells it at most five times a second and writes it now and then. */
export function createJobProgress(database: Database, clock: Clock, tell: (job: Job) => void) {
  const live = new Map<JobId, Live>();

  function write(id: JobId, amount: JobProgress): void {
    markProgress(database, id, amount);
  }

  function overlay(job: Job): Job {
    const amount = live.get(job.id)?.amount;
    return amount === undefined ? job : { ...job, ...amount };
  }

  return {
    write,
    /** The job as it is now, not as its row was last written. */
    overlay,
    report(id: JobId, given: JobProgress): void {
      const amount = {
        done: Math.trunc(given.done),
        total: given.total === null ? null : Math.trunc(given.total),
        unit: given.unit,
      };
      const now = clock.monotonicNanos();
      const entry = live.get(id) ?? { amount, toldAt: now - tellIntervalNanos, writtenAt: now };
      entry.amount = amount;
      live.set(id, entry);
      if (now - entry.writtenAt >= writeIntervalNanos) {
        entry.writtenAt = now;
        write(id, amount);
      }
      if (now - entry.toldAt >= tellIntervalNanos) {
        entry.toldAt = now;
        tell(overlay(getJob(database, id)));
      }
    },
    /** Forgets a job that ended and gives its last progress. */
    take(id: JobId): JobProgress | null {
      const amount = live.get(id)?.amount ?? null;
      live.delete(id);
      return amount;
    },
  };
}
