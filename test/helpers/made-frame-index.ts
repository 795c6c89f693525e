import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { Timebase } from '../../src-main/domain/time.ts';

/** A FrameIndex of the given pts; durations are the steps, every `keyEvery`-th frame is key, nothing is reordered. */
export function madeFrameIndex(
  pts: readonly number[],
  options: { readonly timebase?: Timebase; readonly keyEvery?: number; readonly hiddenPts?: readonly number[] } = {},
): FrameIndex {
  const hiddenPts = options.hiddenPts ?? [];
  const durations = pts.map((value, frame) =>
    Math.max(0, (pts[frame + 1] ?? 2 * value - (pts[frame - 1] ?? 0)) - value),
  );
  return {
    stream: 0,
    timebase: options.timebase ?? { num: 1, den: 1000 },
    readFrom: 'packets',
    count: pts.length,
    pts: Float64Array.from(pts),
    durations: Float64Array.from(durations),
    isKey: Uint8Array.from(pts, (_, frame) => (frame % (options.keyEvery ?? 10) === 0 ? 1 : 0)),
    decodeOrder: Uint32Array.from(pts, (_, frame) => hiddenPts.length + frame),
    bytePositions: Float64Array.from(pts, (_, frame) => 100 + frame * 1000),
    byteSizes: Float64Array.from(pts, () => 900),
    hidden: {
      count: hiddenPts.length,
      pts: Float64Array.from(hiddenPts),
      decodeOrder: Uint32Array.from(hiddenPts, (_, position) => position),
    },
  };
}
