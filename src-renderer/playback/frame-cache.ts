import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { DecodedPicture, SeekDirection } from './decoded-picture.ts';

/** Decoded pictures around the playhead, within a number of bytes. Owns what it holds: everything is released once. */
export type FrameCache<Picture> = {
  get(frame: FrameNumber): DecodedPicture<Picture> | null;
  /** Takes the picture over and gives back the one that is kept for this frame, which may be an earlier one. */
  keep(decoded: DecodedPicture<Picture>): DecodedPicture<Picture>;
  /** Where the reviewer is and is heading: what lies behind that is given up first. */
  moveTo(frame: FrameNumber, direction: SeekDirection): void;
  center(): FrameNumber;
  /** The first frame from `frame` on in a direction that is not kept; -1 or beyond the last frame at the ends. */
  firstMissing(frame: FrameNumber, step: 1 | -1): number;
  /** Pictures of this recording that fit. */
  capacity(): number;
  count(): number;
  byteCount(): number;
  clear(): void;
};

export type FrameCacheOptions<Picture> = {
  readonly frameCount: number;
  readonly byteBudget: number;
  readonly release: (picture: Picture) => void;
};

/** How much nearer a picture lying where the reviewer came from must be to be worth as much. */
const behindCosts = 3;
/** Most pictures kept, however small they are. */
const mostKept = 1500;
/** Pictures assumed to fit before the first one is known. */
const assumedCapacity = 48;

export function createFrameCache<Picture>(options: FrameCacheOptions<Picture>): FrameCache<Picture> {
  const kept = new Map<FrameNumber, DecodedPicture<Picture>>();
  let keptBytes = 0;
  let largest = 0;
  let center = 0 as FrameNumber;
  let heading: SeekDirection = 0;

  function costOf(frame: FrameNumber): number {
    const distance = frame - center;
    const isBehind = heading !== 0 && Math.sign(distance) === -heading;
    return Math.abs(distance) * (isBehind ? behindCosts : 1);
  }

  function evict(): void {
    while ((keptBytes > options.byteBudget || kept.size > mostKept) && kept.size > 1) {
      let worst: DecodedPicture<Picture> | null = null;
      for (const candidate of kept.values()) {
        if (worst === null || costOf(candidate.frame) > costOf(worst.frame)) {
          worst = candidate;
        }
      }
      if (worst === null || worst.frame === center) {
        return;
      }
      kept.delete(worst.frame);
      keptBytes -= worst.byteCount;
      options.release(worst.picture);
    }
  }

  return {
    get: (frame) => kept.get(frame) ?? null,
    keep(decoded) {
      const known = kept.get(decoded.frame);
      if (known !== undefined) {
        options.release(decoded.picture);
        return known;
      }
      kept.set(decoded.frame, decoded);
      keptBytes += decoded.byteCount;
      largest = Math.max(largest, decoded.byteCount);
      evict();
      return decoded;
    },
    moveTo(frame, direction) {
      center = frame;
      heading = direction;
    },
    center: () => center,
    firstMissing(frame, step) {
      let candidate: number = frame;
      while (candidate >= 0 && candidate < options.frameCount && kept.has(candidate as FrameNumber)) {
        candidate += step;
      }
      return candidate;
    },
    capacity: () =>
      largest === 0 ? assumedCapacity : Math.max(1, Math.min(mostKept, Math.floor(options.byteBudget / largest))),
    count: () => kept.size,
    byteCount: () => keptBytes,
    clear() {
      for (const { picture } of kept.values()) {
        options.release(picture);
      }
      kept.clear();
      keptBytes = 0;
    },
  };
}
