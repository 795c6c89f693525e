import { describe, expect, test } from 'vitest';
import type { ClockCorrection } from '../../../../src-main/domain/clock-correction.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../../../src-main/domain/recording-facts.ts';
import type { Micros } from '../../../../src-main/domain/time.ts';
import { jumpClocks, placeInRecording, readClockTime } from '../../../../src-renderer/playback/clock-jump.ts';
import { steadyFrameIndex } from '../small-frame-index.ts';

const startAt = Date.UTC(2026, 2, 14, 23, 59, 50) * 1000;
const index = steadyFrameIndex(1500);

function clocksOf(clocks: RecordingFacts['clocks'], rate = { num: 25, den: 1 }, average = rate) {
  const facts = { clocks } as RecordingFacts;
  return jumpClocks(facts, { statedFrameRate: rate, averageFrameRate: average } as VideoStreamFacts, index);
}

describe('a clock that is media time from a stated start', () => {
  const clocks = clocksOf([
    { basis: 'container-creation-time', text: '2026-03-14T23:59:50Z', at: startAt as Micros },
    { basis: 'file-modified', text: '', at: startAt as Micros },
  ]);
  const [clock] = clocks;

  test('is offered with its basis; the date of the file is not', () => {
    expect(clocks).toHaveLength(1);
    expect(clock?.basis).toContain('file header');
    expect(clock?.first).toBe('2026-03-14 23:59:50.000 UTC');
  });

  test.each([
    ['23:59:50', 0],
    ['23:59:51', 25],
    ['23:59:51.080', 27],
    ['2026-03-14 23:59:52', 50],
    ['00:00:00', 250],
    ['2026-03-15 00:00:10', 500],
  ])('%s is frame %i', (typed, frame) => {
    expect(clock?.frameOf(typed)).toEqual({ frame });
  });

  test('says from when to when the recording runs, and what to type', () => {
    expect(clock?.frameOf('12:00:00')).toMatchObject({ problem: expect.stringContaining('runs from 2026-03-14') });
    expect(clock?.frameOf('noon')).toMatchObject({ problem: expect.stringContaining('23:59:50') });
    expect(clock?.frameOf('2026-02-30 10:00:00')).toMatchObject({ problem: expect.stringContaining('Type a time') });
  });
});

test('a time of day before the start by a little is that day, not the next', () => {
  expect(readClockTime('23:59:49', startAt)).toBe(startAt - 1_000_000);
  expect(readClockTime('24:00:00', startAt)).toBeNull();
});

describe('a timecode', () => {
  test.each([
    ['10:00:00:00', '10:00:01:05', 30],
    ['23:59:59:00', '00:00:00:00', 25],
  ])('from %s, %s is frame %i', (text, typed, frame) => {
    const [clock] = clocksOf([{ basis: 'timecode', text, at: null }]);
    expect(clock?.frameOf(typed)).toEqual({ frame });
  });

  test('leaves out what drop-frame leaves out, typed with colons or not', () => {
    const [clock] = clocksOf([{ basis: 'timecode', text: '01:00:59;28', at: null }], { num: 30_000, den: 1001 });
    expect(clock?.frameOf('01:01:00;02')).toEqual({ frame: 2 });
    expect(clock?.frameOf('01:01:00:02')).toEqual({ frame: 2 });
    expect(clock?.frameOf('01:01:00;00')).toMatchObject({ problem: expect.stringContaining('Type a timecode') });
  });

  test('is not offered where the pictures do not come evenly', () => {
    const stated = [{ basis: 'timecode', text: '10:00:00:00', at: null }] as const;
    expect(clocksOf([...stated], { num: 25, den: 1 })).toHaveLength(1);
    expect(clocksOf([...stated], { num: 25, den: 1 }, { num: 22, den: 1 })).toEqual([]);
  });

  test('outside the recording is refused', () => {
    const [clock] = clocksOf([{ basis: 'timecode', text: '10:00:00:00', at: null }]);
    expect(clock?.frameOf('09:59:59:24')).toMatchObject({ problem: expect.stringContaining('runs from 10:00:00:00') });
    expect(clock?.frameOf('10:01:00:00')).toMatchObject({ problem: expect.stringContaining('to 10:00:59:24') });
  });
});

describe('a frame or a media time', () => {
  test.each([
    ['1250', { frame: 1250 }],
    ['1500', { problem: 'This recording has the frames 0 to 1,499.' }],
    ['-5', { frame: 95 }],
    ['12.5 s', { frame: 312 }],
    ['0:01:00', { frame: 1499 }],
    ['15:45:35', { problem: 'The media time of this recording runs from 0:00:00.000 to 0:00:59.960.' }],
    ['soon', { problem: expect.stringContaining('Type a frame number such as 1250') }],
  ])('%s', (typed, place) => {
    expect(placeInRecording(index, 100, typed)).toEqual(place);
  });
});

test('a corrected clock comes first, and leads to the frame it says', () => {
  const correction = { frame: 25, pts: 1000, at: startAt + 31_000_000 } as unknown as ClockCorrection;
  const [corrected, stated] = jumpClocks(
    { clocks: [{ basis: 'container-creation-time', text: '', at: startAt }] } as unknown as RecordingFacts,
    null,
    index,
    correction,
  );
  expect(corrected).toMatchObject({ isCorrected: true, first: '2026-03-15 00:00:20.000 UTC' });
  expect(corrected?.frameOf('00:00:21')).toEqual({ frame: 25 });
  expect(stated).toMatchObject({ isCorrected: false, first: '2026-03-14 23:59:50.000 UTC' });
});
