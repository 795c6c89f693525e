import type { Annotation } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { FrameLock, LockCheck } from '../../domain/frame-lock.ts';
import { canonicalJson } from '../history/canonical-json.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { originalSize, quickDigestBytes } from '../media/received-original.ts';
import { digestFile } from '../media/rendered-file.ts';
import { inTransaction } from '../store/transaction.ts';
import { findFrameLock, keptLockCheck, saveLockCheck } from './frame-lock-store.ts';
import { differenceSentence, matchSentence, notLockedSentence, verifyAdvice } from './lock-sentences.ts';
import {
  createSpanHasher,
  type LockSource,
  lastFrameOf,
  lockSource,
  picturesAnyhow,
  type SpanHasher,
} from './span-pictures.ts';

export type LockCheckOptions = {
  readonly signal: AbortSignal;
  /** Prepared for several annotations of one recording; made for this one when absent. */
  readonly prepared?: { readonly source: LockSource; readonly hasher: SpanHasher };
  /** Nobody waits: an original that cannot be decoded is read in full, however large. */
  readonly mayReadAll?: boolean;
};

function bytesText(count: number): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? 'byte' : 'bytes'}`;
}

type Finding = Pick<LockCheck, 'verdict' | 'sentence' | 'found'>;

function noMatch(sentence: string): Finding {
  return { verdict: 'no-match', sentence, found: null };
}

function cannotCheck(sentence: string): Finding {
  return { verdict: 'cannot-check', sentence, found: null };
}

/** Whether the lock says what the custody entry that was written with it says. */
function agreesWithLog(matter: OpenMatter, lock: FrameLock): boolean {
  const [entry] = matter.custody.entries({ from: lock.custodySeq, to: lock.custodySeq + 1 });
  if (entry === undefined || entry.body.type !== 'frame.lock') {
    return false;
  }
  const { first, last, inFrame, outFrame } = entry.body.data;
  const isOfAnnotation = entry.body.refs.some((ref) => ref.startsWith(`annotation:${lock.annotationId}@`));
  const stated = canonicalJson({ first, last, inFrame, outFrame });
  const { span } = lock;
  const kept = { first: { ...lock.first }, last: { ...lock.last }, inFrame: span.inFrame, outFrame: span.outFrame };
  return isOfAnnotation && stated === canonicalJson(kept);
}

/** What is wrong before any picture is decoded, or null. */
async function findBeforeDecoding(
  matter: OpenMatter,
  annotation: Annotation,
  lock: FrameLock,
  { footage, index, ...source }: LockSource,
): Promise<Finding | null> {
  if (!agreesWithLog(matter, lock)) {
    return noMatch(
      `The stored hashes of this annotation's pictures are not those that the custody log has (entry ${lock.custodySeq}). Do not rely on them: verify the matter.`,
    );
  }
  if (annotation.footageDigest !== footage.digest) {
    return noMatch(`This annotation was made on another original than the one in the vault now. ${verifyAdvice}`);
  }
  const size = await originalSize(source);
  if (size === null) {
    return cannotCheck(
      `The original of "${footage.originalName}" is missing from the vault, so its pictures cannot be decoded. ${verifyAdvice}`,
    );
  }
  if (size !== footage.byteCount) {
    return noMatch(
      `The original of "${footage.originalName}" in the vault has ${bytesText(size)}; ${bytesText(footage.byteCount)} were received. It is not the recording this annotation was made on. ${verifyAdvice}`,
    );
  }
  const { span } = lock;
  if (index.pts[span.inFrame] !== span.inPts || index.pts[lastFrameOf(span)] !== lock.last.pts) {
    return noMatch(
      `The list of frames of "${footage.originalName}" gives the frames of this annotation other time stamps than when it was locked. Do not rely on the frame numbers: verify the matter.`,
    );
  }
  return null;
}

/** Why nothing could be decoded: other bytes than were received, or a decoder that does not manage these. */
async function findUndecodable(
  { footage, path }: LockSource,
  options: LockCheckOptions,
  reason: AppError,
): Promise<Finding> {
  if (options.mayReadAll === true || footage.byteCount <= quickDigestBytes) {
    const digest = await digestFile(path, options.signal);
    if (digest !== footage.digest) {
      return noMatch(
        `The original of "${footage.originalName}" in the vault no longer has the bytes that were received, and its pictures cannot be decoded. ${verifyAdvice}`,
      );
    }
  }
  return cannotCheck(
    `The pictures of this annotation could not be decoded and proved to be its frames, so nothing was compared. ${reason.message}`,
  );
}

