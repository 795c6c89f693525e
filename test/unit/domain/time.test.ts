import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  frameSpanSchema,
  type Micros,
  microsToPts,
  type Pts,
  ptsToMicros,
  ptsToSeconds,
  secondsToPts,
  type Timebase,
} from '../../../src-main/domain/time.ts';

const timebases: readonly Timebase[] = [
  { num: 1, den: 90_000 },
  { num: 1, den: 12_800 },
  { num: 1001, den: 30_000 },
  { num: 1, den: 1000 },
  { num: 33_333, den: 1_000_000 },
];

it('gives the tick back after a walk over seconds, for every timebase and a week of ticks', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...timebases),
      fc.integer({ min: -1_000_000, max: 54_432_000_000 }),
      (timebase, ticks) => {
        const pts = ticks as Pts;
        expect(secondsToPts(ptsToSeconds(pts, timebase), timebase)).toBe(pts);
      },
    ),
  );
});

it('gives the tick back after a walk over microseconds wherever a tick is longer than one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...timebases),
      fc.integer({ min: -1_000_000, max: 1_000_000_000 }),
      (timebase, ticks) => {
        const pts = ticks as Pts;
        expect(microsToPts(ptsToMicros(pts, timebase), timebase)).toBe(pts);
      },
    ),
  );
});

it('rounds halves away from zero on both sides', () => {
  const timebase = { num: 1, den: 2_000_000 };
  expect(ptsToMicros(1 as Pts, timebase)).toBe(1);
  expect(ptsToMicros(-1 as Pts, timebase)).toBe(-1);
  expect(microsToPts(1 as Micros, { num: 1, den: 500_000 })).toBe(1);
});

it('refuses a span without a frame', () => {
  const span = { inFrame: 5, outFrame: 6, inPts: 100, outPts: 200 };
  expect(frameSpanSchema.safeParse(span).success).toBe(true);
  expect(frameSpanSchema.safeParse({ ...span, outFrame: 5 }).success).toBe(false);
  expect(frameSpanSchema.safeParse({ ...span, outPts: 100 }).success).toBe(false);
});
