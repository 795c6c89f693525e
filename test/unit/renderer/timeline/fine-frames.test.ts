import { describe, expect, test } from 'vitest';
import {
  decodeRuns,
  framesForGaps,
  placeBetween,
  placePictures,
} from '../../../../src-renderer/timeline/fine-frames.ts';
import { keyFrameBoundaries } from '../../../../src-renderer/timeline/frame-boundary.ts';
import { extentOf, type TimelineView } from '../../../../src-renderer/timeline/timeline-view.ts';
import { smallFrameIndex } from '../small-frame-index.ts';

const index = smallFrameIndex(
  Array.from({ length: 1000 }, (_value, frame) => frame * 40),
  Array.from({ length: 20 }, (_value, place) => place * 50),
);
const keyFrames = keyFrameBoundaries(index);
const extent = extentOf(index, 40, 800);
const at = (startTick: number, ticksPerPixel: number) => ({
  view: { startTick, ticksPerPixel } satisfies TimelineView,
  extent,
  index,
  pictureWidth: 70,
});

describe('finer pictures', () => {
  test('pictures stand where their frames begin and never over each other', () => {
    const placed = placePictures([0, 1, 50, 100, 101, 999], at(0, 20));
    expect(placed).toEqual([
      { frame: 0, x: 0 },
      { frame: 50, x: 100 },
      { frame: 100, x: 200 },
    ]);
    expect(placeBetween(placed, [2, 36, 60, 140, 150], at(0, 20))).toEqual([{ frame: 140, x: 280 }]);
  });

  test('from near every frame that begins in an empty place is wanted', () => {
    const window = at(4000, 40 / 96);
    const wanted = framesForGaps(placePictures([104], window), keyFrames, window);
    expect(wanted).toEqual([100, 101, 102, 103, 105, 106, 107, 108]);
  });

  test('from farther a place takes the key frame it holds', () => {
    const window = at(0, 20);
    const wanted = framesForGaps(placePictures([0], window), keyFrames, window);
    expect(wanted[0]).toBe(50);
    expect(wanted.filter((frame) => frame % 50 === 0).length).toBeGreaterThan(5);
    const places = placePictures([0, ...wanted], window);
    expect(places).toHaveLength(wanted.length + 1);
  });

  test('a gap without frames is left empty', () => {
    const holed = smallFrameIndex([0, 40, 80, 41_000, 41_040]);
    const window = { ...at(0, 50), index: holed, extent: extentOf(holed, 40, 800) };
    expect(framesForGaps([], keyFrameBoundaries(holed), window)).toEqual([0]);
  });

  test('frames near each other are decoded in one run, and no more than the budget allows', () => {
    expect(decodeRuns([105, 100, 102, 300], index, 1000)).toEqual([
      { first: 100, last: 105, frames: [100, 102, 105], cost: 6 },
      { first: 300, last: 300, frames: [300], cost: 1 },
    ]);
    expect(decodeRuns([149, 300], index, 20).map(({ first }) => first)).toEqual([300]);
  });
});
