import { z } from 'zod';
import type { Annotation } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { FrameLock } from '../../domain/frame-lock.ts';
import { findAnnotation } from '../annotations/annotation-store.ts';
import { defineJobKind } from '../jobs/job-kind.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { originalSize } from '../media/received-original.ts';
import { inTransaction } from '../store/transaction.ts';
import { findFrameLock, insertFrameLock, listUnlocked, type UnlockedSpan } from './frame-lock-store.ts';
import { createSpanHasher, lockSource, picturesAnyhow, type SpanPictures } from './span-pictures.ts';

/** Annotations whose pictures are decoded together. */
const atOnce = 64;

/** What could not be hashed while this matter is open: tried again at the next opening, not at every edit. */
const setAside = new WeakMap<OpenMatter, Set<string>>();

function spanKey(span: UnlockedSpan): string {
  return `${span.id} ${span.footageDigest} ${span.inFrame} ${span.outFrame}`;
}

/** Spans that wait for their lock and have not failed already. */
export function waitingForLock(matter: OpenMatter): UnlockedSpan[] {
  const failed = setAside.get(matter);
  return listUnlocked(matter.database).filter((span) => failed?.has(spanKey(span)) !== true);
}

/** Writes a lock with its custody entry; true unless the span had one already. */
function writeLock(matter: OpenMatter, annotation: Annotation, pictures: SpanPictures): boolean {
  return inTransaction(matter.database, () => {
    if (findFrameLock(matter.database, annotation) !== null) {
      return false;
    }
    const { first, last, toolVersion } = pictures;
    const lock: Omit<FrameLock, 'custodySeq'> = {
      annotationId: annotation.id,
      footageDigest: annotation.footageDigest,
      stream: annotation.stream,
      span: annotation.span,
      first,
      last,
      toolVersion,
      lockedAt: matter.clock.now(),
    };
    const { seq } = matter.custody.append({
      type: 'frame.lock',
      refs: [`annotation:${annotation.id}@${annotation.revision}`, `asset:${annotation.footageDigest}`],
      data: {
        stream: annotation.stream,
        inFrame: annotation.span.inFrame,
        outFrame: annotation.span.outFrame,
        first: { ...first },
        last: { ...last },
        toolVersion,
      },
    });
    insertFrameLock(matter.database, { ...lock, custodySeq: seq });
    return true;
  });
}

/** Only what is wrong with the recording is set aside; a full disk or a closing matter ends the job. */
function isAboutFootage(thrown: unknown): thrown is AppError {
  const codes = ['proof-failed', 'tool-failed', 'object-missing', 'digest-mismatch', 'frame-out-of-range', 'not-found'];
  return thrown instanceof AppError && codes.includes(thrown.code);
}

async function hashBatch(
  matter: OpenMatter,
  batch: readonly Annotation[],
  signal: AbortSignal,
  onEach: (annotation: Annotation, pictures: SpanPictures | AppError) => void,
): Promise<void> {
  const [first] = batch;
  if (first === undefined) {
    return;
  }
  try {
    const source = lockSource(matter, first.footageId);
    const { footage } = source;
    const size = await originalSize(source);
    if (size !== footage.byteCount) {
      throw new AppError(
        size === null ? 'object-missing' : 'digest-mismatch',
        `The original of "${footage.originalName}" in the vault is ${size === null ? 'missing' : 'not the one that was received'}, so its frames were not locked. Verify the matter and restore the vault from a backup.`,
        { footageId: footage.id },
      );
    }
    const hasher = createSpanHasher(
      source,
      batch.map(({ span }) => span),
    );
    for (const annotation of batch) {
      const pictures = await picturesAnyhow(hasher, annotation.span, signal).catch((thrown: unknown) => {
        if (isAboutFootage(thrown)) {
          return thrown;
        }
        throw thrown;
      });
      onEach(annotation, pictures);
    }
  } catch (thrown) {
    if (!isAboutFootage(thrown)) {
      throw thrown;
    }
    for (const annotation of batch) {
      onEach(annotation, thrown);
    }
  }
}

/** In batches of one recording each. */
function batchesOf(waiting: readonly UnlockedSpan[]): UnlockedSpan[][] {
  return [...Map.groupBy(waiting, ({ footageId }) => footageId).values()].flatMap((spans) =>
    Array.from({ length: Math.ceil(spans.length / atOnce) }, (_, at) => spans.slice(at * atOnce, (at + 1) * atOnce)),
  );
}

/**
 * Hashes the first and last decoded picture of every annotation that has no lock yet, and goes on until there is none:
 * what is added meanwhile is part of the same job. Each lock is written, with its custody entry, as soon as it is known,
 * so a run that is killed is simply gone on with.
 */
export const lockFramesJob = defineJobKind<Record<string, never>>({
  kind: 'lock-frames',
  lane: 'quick',
  unit: 'annotations',
  inputSchema: z.strictObject({}),
  async run({ matter, signal, progress }) {
    const failed = setAside.get(matter) ?? new Set<string>();
    setAside.set(matter, failed);
    let locked = 0;
    const reasons = new Set<string>();
    let notLocked = 0;
    for (let waiting = waitingForLock(matter); waiting.length > 0; waiting = waitingForLock(matter)) {
      const total = locked + notLocked + waiting.length;
      for (const spans of batchesOf(waiting)) {
        progress({ done: locked + notLocked, total, unit: 'annotations' });
        const batch = spans.map(({ id }) => findAnnotation(matter.database, id));
        await hashBatch(matter, batch, signal, (annotation, pictures) => {
          if (pictures instanceof AppError) {
            const { id, footageId, footageDigest, span } = annotation;
            failed.add(spanKey({ id, footageId, footageDigest, inFrame: span.inFrame, outFrame: span.outFrame }));
            reasons.add(pictures.message);
            notLocked += 1;
          } else {
            locked += writeLock(matter, annotation, pictures) ? 1 : 0;
          }
          progress({ done: Math.min(locked + notLocked, total), total, unit: 'annotations' });
        });
        matter.events.emit('locks.changed', { footageId: batch[0]?.footageId ?? null });
      }
    }
    return { locked, notLocked, reasons: [...reasons].slice(0, 20) };
  },
});
