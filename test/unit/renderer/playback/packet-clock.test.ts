import { describe, expect, test } from 'vitest';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { createPacketClock } from '../../../../src-renderer/playback/packet-clock.ts';
import { smallFrameIndex, steadyFrameIndex } from '../small-frame-index.ts';

const millisecond = 0.001;

describe('which frame a packet time is', () => {
  test('is found by the time stamp, also where steps differ', () => {
    const clock = createPacketClock(smallFrameIndex([0, 33, 70, 100, 400]), 0, millisecond);
    expect([0, 0.033, 0.07, 0.1, 0.4].map((seconds) => clock.frameAt(seconds))).toEqual([0, 1, 2, 3, 4]);
  });

  test('allows the rounding of a tick and no more: a hidden packet between two frames is none of them', () => {
    const clock = createPacketClock(steadyFrameIndex(10), 0, millisecond);
    expect(clock.frameAt(0.081)).toBe(2);
    expect(clock.frameAt(0.079)).toBe(2);
    expect(clock.frameAt(0.083)).toBeNull();
    expect(clock.frameAt(0.1)).toBeNull();
    expect(clock.frameAt(-0.04)).toBeNull();
    expect(clock.frameAt(0.4)).toBeNull();
  });

  test('is not guessed where two frames share a time stamp', () => {
    const clock = createPacketClock(smallFrameIndex([0, 40, 40, 80]), 0, millisecond);
    expect(clock.frameAt(0.0405)).toBeNull();
    expect(clock.frameAt(0.08)).toBe(3);
  });

  test('is told apart by an exact hit where frames are a tick apart', () => {
    const clock = createPacketClock(smallFrameIndex([0, 40, 41, 80]), 0, millisecond);
    expect([0.04, 0.041].map((seconds) => clock.frameAt(seconds))).toEqual([1, 2]);
    expect(clock.frameAt(0.0405)).toBeNull();
  });

  test('counts a copy that is ahead by a constant, in coarser ticks', () => {
    const clock = createPacketClock(steadyFrameIndex(10, 500), 66_667, 1 / 90);
    expect(clock.frameAt(0.5 + 0.066667 + 0.04)).toBe(1);
    expect(clock.frameAt(0.5 + 0.066667 + 0.04 + 0.01)).toBe(1);
    expect(clock.middleOf(1 as FrameNumber)).toBeCloseTo(0.626667, 6);
  });
});
