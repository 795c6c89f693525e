import { describe, expect, it } from 'vitest';
import { exhibitNumberSchema, nextExhibitNumber, nextSubNumber } from '../../../src-main/domain/exhibit-number.ts';

describe('exhibit numbers', () => {
  it.each(['0', '012', '12-', '12-a', '12A', 'A', '12-ABC', '12345', ''])('refuses %j', (number) => {
    expect(exhibitNumberSchema.safeParse(number).success).toBe(false);
  });

  it('counts on from the highest whole number, and finds free letters', () => {
    expect(nextExhibitNumber([])).toBe('1');
    expect(nextExhibitNumber(['3-A', '2'])).toBe('4');
    expect(nextSubNumber('12', new Set(['12-A', '12-B']))).toBe('12-C');
    const all = new Set(Array.from({ length: 26 }, (_, at) => `7-${String.fromCharCode(65 + at)}`));
    expect(nextSubNumber('7', all)).toBe('7-AA');
  });
});
