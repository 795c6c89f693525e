import { endPtsOfFrame, type FrameIndex, frameAtPts, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';

/** Between the packet times of a file (seconds, as its demuxer tells them) and the FrameIndex of the original. */
export type PacketClock = {
  /** The frame whose pts this time is, to the rounding of one tick; null when it is no frame's, or might be two. */
  frameAt(seconds: number): FrameNumber | null;
  /** The middle of a frame's interval on the file's clock. */
  middleOf(frame: FrameNumber): number;
};

const microsPerSecond = 1_000_000;

/**
 * `offsetMicros` is what the file's clock is ahead of the original's (0 for the original itself), `tickSeconds` one tick
 * of the file. Times may differ by the rounding of one tick, but only where no other frame lies as near.
 */
export function createPacketClock(index: FrameIndex, offsetMicros: number, tickSeconds: number): PacketClock {
  const { num, den } = index.timebase;
  const ownTick = num / den;
  const offset = offsetMicros / microsPerSecond;
  const tolerance = Math.max(ownTick, tickSeconds) * 1.01 + (offsetMicros === 0 ? 0 : 1 / microsPerSecond);
  const secondsOf = (frame: number) => ((index.pts[frame] ?? Number.NaN) * num) / den;
  return {
    frameAt(seconds) {
      const time = seconds - offset;
      const before = frameAtPts(index, Math.round(time / ownTick) as Pts);
      let best = -1;
      let bestDistance = tolerance;
      let count = 0;
      for (const candidate of [before - 1, before, before + 1]) {
        const distance = Math.abs(secondsOf(candidate) - time);
        if (distance <= tolerance) {
          count += 1;
          if (distance <= bestDistance) {
            best = candidate;
            bestDistance = distance;
          }
        }
      }
      // Two frames within a tick of each other: only an exact hit says which one is meant.
      return best === -1 || (count > 1 && bestDistance > ownTick / 4) ? null : (best as FrameNumber);
    },
    middleOf(frame) {
      return ((ptsOfFrame(index, frame) + endPtsOfFrame(index, frame)) / 2) * ownTick + offset;
    },
  };
}
