import { describe, expect, test } from 'vitest';
import type { RecordingFacts, VideoStreamFacts } from '../../../../src-main/domain/recording-facts.ts';
import {
  lengthText,
  microsText,
  parseJump,
  sourceClocksAt,
  timecodeAfter,
  utcText,
} from '../../../../src-renderer/playback/time-text.ts';

describe('microsText', () => {
  test.each([
    [0, '0:00:00.000'],
    [999, '0:00:00.000'],
    [1_000, '0:00:00.001'],
    [59_999_999, '0:00:59.999'],
    [3_661_250_000, '1:01:01.250'],
    [-1_500_000, '−0:00:01.500'],
  ])('%d is %s', (micros, text) => {
    expect(microsText(micros)).toBe(text);
  });
});

describe('lengthText', () => {
  test.each([
    [33_366, '0.033 s'],
    [17_415_000, '17.4 s'],
    [278_800_000, '4 min 38 s'],
    [3_720_000_000, '1 h 2 min'],
  ])('%d is %s', (micros, text) => {
    expect(lengthText(micros)).toBe(text);
  });
});

describe('parseJump', () => {
  test.each([
    ['1250', { kind: 'frame', frame: 1250 }],
    ['1,250', { kind: 'frame', frame: 1250 }],
    ['+10', { kind: 'frames-by', frames: 10 }],
    ['-10', { kind: 'frames-by', frames: -10 }],
    ['0:12.5', { kind: 'micros', micros: 12_500_000 }],
    ['12.5s', { kind: 'micros', micros: 12_500_000 }],
    ['12s', { kind: 'micros', micros: 12_000_000 }],
    ['1:02', { kind: 'micros', micros: 62_000_000 }],
    ['1:02:03.25', { kind: 'micros', micros: 3_723_250_000 }],
  ])('%s', (text, request) => {
    expect(parseJump(text)).toEqual(request);
  });

  test.each(['', 'abc', '1:75', '1:75:00', '12:', '--3', '1.2.3'])('refuses "%s"', (text) => {
    expect(parseJump(text)).toBeNull();
  });
});

describe('timecodeAfter', () => {
  test('counts frames and carries over', () => {
    expect(timecodeAfter('15:44:35:10', 25, 30)).toBe('15:44:36:05');
    expect(timecodeAfter('23:59:59:29', 1, 30)).toBe('00:00:00:00');
  });
  test('leaves drop-frame and unreadable timecodes alone', () => {
    expect(timecodeAfter('15:44:35;10', 1, 25)).toBeNull();
    expect(timecodeAfter('15:44:59;29', 1, 30)).toBe('15:45:00;02');
    expect(timecodeAfter('half past three', 1, 30)).toBeNull();
  });
});

test('utcText keeps milliseconds and says UTC', () => {
  expect(utcText(Date.UTC(2017, 8, 26, 16, 57, 49, 100) * 1000)).toBe('2017-09-26 16:57:49.100 UTC');
});

describe('sourceClocksAt', () => {
  const at = Date.UTC(2019, 10, 18, 15, 45, 32) * 1000;
  const facts = {
    clocks: [
      { basis: 'container-creation-time', text: '2019-11-18T15:45:32.000000Z', at },
      { basis: 'timecode', text: '15:44:35:10', at: null },
      { basis: 'file-modified', text: '2020-01-01T00:00:00Z', at: at + 1 },
    ],
  } as unknown as RecordingFacts;
  const rate = { num: 30_000, den: 1001 };
  const video = { statedFrameRate: rate, averageFrameRate: rate } as VideoStreamFacts;

  test('adds media time to a creation time, frames to a timecode, and nothing to a file date', () => {
    const clocks = sourceClocksAt(facts, video, { number: 30, micros: 1_001_000 });
    expect(clocks.map(({ text, isDerived }) => [text, isDerived])).toEqual([
      ['2019-11-18 15:45:33.001 UTC', true],
      ['15:44:36:10', true],
      ['2019-11-18 15:45:32.000 UTC', false],
    ]);
    expect(new Set(clocks.map(({ basis }) => basis)).size).toBe(3);
  });

  test('a timecode is not counted on where the pictures do not come evenly', () => {
    const uneven = { ...video, averageFrameRate: { num: 27, den: 1 } };
    expect(sourceClocksAt(facts, uneven, { number: 30, micros: 1_001_000 })[1]).toMatchObject({
      text: '15:44:35:10',
      isDerived: false,
    });
  });
});
