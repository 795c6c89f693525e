import { AppError } from '../../domain/app-error.ts';
import { type Coverage, type CoverageReport, sumCoverage } from '../../domain/coverage.ts';
import type { FootageId } from '../../domain/identifier.ts';
import type { CallHandlers } from '../engine-context.ts';
import { findFootage } from '../footage/footage-store.ts';
import { frameIndexSummary, requireFrameIndexSummary } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { endSitting } from './end-sitting.ts';
import { addRun, findSitting, insertSitting, listRunsOfFootage, markBatch } from './sitting-store.ts';

/** Takes a report into the ledger; durable when this returns. Errors: `not-found`, `bad-request`, `frame-out-of-range`. */
function recordCoverage(matter: OpenMatter, report: CoverageReport): 'recorded' | 'read-only' | 'closed' {
  const { database } = matter;
  findFootage(database, report.footageId);
  if (matter.isReadOnly) {
    return 'read-only';
  }
  const { frameCount } = requireFrameIndexSummary(database, report.footageId);
  const beyond = report.runs.find((run) => run.outFrame > frameCount);
  if (beyond !== undefined) {
    throw new AppError(
      'frame-out-of-range',
      `Frames ${beyond.inFrame} to ${beyond.outFrame} were reported as watched, but this recording has the frames 0 to ${frameCount - 1}.`,
      { inFrame: beyond.inFrame, outFrame: beyond.outFrame, frameCount },
    );
  }
  const answer = inTransaction(database, () => {
    const known = findSitting(database, report.sittingId);
    if (known !== null && (known.footageId !== report.footageId || known.reviewerId !== matter.reviewer.id)) {
      throw new AppError('bad-request', 'This sitting belongs to another recording or reviewer.');
    }
    if (known !== null && known.endedAt !== null) {
      return report.runs.length === 0 || report.batch <= known.lastBatch ? 'recorded' : 'closed';
    }
    if (known === null && report.runs.length === 0) {
      return 'recorded';
    }
    const sitting = known ?? {
      id: report.sittingId,
      footageId: report.footageId,
      reviewerId: matter.reviewer.id,
      lastBatch: -1,
      startedAt: matter.clock.now(),
      endedAt: null,
    };
    if (known === null) {
      insertSitting(database, sitting);
    }
    if (report.batch > sitting.lastBatch) {
      for (const run of report.runs) {
        addRun(database, sitting.id, run);
      }
      markBatch(database, sitting.id, report.batch);
    }
    if (report.isClosing) {
      endSitting(matter, sitting, 'left');
    }
    return 'recorded';
  });
  if (report.runs.length > 0) {
    matter.events.emit('coverage.changed', { footageId: report.footageId });
  }
  return answer;
}

/** What the ledger says of a recording: together, and for each reviewer. Errors: `not-found`. */
function showCoverage({ database }: OpenMatter, footageId: FootageId): Coverage {
  findFootage(database, footageId);
  const frameCount = frameIndexSummary(database, footageId)?.frameCount ?? 0;
  const runs = listRunsOfFootage(database, footageId);
  const reviewers = [...Map.groupBy(runs, (run) => run.reviewerId).values()].flatMap((own) => {
    const [first] = own;
    return first === undefined
      ? []
      : [
          {
            reviewerId: first.reviewerId,
            name: first.name,
            role: first.role,
            ...sumCoverage(own, frameCount),
            sittingCount: new Set(own.map((run) => run.sittingId)).size,
            lastAt: own.reduce((latest, run) => (run.endedAt > latest ? run.endedAt : latest), first.endedAt),
          },
        ];
  });
  return { frameCount, ...sumCoverage(runs, frameCount), reviewers };
}

/** The coverage ledger: which frames were watched, by whom, how. */
export const coverageCalls: CallHandlers<'coverage.record' | 'coverage.show'> = {
  'coverage.record': (report, context) => ({ state: recordCoverage(context.matter(), report) }),
  'coverage.show': ({ footageId }, context) => showCoverage(context.matter(), footageId),
};
