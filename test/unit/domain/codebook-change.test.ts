import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { digitsOf } from '../../../src-main/domain/code-digits.ts';
import { type Code, codebookSchema } from '../../../src-main/domain/codebook.ts';
import { applySteps, type CodebookStep, suggestCodeId } from '../../../src-main/domain/codebook-change.ts';
import {
  compareVersions,
  differencesBetween,
  heaviest,
  nextVersion,
} from '../../../src-main/domain/codebook-differences.ts';

const book = codebookSchema.parse(
  JSON.parse(readFileSync(new URL('../../../resources/codebooks/conduct-and-context.json', import.meta.url), 'utf8')),
);
const unused = { codes: new Set<string>(), groups: new Set<string>() };

function weigh(...steps: CodebookStep[]): string {
  const after = applySteps(book, steps, unused);
  const differences = differencesBetween(book, after);
  expect(differences.length).toBeGreaterThan(0);
  return heaviest(differences.map(({ weight }) => weight));
}
const attributesOf = (id: string): Code['attributes'] => book.codes.find((code) => code.id === id)?.attributes ?? [];
const withAttributes = (attributes: Code['attributes']): CodebookStep => ({
  do: 'revise-code',
  id: 'UOF.2',
  attributes,
});

describe('how a change raises the version', () => {
  const own = attributesOf('UOF.2');
  it.each<[string, string, CodebookStep]>([
    ['patch', 'other words for the same', { do: 'revise-code', id: 'UOF.1', label: 'Contrôle physique' }],
    ['patch', 'more words to find it by', { do: 'revise-code', id: 'UOF.1', synonyms: ['hold'] }],
    ['patch', 'another order', { do: 'move-code', id: 'UOF.2', before: 'UOF.1' }],
    ['patch', 'another order of groups', { do: 'move-group', id: 'CTX', before: 'UOF' }],
    ['minor', 'a code more', { do: 'add-code', code: { ...(book.codes[0] as Code), id: 'UOF.X1' } }],
    ['minor', 'a group more', { do: 'add-group', group: { id: 'OWN', label: 'Own', kind: 'setting' } }],
    ['minor', 'a code retired', { do: 'retire-code', id: 'UOF.1' }],
    [
      'minor',
      'an attribute more that may stay empty',
      withAttributes([...own, { id: 'more', label: 'More', kind: 'text', choices: [], isRequired: false }]),
    ],
    [
      'minor',
      'a rule off',
      { do: 'put-rule', rule: { ...(book.rules[0] as (typeof book.rules)[number]), isOff: true } },
    ],
    ['major', 'another definition', { do: 'revise-code', id: 'UOF.1', definition: 'Something else.' }],
    ['major', 'an attribute less', withAttributes(own.slice(1))],
    [
      'major',
      'an attribute that must be filled in now',
      withAttributes(own.map((one) => ({ ...one, isRequired: true }))),
    ],
  ])('%s: %s', (weight, _what, step) => {
    expect(weigh(step)).toBe(weight);
  });

  it('counts on in the right place and orders by number', () => {
    expect([nextVersion('1.9.3', 'patch'), nextVersion('1.9.3', 'minor'), nextVersion('1.9.3', 'major')]).toEqual([
      '1.9.4',
      '1.10.0',
      '2.0.0',
    ]);
    expect(['1.10.0', '1.9.0', '2.0.0', '1.9.1'].toSorted(compareVersions)).toEqual([
      '1.9.0',
      '1.9.1',
      '1.10.0',
      '2.0.0',
    ]);
  });

  it('finds nothing between a version and itself, and every field between two', () => {
    expect(differencesBetween(book, book)).toEqual([]);
    const after = applySteps(book, [{ do: 'revise-code', id: 'UOF.1', label: 'A', definition: 'B' }], unused);
    expect(differencesBetween(book, after)[0]?.fields.map(({ name }) => name)).toEqual(['label', 'definition']);
  });
});

it('suggests an id that is free', () => {
  expect(suggestCodeId(book, 'UOF')).toBe('UOF.X1');
  expect(suggestCodeId(book, 'UOF', new Set(['UOF.X1', 'UOF.X2']))).toBe('UOF.X3');
});

describe('the digits', () => {
  const codesOf = (pins: [number, string][], uses: string[]) => digitsOf(new Map(pins), uses).map(({ code }) => code);

  it('keep a code used lately on its digit while newer ones come', () => {
    expect(codesOf([], ['A', 'B', 'C']).slice(0, 4)).toEqual(['A', 'B', 'C', null]);
    expect(codesOf([], ['A', 'B', 'C', 'A', 'A']).slice(0, 3)).toEqual(['A', 'B', 'C']);
    const full = [...'ABCDEFGHI'];
    expect(codesOf([], [...full, 'A', 'J'])).toEqual(['A', 'J', 'C', 'D', 'E', 'F', 'G', 'H', 'I']);
  });

  it('leave pinned codes where they are and show none twice', () => {
    expect(codesOf([[2, 'A']], ['A', 'B', 'C']).slice(0, 3)).toEqual(['B', 'A', 'C']);
    const all = [...'ABCDEFGHI'].map((code, at): [number, string] => [at + 1, code]);
    expect(codesOf(all, ['X', 'Y'])).toEqual([...'ABCDEFGHI']);
  });
});
