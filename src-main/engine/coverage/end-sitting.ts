import { sumCoverage } from '../../domain/coverage.ts';
import { findFootage } from '../footage/footage-store.ts';
import { sittingDigest } from '../history/sitting-digest.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { listOpenSittings, listRuns, markSittingEnded, type Sitting } from './sitting-store.ts';

/** A custody entry holds 64 KiB; more ranges than these are fixed by the digest of the runs alone. */
const mostNamedRanges = 500;

type Watcher = Pick<OpenMatter, 'database' | 'custody' | 'clock'>;

/**
 * Ends a sitting: what was watched is entered in the custody log, once, and stays as it is. One in which nothing was
 * watched leaves no entry. Runs inside a transaction.
 */
export function endSitting(matter: Watcher, sitting: Sitting, how: 'left' | 'closed' | 'interrupted'): void {
  const runs = listRuns(matter.database, sitting.id);
  let seq: number | null = null;
  if (runs.length > 0) {
    const { ranges, watchedFrames, soundFrames, normalSpeedFrames } = sumCoverage(runs, Number.MAX_SAFE_INTEGER);
    const { digest } = findFootage(matter.database, sitting.footageId);
    const entry = matter.custody.append({
      type: 'asset.view',
      refs: [`asset:${digest}`, `reviewer:${sitting.reviewerId}`],
      data: {
        act: 'watched',
        sitting: sitting.id,
        ended: how,
        startedAt: sitting.startedAt,
        watchedFrames,
        normalSpeedFrames,
        soundFrames,
        pictureCount: runs.reduce((sum, run) => sum + run.pictureCount, 0),
        rangeCount: ranges.length,
        ranges: ranges.slice(0, mostNamedRanges).map(({ inFrame, outFrame }) => [inFrame, outFrame]),
        runsDigest: sittingDigest(matter.database, sitting.id),
      },
    });
    seq = entry.seq;
  }
  markSittingEnded(matter.database, sitting.id, matter.clock.now(), seq);
}

/** Ends every sitting that is open: when the matter closes, and for an engine that died. Runs inside a transaction. */
export function endOpenSittings(matter: Watcher, how: 'closed' | 'interrupted'): void {
  for (const sitting of listOpenSittings(matter.database)) {
    endSitting(matter, sitting, how);
  }
}
