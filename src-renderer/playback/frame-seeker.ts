import type { AppError } from '../../src-main/domain/app-error.ts';
import { toAppError } from '../../src-main/domain/app-error.ts';
import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';

/** The decoded picture of one frame, upright. `Picture` is an ImageBitmap in the app and anything at all in a test. */
export type DecodedPicture<Picture> = {
  readonly frame: FrameNumber;
  readonly pts: Pts;
  readonly picture: Picture;
  readonly byteCount: number;
};

/** Fetches one picture from the engine; must reject when `signal` is aborted. */
export type FetchFrame<Picture> = (frame: FrameNumber, signal: AbortSignal) => Promise<DecodedPicture<Picture>>;

export type FrameSeeker<Picture> = {
  /**
   * The picture of `frame`. Only the newest ask is kept alive: an older one still under way is aborted (`cancelled`).
   * Rejects with an AppError; `proof-failed` when the engine answered with another frame than the one asked.
   */
  seek(frame: FrameNumber): Promise<DecodedPicture<Picture>>;
  /** The picture if it is at hand. */
  peek(frame: FrameNumber): DecodedPicture<Picture> | null;
  dispose(): void;
};

export type FrameSeekerOptions<Picture> = {
  readonly fetchFrame: FetchFrame<Picture>;
  /** The pts that the FrameIndex gives for a frame: the picture must carry exactly this one. */
  readonly expectedPts: (frame: FrameNumber) => Pts;
  readonly misnamed: (asked: FrameNumber, got: FrameNumber) => AppError;
  /** Pictures kept, by bytes; the one farthest from the newest ask goes first. */
  readonly byteBudget: number;
  readonly release: (picture: Picture) => void;
};

/** Asks for decoded pictures one at a time, drops stale asks, keeps the pictures around the playhead. */
export function createFrameSeeker<Picture>(options: FrameSeekerOptions<Picture>): FrameSeeker<Picture> {
  const kept = new Map<FrameNumber, DecodedPicture<Picture>>();
  let keptBytes = 0;
  let underWay: { frame: FrameNumber; stop: AbortController; answer: Promise<DecodedPicture<Picture>> } | null = null;
  let isDisposed = false;

  function keep(decoded: DecodedPicture<Picture>): void {
    kept.set(decoded.frame, decoded);
    keptBytes += decoded.byteCount;
    while (keptBytes > options.byteBudget && kept.size > 1) {
      let farthest = decoded;
      for (const candidate of kept.values()) {
        if (Math.abs(candidate.frame - decoded.frame) > Math.abs(farthest.frame - decoded.frame)) {
          farthest = candidate;
        }
      }
      kept.delete(farthest.frame);
      keptBytes -= farthest.byteCount;
      options.release(farthest.picture);
    }
  }

  async function fetchChecked(frame: FrameNumber, signal: AbortSignal): Promise<DecodedPicture<Picture>> {
    const decoded = await options.fetchFrame(frame, signal);
    if (decoded.frame !== frame || decoded.pts !== options.expectedPts(frame)) {
      options.release(decoded.picture);
      throw options.misnamed(frame, decoded.frame);
    }
    if (isDisposed) {
      options.release(decoded.picture);
      throw toAppError(new Error('The bench was closed.'));
    }
    const known = kept.get(frame);
    if (known !== undefined) {
      options.release(decoded.picture);
      return known;
    }
    keep(decoded);
    return decoded;
  }

  return {
    seek(frame) {
      const known = kept.get(frame);
      if (known !== undefined) {
        return Promise.resolve(known);
      }
      if (underWay?.frame === frame) {
        return underWay.answer;
      }
      underWay?.stop.abort();
      const stop = new AbortController();
      const answer = fetchChecked(frame, stop.signal).finally(() => {
        if (underWay?.stop === stop) {
          underWay = null;
        }
      });
      underWay = { frame, stop, answer };
      return answer;
    },
    peek: (frame) => kept.get(frame) ?? null,
    dispose() {
      isDisposed = true;
      underWay?.stop.abort();
      for (const decoded of kept.values()) {
        options.release(decoded.picture);
      }
      kept.clear();
      keptBytes = 0;
    },
  };
}
