import { describe, expect, test } from 'vitest';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { createMediaClock } from '../../../../src-renderer/playback/media-clock.ts';
import { smallFrameIndex } from '../small-frame-index.ts';

const variable = smallFrameIndex([21, 54, 58, 240, 273]);

describe('createMediaClock', () => {
  test('finds the frame whose start the player names, also when its ticks are coarser or finer', () => {
    const clock = createMediaClock(variable, 0);
    for (const [frame, start] of [21, 54, 58, 240, 273].entries()) {
      expect(clock.frameAt(start / 1000)).toBe(frame);
      expect(clock.frameAt(start / 1000 - 0.0009)).toBe(frame);
      expect(clock.frameAt(start / 1000 + 0.0009)).toBe(frame);
    }
  });

  test('the middle of every frame leads back to that frame', () => {
    const clock = createMediaClock(variable, 0);
    expect(clock.secondsOf(2 as FrameNumber)).toBeCloseTo(0.149, 9);
    expect(clock.secondsOf(0 as FrameNumber)).toBeCloseTo(0.0375, 9);
  });

  test('takes the offset of a proxy into account both ways', () => {
    const clock = createMediaClock(variable, 1_000_000);
    expect(clock.frameAt(1.054)).toBe(1);
    expect(clock.secondsOf(0 as FrameNumber)).toBeCloseTo(1.0375, 9);
  });

  test('stays inside the recording', () => {
    const clock = createMediaClock(variable, 0);
    expect(clock.frameAt(0)).toBe(0);
    expect(clock.frameAt(99)).toBe(4);
  });
});
