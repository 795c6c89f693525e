import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { codebookSchema } from '../../../src-main/domain/codebook.ts';

const file = path.resolve(import.meta.dirname, '../../../resources/codebooks/conduct-and-context.json');
const codebook = codebookSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

it('ships every group of the specification, with context as a group of its own', () => {
  expect(codebook.codes.length).toBeGreaterThanOrEqual(60);
  expect(codebook.groups.filter((group) => group.kind === 'context').map((group) => group.id)).toEqual(['CTX']);
  expect(codebook.codes.filter((code) => code.group === 'CTX')).toHaveLength(10);
});

it('names no code with a legal conclusion', () => {
  const conclusions = /illegal|unlawful|excessive|violat|kidnap|brutal|victim|suspect|crime|criminal/i;
  for (const code of codebook.codes) {
    expect(code.label).not.toMatch(conclusions);
    expect(code.definition).not.toMatch(conclusions);
  }
});

it('refuses a vocabulary with a code twice or in no group', () => {
  const [first] = codebook.codes;
  expect(codebookSchema.safeParse({ ...codebook, codes: [first, first] }).success).toBe(false);
  expect(codebookSchema.safeParse({ ...codebook, groups: [] }).success).toBe(false);
});

it('gives every choice attribute something to choose and every attribute one name within its code', () => {
  const attributes = codebook.codes.flatMap((code) => code.attributes);
  expect(attributes.length).toBeGreaterThan(60);
  expect(attributes.filter((attribute) => attribute.kind === 'choice' && attribute.choices.length < 2)).toEqual([]);
  for (const code of codebook.codes) {
    expect(new Set(code.attributes.map((attribute) => attribute.id)).size).toBe(code.attributes.length);
  }
});
