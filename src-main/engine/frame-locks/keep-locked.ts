import { z } from 'zod';
import { hasPendingJobs } from '../jobs/job-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { waitingForLock } from './lock-frames-job.ts';

const retryMillis = 30_000;

const endOfJobSchema = z.object({ kind: z.literal('lock-frames'), state: z.literal('done') });

/** A job that is queued or runs takes up everything that is added meanwhile, so there is never more than one. */
function enqueueLocking(matter: OpenMatter): void {
  if (!matter.database.open || hasPendingJobs(matter.database, ['lock-frames'], [])) {
    return;
  }
  const count = waitingForLock(matter).length;
  if (count > 0) {
    matter.jobs.enqueue({
      kind: 'lock-frames',
      title: `Lock the frames of ${count} ${count === 1 ? 'annotation' : 'annotations'}`,
      input: {},
    });
  }
}

/**
 * For the list of attendants: after every edit of annotations, of whatever kind, and at opening, the spans that have no
 * lock get one. The edit itself never waits for that.
 */
export function keepFramesLocked(matter: OpenMatter): () => void {
  if (matter.isReadOnly) {
    return () => undefined;
  }
  let isPlanned = false;
  let isOver = false;
  let retry: NodeJS.Timeout | undefined;

  function lock(): void {
    isPlanned = false;
    if (isOver) {
      return;
    }
    try {
      enqueueLocking(matter);
    } catch {
      // The matter cannot be written now (a full disk): the annotations show as not locked, and it is tried again.
      clearTimeout(retry);
      retry = setTimeout(plan, retryMillis).unref();
    }
  }

  function plan(): void {
    if (!isPlanned) {
      isPlanned = true;
      setImmediate(lock);
    }
  }

  const stopListening = matter.events.listen((topic, value) => {
    const isEdit = topic === 'annotations.changed' || topic === 'history.changed';
    // A job that just ended may have overlooked what was added while it ended.
    if (isEdit || (topic === 'job.changed' && endOfJobSchema.safeParse(value).success)) {
      plan();
    }
  });
  lock();
  return () => {
    isOver = true;
    stopListening();
    clearTimeout(retry);
  };
}
