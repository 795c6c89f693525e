import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';

/** About 37 bytes a frame: two recordings of a day, or some hundred of ten minutes. */
const mostFrames = 6_000_000;

type Kept = { readonly reading: Promise<FrameIndex>; readonly frames: number };

/** Frame indexes that were read lately or are being read, so that going back to a recording does not read 24 hours of frames again. */
const kept = new Map<string, Kept>();

/** The recording and what its index says of itself: a recording that was indexed anew has another key. */
function keyOf(detail: FootageDetail): string {
  return JSON.stringify([detail.footage.id, detail.index]);
}

/** The index of a recording, from before or from `read`; at most `mostFrames` frames are kept, the newest. */
export function keptIndex(detail: FootageDetail, read: () => Promise<FrameIndex>): Promise<FrameIndex> {
  const key = keyOf(detail);
  const found = kept.get(key) ?? { reading: read(), frames: detail.index?.frameCount ?? 0 };
  kept.delete(key);
  kept.set(key, found);
  found.reading.catch(() => {
    if (kept.get(key) === found) {
      kept.delete(key);
    }
  });
  let total = 0;
  for (const [oldKey, { frames }] of [...kept].reverse()) {
    total += frames;
    if (total > mostFrames && oldKey !== key) {
      kept.delete(oldKey);
    }
  }
  return found.reading;
}

/** Forgets everything: a matter was closed. */
export function forgetKeptIndexes(): void {
  kept.clear();
}
