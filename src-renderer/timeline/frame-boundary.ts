import { endPtsOfFrame, type FrameIndex, frameAtPts } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';

/**
 * A boundary stands before a frame: boundary `f` is where frame `f` begins, boundary `count` where the last one ends. Both
 * ends of a half-open span are boundaries.
 */
export function tickOfBoundary(index: FrameIndex, boundary: number): number {
  return boundary >= index.count
    ? endPtsOfFrame(index, (index.count - 1) as FrameNumber)
    : (index.pts[Math.max(0, boundary)] ?? 0);
}

/** The boundary nearest to a moment, by the frames' own time stamps. */
export function nearestBoundary(index: FrameIndex, tick: number): number {
  const frame = frameAtPts(index, Math.floor(tick) as Pts);
  const before = tickOfBoundary(index, frame);
  const after = tickOfBoundary(index, frame + 1);
  return tick - before <= after - tick ? frame : frame + 1;
}

/** Boundaries of all key frames, ascending. */
export function keyFrameBoundaries(index: FrameIndex): Float64Array {
  let count = 0;
  for (let frame = 0; frame < index.count; frame += 1) {
    count += index.isKey[frame] ?? 0;
  }
  const boundaries = new Float64Array(count);
  for (let frame = 0, place = 0; frame < index.count; frame += 1) {
    if (index.isKey[frame] === 1) {
      boundaries[place] = frame;
      place += 1;
    }
  }
  return boundaries;
}
