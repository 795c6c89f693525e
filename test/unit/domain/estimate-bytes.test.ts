import { expect, it } from 'vitest';
import { clipBytes } from '../../../src-main/domain/estimate-bytes.ts';
import { type FrameIndex, spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import { madeFrameIndex } from '../../helpers/made-frame-index.ts';

const frameCount = 20;
const still = madeFrameIndex(Array.from({ length: frameCount }, (_, frame) => frame * 40));
/** A camera that sees nothing move: a whole picture every ten frames, next to nothing between. */
const quiet: FrameIndex = {
  ...still,
  byteSizes: Float64Array.from(still.isKey, (isKey) => (isKey === 1 ? 30_000 : 21)),
};
const source = { byteCount: 60_000, quality: 'visually-lossless', hasSound: false } as const;

function estimate(
  index: FrameIndex,
  first: number,
  end: number,
  more: Partial<typeof source | { hasSound: true }> = {},
) {
  return clipBytes(index, spanOfFrames(index, first as FrameNumber, end as FrameNumber), { ...source, ...more });
}

it('counts the whole picture that a clip begins with, also where the recording stores only what changed', () => {
  expect(estimate(quiet, 5, 7)).toBeGreaterThan(30_000);
  expect(estimate(quiet, 15, 16)).toBeGreaterThan(30_000);
  // It is counted once, and not besides a whole picture of the recording.
  expect(estimate(quiet, 0, 2)).toBeLessThan(60_000);
  expect(estimate(quiet, 5, 7)).toBe(estimate(quiet, 0, 2));
});

it('is never below what an MP4 file has around its pictures and its sound', () => {
  // Measured with a picture of nothing: 800 bytes of a file of one frame, 1,397 with sound, 1,060 of one of sixty frames.
  const nothing: FrameIndex = { ...still, byteSizes: Float64Array.from(still.byteSizes, () => 1) };
  expect(estimate(nothing, 3, 4)).toBeGreaterThanOrEqual(800);
  expect(estimate(nothing, 3, 4, { hasSound: true })).toBeGreaterThanOrEqual(1397);
  expect(estimate(nothing, 0, frameCount)).toBeGreaterThan(estimate(nothing, 3, 4));
});
