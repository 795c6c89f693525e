import { expect, test } from 'vitest';
import { fuzzyScore } from '../../../../src-renderer/commands/fuzzy-match.ts';

function best(typed: string, titles: readonly string[]): string[] {
  return titles
    .map((title) => ({ title, score: fuzzyScore(typed, title) }))
    .filter((scored): scored is { title: string; score: number } => scored.score !== null)
    .sort((a, b) => b.score - a.score)
    .map(({ title }) => title);
}

const titles = ['Go to the library', 'Go to jobs', 'One frame back', 'Timeline closer', 'Frame number on the picture'];

test('the start of the title goes before the start of a word, and that before the inside of one', () => {
  expect(best('frame', titles)).toEqual(['Frame number on the picture', 'One frame back']);
  expect(best('line', titles)).toEqual(['Timeline closer']);
});

test('every typed word must be found, in any order', () => {
  expect(best('jobs go', titles)).toEqual(['Go to jobs']);
  expect(best('go zebra', titles)).toEqual([]);
});

test('first letters find a title', () => {
  expect(best('ofb', titles)).toEqual(['One frame back']);
  expect(best('gtl', titles)).toEqual(['Go to the library']);
});

test('letters scattered inside words find nothing', () => {
  expect(best('oary', titles)).toEqual([]);
});

test('accents do not matter', () => {
  expect(best('resume', ['Résumé of the scene'])).toHaveLength(1);
});

test('synonyms count for half', () => {
  const title = fuzzyScore('rewind', 'Rewind') ?? 0;
  const synonym = fuzzyScore('rewind', 'One frame back', ['rewind']) ?? 0;
  expect(synonym).toBeGreaterThan(0);
  expect(synonym).toBeLessThan(title);
});
