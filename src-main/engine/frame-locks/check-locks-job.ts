import { z } from 'zod';
import type { Annotation } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { LockCheck, LockReport, LockVerdict } from '../../domain/frame-lock.ts';
import { listAnnotations } from '../annotations/annotation-store.ts';
import { findFootage } from '../footage/footage-store.ts';
import { defineJobKind } from '../jobs/job-kind.ts';
import { findMediaTools } from '../media/tools.ts';
import { inTransaction } from '../store/transaction.ts';
import { checkLock } from './check-lock.ts';
import { createSpanHasher, lockSource } from './span-pictures.ts';

const mostListed = 2000;
/** Annotations whose pictures are planned together. */
const atOnce = 64;

const order: readonly LockVerdict[] = ['no-match', 'cannot-check', 'not-locked', 'match'];

function batchesOf(annotations: readonly Annotation[]): Annotation[][] {
  return [...Map.groupBy(annotations, ({ footageId }) => footageId).values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / atOnce) }, (_, at) => own.slice(at * atOnce, (at + 1) * atOnce)),
  );
}

/** Checks the lock of every annotation in use; the output is a `LockReport`. Run again, it checks all of them again. */
export const checkLocksJob = defineJobKind<Record<string, never>>({
  kind: 'check-locks',
  lane: 'quick',
  unit: 'annotations',
  inputSchema: z.strictObject({}),
  async run({ matter, signal, progress }) {
    const { version } = await findMediaTools();
    const annotations = listAnnotations(matter.database, { includeWithdrawn: false });
    const checks: LockCheck[] = [];
    for (const batch of batchesOf(annotations)) {
      const [first] = batch;
      const source = first === undefined ? null : lockSource(matter, first.footageId);
      if (source === null) {
        continue;
      }
      const spans = batch.map(({ span }) => span);
      const prepared = { source, hasher: createSpanHasher(source, spans) };
      for (const annotation of batch) {
        if (signal.aborted) {
          throw new AppError('cancelled', 'Checking the frame locks was stopped before it was finished.');
        }
        progress({ done: checks.length, total: annotations.length, unit: 'annotations' });
        checks.push(await checkLock(matter, annotation, { signal, prepared, mayReadAll: true }));
      }
    }
    const counts = Object.fromEntries(
      order.map((verdict) => [verdict, checks.filter((check) => check.verdict === verdict).length]),
    ) as LockReport['counts'];
    const names = new Map<string, string>();
    for (const { footageId } of annotations) {
      if (!names.has(footageId)) {
        names.set(footageId, findFootage(matter.database, footageId).originalName);
      }
    }
    if (!matter.isReadOnly) {
      inTransaction(matter.database, () =>
        matter.custody.append({
          type: 'verify.run',
          refs: [],
          data: { what: 'frame-locks', toolVersion: version, checkedCount: checks.length, ...counts },
        }),
      );
    }
    const listed = checks.toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict)).slice(0, mostListed);
    return {
      counts,
      toolVersion: version,
      results: listed.map(({ lock: _lock, found: _found, ...check }) => ({
        ...check,
        footageName: names.get(check.footageId) ?? '',
      })),
    };
  },
});
