import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spanOfFrames } from '../../../../src-main/domain/frame-index.ts';
import type { FrameNumber, FrameSpan } from '../../../../src-main/domain/time.ts';
import { planAidTiming } from '../../../../src-main/engine/media/illustration-timing.ts';
import { spreadFrames } from '../../../../src-main/engine/media/sheet-layout.ts';
import { madeFrameIndex } from '../../../helpers/made-frame-index.ts';

const timebases = [
  { num: 1, den: 1000 },
  { num: 1001, den: 30_000 },
  { num: 1, den: 90_000 },
  { num: 1, den: 10_000_000 },
];

describe('when an aid shows its frames', () => {
  it('keeps their order and shows each for its time, as often slowed, and as long frozen, as asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2, maxLength: 40 }),
        fc.constantFrom(...timebases),
        fc.constantFrom(1 as const, 2 as const, 4 as const, 8 as const),
        fc.array(fc.record({ frame: fc.nat(45), millis: fc.integer({ min: 100, max: 3000 }) }), { maxLength: 5 }),
        (steps, timebase, slowdown, freezes) => {
          // No two frames of a recording come within a millionth of a second.
          const unit = Math.max(1, timebase.den / 1_000_000);
          let time = 500;
          const pts = [time, ...steps.map((step) => (time += step * unit))];
          const index = madeFrameIndex(pts, { timebase });
          const span = spanOfFrames(index, 1 as FrameNumber, index.count as FrameNumber);
          const held = freezes as { frame: FrameNumber; millis: number }[];
          const { pictures, timescale, endTicks } = planAidTiming(index, span, { slowdown, freezes: held });
          const starts = new Map<number, number>();
          let last = -1;
          for (const { frame, ticks } of pictures) {
            expect(ticks).toBeGreaterThan(last);
            last = ticks;
            if (!starts.has(frame)) {
              starts.set(frame, ticks);
            }
          }
          expect([...starts.keys()]).toEqual(Array.from({ length: index.count - 1 }, (_, at) => at + 1));
          expect(endTicks).toBeGreaterThan(last);
          const tick = 1 / timescale;
          for (let frame = 1; frame < index.count; frame += 1) {
            const shown = ((starts.get(frame + 1) ?? endTicks) - (starts.get(frame) ?? 0)) / timescale;
            const frozen =
              held.filter((one) => one.frame === frame).reduce((sum, { millis }) => sum + millis, 0) / 1000;
            const ownPts = (pts[frame + 1] ?? (pts[frame] ?? 0) + (index.durations[frame] ?? 0)) - (pts[frame] ?? 0);
            const recorded = (ownPts * timebase.num) / timebase.den;
            expect(Math.abs(shown - recorded * slowdown - frozen)).toBeLessThan(tick * (slowdown + 6));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets no picture stand longer than a fifth of a second without being there again', () => {
    const index = madeFrameIndex([0, 33, 67, 100]);
    const span = spanOfFrames(index, 0 as FrameNumber, 4 as FrameNumber);
    const { pictures, retime } = planAidTiming(index, span, {
      slowdown: 4,
      freezes: [{ frame: 2 as FrameNumber, millis: 1000 }],
    });
    expect(pictures.map(({ frame }) => frame)).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 3]);
    expect(pictures.every(({ ticks }, at) => (pictures[at + 1]?.ticks ?? ticks) - ticks <= 200)).toBe(true);
    expect(retime).toBe('PTS*4+gt(PTS,67)*1000');
  });
});

describe('frames of a contact sheet', () => {
  it('are spread evenly, each once, from the first to the last', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 40 }),
        (first, count, most) => {
          const span = { inFrame: first, outFrame: first + count, inPts: 0, outPts: 1 } as FrameSpan;
          const frames = spreadFrames(span, most);
          expect(frames.length).toBe(Math.min(most, count));
          expect(frames[0]).toBe(first);
          expect(new Set(frames).size).toBe(frames.length);
          if (frames.length > 1) {
            expect(frames.at(-1)).toBe(first + count - 1);
            const steps = frames.slice(1).map((frame, at) => frame - (frames[at] ?? 0));
            expect(Math.max(...steps) - Math.min(...steps)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
