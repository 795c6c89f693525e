import { type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { runEndPts, type SeekAttempt } from './seek-plan.ts';
import type { ShownPicture } from './showinfo.ts';

/** Consecutive frames of a recording. */
export interface FrameRun {
  readonly first: FrameNumber;
  readonly count: number;
}

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
  { first, count }: FrameRun,
  attempt: SeekAttempt,
  shown: readonly ShownPicture[],
): readonly ShownPicture[] {
  const isInside = insideRun(index, { first, count }, attempt);
  return shown.filter((picture, position) => isInside(picture, position));
}

function insideRun(
  index: FrameIndex,
  { first, count }: FrameRun,
  attempt: SeekAttempt,
): (picture: ShownPicture, position: number) => boolean {
  const firstPts = ptsOfFrame(index, first);
  const endPts = runEndPts(index, (first + count - 1) as FrameNumber);
  return attempt.isByPts
    ? ({ pts }) => pts !== null && pts >= firstPts && pts < endPts
    : (_, position) => position >= first && position < first + count;
}

export interface RunProof {
  /** Every picture that came out of the decoder, in its order. */
  push(picture: ShownPicture): void;
  /** Whether what was decoded is the run asked for. */
  isProven(): boolean;
}

/**
 * Watches a decode as it goes, in constant memory. After a seek the decoder must have met a picture it calls a key frame
 * at or before the first frame: only then is nothing in the run left from pictures it never saw.
 */
export function createRunProof(index: FrameIndex, run: FrameRun, attempt: SeekAttempt): RunProof {
  const firstPts = ptsOfFrame(index, run.first);
  const isInside = insideRun(index, run, attempt);
  let position = 0;
  let taken = 0;
  let isClean = attempt.seekSeconds === null;
  let areFrames = true;
  return {
    push: (picture) => {
      isClean ||= picture.isKey && picture.pts !== null && picture.pts <= firstPts;
      if (isInside(picture, position)) {
        areFrames &&= isFrame(index, run.first + taken, picture, attempt.isByPts);
        taken += 1;
      }
      position += 1;
    },
    isProven: () => isClean && areFrames && taken === run.count,
  };
}

/** `createRunProof` over pictures that are all there. */
export function isRunProven(
  index: FrameIndex,
  run: FrameRun,
  attempt: SeekAttempt,
  shown: readonly ShownPicture[],
): boolean {
  const proof = createRunProof(index, run, attempt);
  for (const picture of shown) {
    proof.push(picture);
  }
  return proof.isProven();
}
