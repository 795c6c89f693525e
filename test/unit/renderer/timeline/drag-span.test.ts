import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dragTo, type SpanDrag, type SpanPart } from '../../../../src-renderer/timeline/drag-span.ts';
import {
  keyFrameBoundaries,
  nearestBoundary,
  tickOfBoundary,
} from '../../../../src-renderer/timeline/frame-boundary.ts';
import { type SnapTargets, snap, spanBoundaries } from '../../../../src-renderer/timeline/snap.ts';
import { smallFrameIndex, steadyFrameIndex } from '../small-frame-index.ts';
import { madeSpan } from './made-spans.ts';

const index = steadyFrameIndex(1000);
const nothing: SnapTargets = {
  playhead: new Float64Array(),
  marks: new Float64Array(),
  spans: new Float64Array(),
  keyFrames: new Float64Array(),
};

function drag(part: SpanPart, spans = [madeSpan('a', 100, 200)]): SpanDrag {
  const [held] = spans;
  if (held === undefined) {
    throw new Error('Nothing is held.');
  }
  return { part, held, moved: part === 'body' ? spans : [held], graspTicks: 0 };
}

describe('boundaries of frames', () => {
  test('go by time stamps, with the end of the last frame as the last one', () => {
    const variable = smallFrameIndex([0, 40, 80, 1000, 1040]);
    expect(tickOfBoundary(variable, 3)).toBe(1000);
    expect(tickOfBoundary(variable, 5)).toBe(1080);
    expect(nearestBoundary(variable, 500)).toBe(2);
    expect(nearestBoundary(variable, 560)).toBe(3);
    expect(nearestBoundary(variable, 99_999)).toBe(5);
    expect([...keyFrameBoundaries(smallFrameIndex([0, 40, 80], [0, 2]))]).toEqual([0, 2]);
  });
});

describe('snapping', () => {
  test('always to a frame, and to nothing else while Alt is held', () => {
    const near = { ...nothing, playhead: Float64Array.of(52) };
    expect(snap(index, 2011, 20, null)).toEqual({ boundary: 50, to: null });
    expect(snap(index, 2011, 20, near)).toEqual({ boundary: 52, to: 'playhead' });
  });

  test('out of reach is out of reach: seven pixels', () => {
    const targets = { ...nothing, spans: Float64Array.of(60) };
    expect(snap(index, 2400 - 7 * 20 + 1, 20, targets).to).toBe('span');
    expect(snap(index, 2400 - 8 * 20, 20, targets).to).toBeNull();
  });

  test('the nearest wins; of equals the playhead, then a mark, then an end, then a key frame', () => {
    const both = {
      playhead: Float64Array.of(50),
      marks: Float64Array.of(51),
      spans: Float64Array.of(50),
      keyFrames: Float64Array.of(50),
    };
    expect(snap(index, 2001, 20, both)).toEqual({ boundary: 50, to: 'playhead' });
    expect(snap(index, 2035, 20, both)).toEqual({ boundary: 51, to: 'mark' });
  });

  test('key frames so close that nothing lies between them do not hold the hand', () => {
    const dense = { ...nothing, keyFrames: Float64Array.from({ length: 100 }, (_value, place) => place * 10) };
    expect(snap(index, 2030, 20, dense).to).toBeNull();
    expect(snap(index, 2030, 5, dense)).toEqual({ boundary: 50, to: 'key-frame' });
  });

  test('ends of spans are listed once, in order', () => {
    expect([...spanBoundaries([madeSpan('a', 5, 9), madeSpan('b', 9, 12)])]).toEqual([5, 9, 12]);
  });
});

describe('dragging', () => {
  const scale = { index, ticksPerPixel: 20, targets: null };

  test('the start: shows its first frame and never passes the end', () => {
    expect(dragTo(drag('in'), 90 * 40 + 3, scale)).toEqual({
      spans: [{ id: 'a', inFrame: 90, outFrame: 200 }],
      frames: -10,
      shownFrame: 90,
      snapped: null,
    });
    expect(dragTo(drag('in'), 999_999, scale).spans).toEqual([{ id: 'a', inFrame: 199, outFrame: 200 }]);
    expect(dragTo(drag('in'), -500, scale).spans).toEqual([{ id: 'a', inFrame: 0, outFrame: 200 }]);
  });

  test('the end: shows its last frame, not the one after', () => {
    const result = dragTo(drag('out'), 210 * 40, scale);
    expect(result.spans).toEqual([{ id: 'a', inFrame: 100, outFrame: 210 }]);
    expect(result.shownFrame).toBe(209);
    expect(dragTo(drag('out'), 0, scale).spans).toEqual([{ id: 'a', inFrame: 100, outFrame: 101 }]);
    expect(dragTo(drag('out'), 1e9, scale).spans).toEqual([{ id: 'a', inFrame: 100, outFrame: 1000 }]);
  });

  test('a whole keeps its frames and can stop by either end', () => {
    const targets = { ...nothing, spans: Float64Array.of(352) };
    const result = dragTo(drag('body'), 250 * 40, { index, ticksPerPixel: 20, targets });
    expect(result.spans).toEqual([{ id: 'a', inFrame: 252, outFrame: 352 }]);
    expect(result.snapped).toEqual({ boundary: 352, to: 'span' });
  });

  test('several move together and stop together at the end of the recording', () => {
    const result = dragTo(drag('body', [madeSpan('a', 100, 200), madeSpan('b', 900, 990)]), 150 * 40, scale);
    expect(result.frames).toBe(10);
    expect(result.spans.map(({ inFrame, outFrame }) => [inFrame, outFrame])).toEqual([
      [110, 210],
      [910, 1000],
    ]);
  });

  test('any place of the hand gives a span of at least a frame inside the recording', () => {
    const targets = { ...nothing, spans: Float64Array.of(0, 90, 300, 1000), keyFrames: Float64Array.of(0, 500) };
    fc.assert(
      fc.property(
        fc.constantFrom<SpanPart>('in', 'out', 'body'),
        fc.integer({ min: -5000, max: 60_000 }),
        fc.double({ min: 0.5, max: 200, noNaN: true }),
        (part, tick, ticksPerPixel) => {
          const [span] = dragTo(drag(part), tick, { index, ticksPerPixel, targets }).spans;
          expect(span?.inFrame).toBeGreaterThanOrEqual(0);
          expect(span?.outFrame).toBeLessThanOrEqual(1000);
          expect((span?.outFrame ?? 0) - (span?.inFrame ?? 0)).toBeGreaterThanOrEqual(1);
          expect(part !== 'body' || (span?.outFrame ?? 0) - (span?.inFrame ?? 0) === 100).toBe(true);
        },
      ),
    );
  });
});
