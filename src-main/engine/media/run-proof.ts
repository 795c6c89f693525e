import { type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { runEndPts, type SeekAttempt } from './seek-plan.ts';
import type { ShownPicture } from './showinfo.ts';

/**
 * A picture is the frame when it carries the frame's pts and, after a seek, where both say, comes from the frame's
 * packet. One that carries no pts at all is known by its place in the count from the start.
 */
export function isFrame(index: FrameIndex, frame: number, shown: ShownPicture, isByPts: boolean): boolean {
  const position = index.bytePositions[frame] ?? -1;
  const hasEqualPts = shown.pts === (index.pts[frame] ?? null);
  if (!isByPts) {
    return hasEqualPts || shown.pts === null;
  }
  const arePositionsKnown = position >= 0 && shown.bytePosition >= 0;
  return hasEqualPts && (!arePositionsKnown || position === shown.bytePosition);
}

/** Of all pictures that came out of the decoder, those of the run. */
export function shownOfRun(
  index: FrameIndex,
  { first, count }: { readonly first: FrameNumber; readonly count: number },
  attempt: SeekAttempt,
  shown: readonly ShownPicture[],
): readonly ShownPicture[] {
  const firstPts = ptsOfFrame(index, first);
  const endPts = runEndPts(index, (first + count - 1) as FrameNumber);
  return attempt.isByPts
    ? shown.filter((picture) => picture.pts !== null && picture.pts >= firstPts && picture.pts < endPts)
    : shown.slice(first, first + count);
}

/**
 * Whether what was decoded is the run asked for. After a seek the decoder must have met a picture it calls a key frame
 * at or before the first frame: only then is nothing in it left from pictures it never saw.
 */
export function isRunProven(
  index: FrameIndex,
  { first, count }: { readonly first: FrameNumber; readonly count: number },
  attempt: SeekAttempt,
  shown: readonly ShownPicture[],
): boolean {
  const firstPts = ptsOfFrame(index, first);
  const run = shownOfRun(index, { first, count }, attempt, shown);
  const isClean =
    attempt.seekSeconds === null ||
    shown.some((picture) => picture.isKey && picture.pts !== null && picture.pts <= firstPts);
  return (
    isClean &&
    run.length === count &&
    run.every((picture, offset) => isFrame(index, first + offset, picture, attempt.isByPts))
  );
}
