import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';

/** About 37 bytes a frame: two recordings of a day, or some hundred of ten minutes. */
const mostFrames = 6_000_000;

/** Frame indexes that were read lately, so that going back to a recording does not read 24 hours of frames again. */
const kept = new Map<string, FrameIndex>();

/** The recording and what its index says of itself: a recording that was indexed anew has another key. */
function keyOf(detail: FootageDetail): string {
  return JSON.stringify([detail.footage.id, detail.index]);
}

/** The index of a recording, from before or from `read`; at most `mostFrames` frames are kept, the newest. */
export async function keptIndex(detail: FootageDetail, read: () => Promise<FrameIndex>): Promise<FrameIndex> {
  const key = keyOf(detail);
  const index = kept.get(key) ?? (await read());
  kept.delete(key);
  kept.set(key, index);
  let frames = 0;
  for (const [oldKey, { count }] of [...kept].reverse()) {
    frames += count;
    if (frames > mostFrames && oldKey !== key) {
      kept.delete(oldKey);
    }
  }
  return index;
}

/** Forgets everything: a matter was closed. */
export function forgetKeptIndexes(): void {
  kept.clear();
}
