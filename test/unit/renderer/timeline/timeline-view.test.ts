import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clampView,
  extentOf,
  frameAtX,
  keepInView,
  panBy,
  pixelsPerFrame,
  tickOfX,
  viewOfSpan,
  visibleFrames,
  wholeView,
  widestFramePixels,
  xOfTick,
  zoomAt,
} from '../../../../src-renderer/timeline/timeline-view.ts';
import { smallFrameIndex, steadyFrameIndex } from '../small-frame-index.ts';

const index = steadyFrameIndex(2500, 67);
const extent = extentOf(index, 40, 1000);

describe('timeline view', () => {
  test('the whole recording reaches from edge to edge', () => {
    const view = wholeView(extent);
    expect(xOfTick(view, 67)).toBe(0);
    expect(xOfTick(view, 67 + 2500 * 40)).toBeCloseTo(1000, 6);
    expect(frameAtX(view, index, 0)).toBe(0);
    expect(frameAtX(view, index, 1000)).toBe(2499);
  });

  test('zooming keeps what is under the pointer', () => {
    const before = wholeView(extent);
    const tick = tickOfX(before, 300);
    const after = zoomAt(before, extent, 8, 300);
    expect(xOfTick(after, tick)).toBeCloseTo(300, 6);
  });

  test('ends at single frames', () => {
    const view = zoomAt(wholeView(extent), extent, 1e9, 500);
    expect(pixelsPerFrame(view, extent)).toBeCloseTo(widestFramePixels, 6);
    const { first, last } = visibleFrames(view, index, extent.width);
    expect(last - first).toBeLessThan(13);
  });

  test('any zoom and pan stays inside the recording', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
            x: fc.integer({ min: 0, max: 1000 }),
            pan: fc.integer({ min: -9000, max: 9000 }),
          }),
          { maxLength: 20 },
        ),
        (moves) => {
          let view = wholeView(extent);
          for (const { factor, x, pan } of moves) {
            view = panBy(zoomAt(view, extent, factor, x), extent, pan);
            expect(view.startTick).toBeGreaterThanOrEqual(extent.startTick - 1e-6);
            expect(tickOfX(view, extent.width)).toBeLessThanOrEqual(extent.endTick + 1e-3);
          }
        },
      ),
    );
  });

  test('follows the playhead only when it leaves', () => {
    const view = clampView({ startTick: 10_000, ticksPerPixel: 10 }, extent);
    expect(keepInView(view, extent, 15_000)).toBe(view);
    const moved = keepInView(view, extent, 40_000);
    expect(xOfTick(moved, 40_000)).toBeCloseTo(250, 6);
  });

  test('shows a span with room on both sides', () => {
    const view = viewOfSpan(extent, 20_000, 24_000);
    expect(xOfTick(view, 20_000)).toBeCloseTo(250, 6);
    expect(xOfTick(view, 24_000)).toBeCloseTo(750, 6);
  });

  test('the frame under a point goes by time stamps, not by a rate', () => {
    const variable = smallFrameIndex([0, 40, 80, 1000, 1040]);
    const whole = extentOf(variable, 40, 108);
    const view = wholeView(whole);
    expect(frameAtX(view, variable, 50)).toBe(2);
    expect(frameAtX(view, variable, 105)).toBe(4);
  });

  test('a recording of one frame can be drawn', () => {
    const single = extentOf(smallFrameIndex([0]), 0, 500);
    const view = zoomAt(wholeView(single), single, 10, 100);
    expect(Number.isFinite(view.startTick)).toBe(true);
    expect(view.ticksPerPixel).toBeGreaterThan(0);
  });
});
