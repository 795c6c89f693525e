import { describe, expect, it } from 'vitest';
import { clipFrameTable, nativeFrameTable, type PackedTicks, packTicks } from '../../../src-main/domain/frame-table.ts';
import { frameSpanSchema } from '../../../src-main/domain/time.ts';
import { madeFrameIndex } from '../../helpers/made-frame-index.ts';

function unpacked({ first, steps }: PackedTicks): number[] {
  const values = [first];
  for (const [step, count] of steps) {
    for (let at = 0; at < count; at += 1) {
      values.push((values.at(-1) ?? 0) + step);
    }
  }
  return values;
}

const span = (inFrame: number, outFrame: number, inPts: number, outPts: number) =>
  frameSpanSchema.parse({ inFrame, outFrame, inPts, outPts });

describe('the frame table of a file', () => {
  it('keeps an even rate in one run and every uneven step as it is', () => {
    expect(packTicks([0, 33, 66, 99])).toEqual({ first: 0, steps: [[33, 3]] });
    const uneven = [-5, 0, 40, 73, 106, 200];
    expect(unpacked(packTicks(uneven))).toEqual(uneven);
  });

  it("begins at 0 and follows the source's own steps", () => {
    const table = clipFrameTable(madeFrameIndex([10, 43, 90, 123, 156]), span(1, 4, 43, 156));
    expect(table).toMatchObject({ firstFrame: 1, count: 3, shownAt: null, end: 113 });
    expect(unpacked(table.sourcePts)).toEqual([43, 90, 123]);
  });

  it('gives every frame a moment of its own where time stamps repeat or go back', () => {
    const table = clipFrameTable(madeFrameIndex([0, 40, 40, 20, 120, 160]), span(0, 5, 0, 160));
    expect(unpacked(table.sourcePts)).toEqual([0, 40, 40, 20, 120]);
    expect(table.shownAt === null ? [] : unpacked(table.shownAt)).toEqual([0, 40, 41, 42, 120]);
  });

  it('carries a whole recording on its own clock, unless that would be huge', () => {
    const table = nativeFrameTable(madeFrameIndex([90, 123, 156]));
    expect(table).toMatchObject({ firstFrame: 0, count: 3, end: 189 });
    expect(unpacked(table?.shownAt ?? packTicks([]))).toEqual([90, 123, 156]);
    const restless = Array.from({ length: 30_000 }, (_, frame) => frame * 40 + (frame % 2));
    expect(nativeFrameTable(madeFrameIndex(restless))).toBeNull();
  });
});
