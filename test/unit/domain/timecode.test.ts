import { describe, expect, it } from 'vitest';
import { advanceTimecode, parseTimecode, type Timecode, timecodeText } from '../../../src-main/domain/timecode.ts';

function later(text: string, frames: number, rate: number): string {
  const timecode = parseTimecode(text, rate);
  if (timecode === null) {
    throw new Error(`${text} is no timecode at ${rate}.`);
  }
  return timecodeText(advanceTimecode(timecode, frames));
}

/** Names a picture as a counter that is advanced by one and skips what drop-frame skips: slow, and plainly right. */
function* counted(rate: number): Generator<string> {
  const dropped = rate / 15;
  for (let minute = 0; minute < 121; minute += 1) {
    for (let second = 0; second < 60; second += 1) {
      for (let frame = second === 0 && minute % 10 !== 0 ? dropped : 0; frame < rate; frame += 1) {
        const two = (value: number) => String(value).padStart(2, '0');
        yield `${two(Math.floor(minute / 60))}:${two(minute % 60)}:${two(second)};${two(frame)}`;
      }
    }
  }
}

describe('a timecode', () => {
  it('counts on through seconds, minutes, hours and the day', () => {
    expect(later('00:00:00:00', 24, 25)).toBe('00:00:00:24');
    expect(later('00:00:59:24', 1, 25)).toBe('00:01:00:00');
    expect(later('10:59:59:29', 1, 30)).toBe('11:00:00:00');
    expect(later('23:59:59:24', 1, 25)).toBe('00:00:00:00');
    expect(later('00:00:00:00', -1, 25)).toBe('23:59:59:24');
  });

  it('leaves out two numbers a minute in drop-frame, four at 60, but not each tenth minute', () => {
    expect(later('00:00:59;29', 1, 30)).toBe('00:01:00;02');
    expect(later('00:09:59;29', 1, 30)).toBe('00:10:00;00');
    expect(later('00:00:59;59', 1, 60)).toBe('00:01:00;04');
    expect(later('01:00:00;00', 17_982, 30)).toBe('01:10:00;00');
    expect(later('01:00:00;00', 107_892, 30)).toBe('02:00:00;00');
    expect(later('23:59:59;29', 1, 30)).toBe('00:00:00;00');
  });

  it.each([30, 60])('names every picture of two hours as a counter does, and reads it back, at %i', (rate) => {
    let count = 0;
    for (const text of counted(rate)) {
      const timecode: Timecode = { count, nominalRate: rate, isDropFrame: true };
      if (timecodeText(timecode) !== text || parseTimecode(text, rate)?.count !== count) {
        expect.fail(`picture ${count} is ${text}, not ${timecodeText(timecode)}`);
      }
      count += 1;
    }
    expect(count).toBe((rate * 600 - (rate / 15) * 9) * 12 + rate * 60);
  });

  it('is not read where no such number exists', () => {
    for (const [text, rate] of [
      ['00:01:00;00', 30],
      ['00:01:00;01', 30],
      ['00:01:00;03', 60],
      ['00:00:00:25', 25],
      ['00:00:00;10', 25],
      ['24:00:00:00', 25],
      ['00:60:00:00', 25],
      ['0:00:00:00', 25],
      ['soon', 25],
      ['00:00:00:00', 0],
    ] as const) {
      expect(parseTimecode(text, rate), text).toBeNull();
    }
    expect(parseTimecode('00:10:00.00', 30)).toEqual({ count: 17_982, nominalRate: 30, isDropFrame: true });
  });
});
