import { endPtsOfFrame, type FrameIndex, frameAtPts, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import { type FrameNumber, ptsToSeconds, secondsToPts } from '../../src-main/domain/time.ts';

/**
 * Between the clock of a media element (seconds) and the FrameIndex of the original. `offsetMicros` is what the playable
 * file's clock is ahead of the original's: 0 for the original itself, a constant for a proxy.
 */
export type MediaClock = {
  /** The frame whose picture the element presented at `mediaTime` (from requestVideoFrameCallback). */
  frameAt(mediaTime: number): FrameNumber;
  /** Where to put `currentTime` so that the element shows `frame`: the middle of its interval, never its edge. */
  secondsOf(frame: FrameNumber): number;
};

const microsPerSecond = 1_000_000;

export function createMediaClock(index: FrameIndex, offsetMicros: number): MediaClock {
  const offset = offsetMicros / microsPerSecond;
  const startOf = (frame: number) => index.pts[frame] ?? Number.POSITIVE_INFINITY;
  return {
    frameAt(mediaTime) {
      const pts = secondsToPts(mediaTime - offset, index.timebase);
      const before = frameAtPts(index, pts);
      // The element reports the start of the frame cut to its own ticks, so the nearest start is the one it means.
      const next = before + 1;
      const isNextNearer = next < index.count && Math.abs(startOf(next) - pts) < Math.abs(pts - startOf(before));
      return (isNextNearer ? next : before) as FrameNumber;
    },
    secondsOf(frame) {
      const start = ptsToSeconds(ptsOfFrame(index, frame), index.timebase);
      const end = ptsToSeconds(endPtsOfFrame(index, frame), index.timebase);
      return (start + end) / 2 + offset;
    },
  };
}
