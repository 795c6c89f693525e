import type { FrameIndex } from '../../../src-main/domain/frame-index.ts';

/** A FrameIndex with these pts in milliseconds (timebase 1/1000), the last frame as long as the step before it. */
export function smallFrameIndex(pts: readonly number[], keyFrames: readonly number[] = [0]): FrameIndex {
  const count = pts.length;
  const durations = pts.map(
    (start, frame) => (pts[frame + 1] ?? start + (start - (pts[frame - 1] ?? 0) || 40)) - start,
  );
  return {
    stream: 0,
    timebase: { num: 1, den: 1000 },
    readFrom: 'packets',
    count,
    pts: Float64Array.from(pts),
    durations: Float64Array.from(durations),
    isKey: Uint8Array.from(pts, (_start, frame) => (keyFrames.includes(frame) ? 1 : 0)),
    decodeOrder: Uint32Array.from(pts, (_start, frame) => frame),
    bytePositions: new Float64Array(count).fill(-1),
    byteSizes: new Float64Array(count),
    hidden: { count: 0, pts: new Float64Array(0), decodeOrder: new Uint32Array(0) },
  };
}

/** `count` frames 40 ms apart. */
export function steadyFrameIndex(count: number, start = 0): FrameIndex {
  return smallFrameIndex(Array.from({ length: count }, (_value, frame) => start + frame * 40));
}
