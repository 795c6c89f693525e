import type { JobId } from '../../domain/identifier.ts';
import type { Job } from '../../domain/job.ts';
import type { Micros } from '../../domain/time.ts';
import type { Database } from '../store/open.ts';
import { inTransaction } from '../store/transaction.ts';
import { type JobFailure, toJobFailure } from './job-failure.ts';
import { markEnded } from './job-store.ts';

type UnwrittenEnd = { readonly job: Job; readonly at: Micros; readonly failure: JobFailure };

/** Jobs that ended while the matter could not be written: shown as failed, and written as soon as it can be. */
export function createUnwrittenEnds(database: Database) {
  const ends = new Map<JobId, UnwrittenEnd>();

  function asShown({ job, at, failure }: UnwrittenEnd): Job {
    return { ...job, state: 'failed', errorCode: failure.code, errorMessage: failure.message, endedAt: at };
  }

  return {
    ids: (): JobId[] => [...ends.keys()],
    overlay(job: Job): Job {
      const end = ends.get(job.id);
      return end === undefined ? job : asShown(end);
    },
    /** Answers the job as it is now shown. */
    add(job: Job, at: Micros, failure: JobFailure): Job {
      const end = { job, at, failure };
      ends.set(job.id, end);
      return asShown(end);
    },
    /** True when nothing is left to write. A matter that still cannot be written gives its newest reason. */
    write(): boolean {
      for (const end of ends.values()) {
        const { job, at, failure } = end;
        try {
          inTransaction(database, () => markEnded(database, job.id, { state: 'failed', at, error: failure }));
        } catch (thrown) {
          ends.set(job.id, { ...end, failure: toJobFailure(thrown) });
          return false;
        }
        ends.delete(job.id);
      }
      return true;
    },
  };
}
