import { describe, expect, it } from 'vitest';
import {
  assertFrameIndex,
  endPtsOfFrame,
  frameAtMicros,
  frameAtPts,
  hasDistinctPts,
  isClosedAt,
  keyFrameAfter,
  keyFrameAtOrBefore,
  ptsOfFrame,
  spanOfFrames,
} from '../../../src-main/domain/frame-index.ts';
import { type FrameNumber, type Micros, type Pts, ptsToMicros } from '../../../src-main/domain/time.ts';
import { madeFrameIndex } from '../../helpers/made-frame-index.ts';

const frame = (value: number) => value as FrameNumber;
const pts = (value: number) => value as Pts;

describe('looking up frames', () => {
  const index = madeFrameIndex([100, 133, 167, 300, 333], { keyEvery: 3 });

  it('gives the frame whose interval holds a pts', () => {
    const asked = [100, 132, 133, 166, 167, 299, 300, 332, 333, 350];
    expect(asked.map((value) => frameAtPts(index, pts(value)))).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
  });

  it('keeps to the first frame before the start and to the last after the end', () => {
    expect(frameAtPts(index, pts(-5))).toBe(0);
    expect(frameAtPts(index, pts(99_999))).toBe(4);
  });

  it('gives the last of equal pts', () => {
    expect(frameAtPts(madeFrameIndex([0, 10, 10, 10, 20]), pts(10))).toBe(3);
  });

  it('finds every frame again by its own microseconds, in any timebase', () => {
    for (const timebase of [
      { num: 1, den: 90_000 },
      { num: 1, den: 10_000_000 },
      { num: 1001, den: 30_000 },
      { num: 33_333, den: 1_000_000 },
    ]) {
      const fine = madeFrameIndex(
        Array.from({ length: 200 }, (_, position) => position * (timebase.num === 1 ? 333_667 : 1) + 7),
        { timebase },
      );
      for (let position = 0; position < fine.count; position += 1) {
        const micros = ptsToMicros(ptsOfFrame(fine, frame(position)), timebase);
        expect(frameAtMicros(fine, micros)).toBe(position);
        expect(frameAtMicros(fine, (micros - 1) as Micros)).toBe(Math.max(0, position - 1));
      }
    }
  });

  it('ends a frame where the next begins and the last after its duration', () => {
    expect(endPtsOfFrame(index, frame(2))).toBe(300);
    expect(endPtsOfFrame(index, frame(4))).toBe(366);
  });

  it('makes half-open spans', () => {
    expect(spanOfFrames(index, frame(1), frame(3))).toEqual({ inFrame: 1, outFrame: 3, inPts: 133, outPts: 300 });
    expect(spanOfFrames(index, frame(4), frame(5))).toEqual({ inFrame: 4, outFrame: 5, inPts: 333, outPts: 366 });
  });

  it.each([
    [-1, 2],
    [2, 2],
    [3, 2],
    [0, 6],
    [0.5, 2],
    [5, 6],
  ])('refuses the span %d to %d', (inFrame, outFrame) => {
    expect(() => spanOfFrames(index, frame(inFrame), frame(outFrame))).toThrowError(
      expect.objectContaining({ code: 'frame-out-of-range' }),
    );
  });

  it('refuses a span without running time', () => {
    const stuck = madeFrameIndex([0, 10, 10, 20]);
    expect(() => spanOfFrames(stuck, frame(1), frame(2))).toThrowError(/no running time/);
  });

  it.each([-1, 5, Number.NaN])('refuses frame %d', (value) => {
    expect(() => ptsOfFrame(index, frame(value))).toThrowError(expect.objectContaining({ code: 'frame-out-of-range' }));
  });

  it('finds key frames', () => {
    expect([0, 1, 2, 3, 4].map((value) => keyFrameAtOrBefore(index, frame(value)))).toEqual([0, 0, 0, 3, 3]);
    expect(keyFrameAfter(index, frame(0))).toBe(3);
    expect(keyFrameAfter(index, frame(3))).toBeNull();
  });

  it('knows a group that is open from one that is closed', () => {
    const reordered = { ...madeFrameIndex([0, 1, 2, 3, 4, 5], { keyEvery: 3 }) };
    expect(isClosedAt(reordered, frame(3))).toBe(true);
    expect(isClosedAt(reordered, frame(2))).toBe(false);
    expect(isClosedAt({ ...reordered, decodeOrder: Uint32Array.of(0, 1, 3, 2, 4, 5) }, frame(3))).toBe(false);
  });

  it('knows whether a pts names one frame', () => {
    expect(hasDistinctPts(index)).toBe(true);
    expect(hasDistinctPts(madeFrameIndex([0, 1, 1]))).toBe(false);
    expect(hasDistinctPts(madeFrameIndex([0, 2, 1]))).toBe(false);
  });

  it('refuses columns that disagree', () => {
    expect(() => assertFrameIndex({ ...index, count: 6 })).toThrowError(expect.objectContaining({ code: 'internal' }));
    expect(() => assertFrameIndex({ ...index, pts: index.pts.map((value) => value + 0.5) })).toThrowError(
      expect.objectContaining({ code: 'internal' }),
    );
    expect(assertFrameIndex(index)).toBe(index);
  });
});
