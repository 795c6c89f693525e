import { describe, expect, it } from 'vitest';
import { readRange } from '../../../src-main/shell/byte-range.ts';

const part = (start: number, end: number) => ({ kind: 'part', range: { start, end } });

describe('readRange', () => {
  it.each([
    ['bytes=0-99', 1000, part(0, 99)],
    ['bytes=0-0', 1000, part(0, 0)],
    ['bytes=999-999', 1000, part(999, 999)],
    ['bytes=500-', 1000, part(500, 999)],
    ['bytes=0-', 1000, part(0, 999)],
    ['bytes=-1', 1000, part(999, 999)],
    ['bytes=-5000', 1000, part(0, 999)],
    ['Bytes=5-6', 1000, part(5, 6)],
    ['bytes= 5-6 ', 1000, part(5, 6)],
  ])('%s of %i bytes is one part', (header, size, expected) => {
    expect(readRange(header, size)).toEqual(expected);
  });

  it('never cuts an open end short, whatever the size', () => {
    const size = 40 * 2 ** 30;
    expect(readRange('bytes=0-', size)).toEqual(part(0, size - 1));
    expect(readRange(`bytes=${size - 1}-`, size)).toEqual(part(size - 1, size - 1));
  });

  it('gives the first bytes of a file smaller than what a reader asks for first', () => {
    expect(readRange('bytes=0-65535', 12)).toEqual(part(0, 11));
    expect(readRange('bytes=0-65535', 0)).toEqual({ kind: 'whole' });
    expect(readRange('bytes=0-', 0)).toEqual({ kind: 'whole' });
    expect(readRange('bytes=-5', 0)).toEqual({ kind: 'whole' });
  });

  it.each([
    ['bytes=1000-', 1000],
    ['bytes=1000-2000', 1000],
    ['bytes=1-', 0],
    ['bytes=-0', 1000],
    ['bytes=0-1,5-6', 1000],
    ['bytes=99999999999999999999999-', 1000],
  ])('%s of %i bytes cannot be answered', (header, size) => {
    expect(readRange(header, size)).toEqual({ kind: 'unsatisfiable' });
  });

  it.each([null, '', 'bytes=', 'bytes=-', 'bytes=a-b', 'bytes=9-3', 'lines=1-2', 'bytes=1-2x', 'bytes=-1-2'])(
    'a header that says nothing (%s) asks for everything',
    (header) => {
      expect(readRange(header, 1000)).toEqual({ kind: 'whole' });
    },
  );
});