function isAboutFootage(thrown: unknown): thrown is AppError {
  const codes = ['proof-failed', 'tool-failed', 'media-unreadable', 'media-unsupported', 'frame-out-of-range'];
  return thrown instanceof AppError && codes.includes(thrown.code);
}

async function find(matter: OpenMatter, annotation: Annotation, options: LockCheckOptions): Promise<Finding> {
  const lock = findFrameLock(matter.database, annotation);
  if (lock === null) {
    return { verdict: 'not-locked', sentence: notLockedSentence(matter.isReadOnly), found: null };
  }
  const source = options.prepared?.source ?? lockSource(matter, annotation.footageId);
  const early = await findBeforeDecoding(matter, annotation, lock, source);
  if (early !== null) {
    return early;
  }
  const hasher = options.prepared?.hasher ?? createSpanHasher(source, [annotation.span]);
  try {
    const found = await picturesAnyhow(hasher, annotation.span, options.signal);
    const difference = differenceSentence(lock, found);
    return difference === null
      ? { verdict: 'match', sentence: matchSentence(lock, found.toolVersion), found }
      : { verdict: 'no-match', sentence: difference, found };
  } catch (thrown) {
    if (!isAboutFootage(thrown)) {
      throw thrown;
    }
    return findUndecodable(source, options, thrown);
  }
}

/** What of a matter has been entered in the log while it is open: the same finding is entered once. */
const entered = new WeakMap<OpenMatter, Set<string>>();

function enterMismatch(matter: OpenMatter, annotation: Annotation, check: LockCheck): void {
  const known = entered.get(matter) ?? new Set<string>();
  entered.set(matter, known);
  const key = `${annotation.id} ${annotation.span.inFrame} ${annotation.span.outFrame} ${check.sentence}`;
  if (known.has(key)) {
    return;
  }
  matter.custody.append({
    type: 'error.integrity',
    refs: [`asset:${annotation.footageDigest}`, `annotation:${annotation.id}@${annotation.revision}`],
    data: {
      what: 'frame-lock',
      inFrame: annotation.span.inFrame,
      outFrame: annotation.span.outFrame,
      message: check.sentence,
      lockedWith: check.lock?.toolVersion ?? null,
      lockedFirst: check.lock?.first.digest ?? null,
      lockedLast: check.lock?.last.digest ?? null,
      checkedWith: check.found?.toolVersion ?? null,
      foundFirst: check.found?.first.digest ?? null,
      foundLast: check.found?.last.digest ?? null,
    },
  });
  known.add(key);
}

/** Keeps the verdict for the cards, and enters a mismatch in the custody log. A read-only matter keeps neither. */
function keep(matter: OpenMatter, annotation: Annotation, check: LockCheck): void {
  if (matter.isReadOnly) {
    return;
  }
  const kept = keptLockCheck(matter.database, annotation);
  const isNews = kept?.verdict !== check.verdict || kept.sentence !== check.sentence;
  if (!isNews && check.verdict !== 'no-match') {
    return;
  }
  inTransaction(matter.database, () => {
    if (check.verdict === 'no-match') {
      enterMismatch(matter, annotation, check);
    }
    saveLockCheck(matter.database, check);
  });
  if (isNews) {
    matter.events.emit('locks.changed', { footageId: annotation.footageId });
  }
}

/**
 * Decodes the first and last picture of an annotation again and compares them with its lock, and the lock with the
 * custody log. What does not agree is a verdict, not an error. Errors: `cancelled`, `not-found`, `tool-missing`.
 */
export async function checkLock(
  matter: OpenMatter,
  annotation: Annotation,
  options: LockCheckOptions,
): Promise<LockCheck> {
  const finding = await find(matter, annotation, options);
  const check: LockCheck = {
    annotationId: annotation.id,
    footageId: annotation.footageId,
    code: annotation.code,
    span: annotation.span,
    lock: findFrameLock(matter.database, annotation),
    ...finding,
    checkedAt: matter.clock.now(),
  };
  if (check.verdict !== 'not-locked') {
    keep(matter, annotation, check);
  }
  return check;
}
