import { describe, expect, it } from 'vitest';
import { suggestedTitle } from '../../../src-main/domain/exhibit-title.ts';

describe('the title to begin with', () => {
  it.each([
    ['A hand is on a sleeve. The person is pulled.', 'A hand is on a sleeve'],
    ['A hand is on a sleeve', 'A hand is on a sleeve'],
    ['  Two agents\n stand   at the door.  ', 'Two agents stand at the door'],
    ['The clock reads 10.45 p.m. and stops.', 'The clock reads 10.45 p.m. and stops'],
    ['"Who are you?" is heard.', '"Who are you?" is heard'],
    ['Is a warrant shown? None is seen.', 'Is a warrant shown?'],
    ['', ''],
  ])('of %j is %j', (observation, title) => {
    expect(suggestedTitle(observation)).toBe(title);
  });

  it('of a long sentence ends between two words', () => {
    const title = suggestedTitle(`The person ${'walks on and '.repeat(20)}stops.`);
    expect(title.length).toBeLessThanOrEqual(81);
    expect(title).toMatch(/ (and|walks|on)…$/);
  });

  it('of one very long word is cut within it', () => {
    expect(suggestedTitle('x'.repeat(500))).toBe(`${'x'.repeat(80)}…`);
  });
});
