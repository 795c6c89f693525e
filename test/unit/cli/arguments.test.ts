import { expect, it } from 'vitest';
import { readArguments, requiredFlag, UsageError, wholeNumber, wordAt } from '../../../src-main/cli/arguments.ts';
import { usage } from '../../../src-main/cli/usage.ts';
import { findVerb, verbs } from '../../../src-main/cli/verbs.ts';

it('reads words and flags in any order', () => {
  const given = readArguments(['annotate', '--from', '3', 'matter', 'id', '--to', '9', '--json']);
  expect(given.words).toEqual(['annotate', 'matter', 'id']);
  expect(given.flags).toMatchObject({ from: '3', to: '9', json: true });
});

it('keeps a text that begins with a dash when it is given with an equals sign', () => {
  const given = readArguments(['annotate', 'm', 'f', '--observation=- a dash, then words']);
  expect(given.flags.observation).toBe('- a dash, then words');
});

it('refuses what it does not know with a pointer to the help', () => {
  expect(() => readArguments(['ingest', '--fast'])).toThrow(UsageError);
  expect(() => findVerb(['matter', 'delete'])).toThrow(/There is no verb "matter delete"\. Run with --help/);
  expect(() => wordAt(readArguments(['frame']), 1, "The matter's folder")).toThrow(/The matter's folder is missing/);
  expect(() => requiredFlag(readArguments(['frame']), 'out')).toThrow(/--out is missing/);
});

it.each(['', '-1', '1.5', '0x10', '1e3', ' 7', '9999999999999999'])('refuses "%s" as a frame number', (text) => {
  expect(() => wholeNumber(text, '--from')).toThrow(UsageError);
});

it('documents every verb in --help', () => {
  expect(verbs.length).toBeGreaterThanOrEqual(13);
  for (const verb of verbs) {
    expect(usage).toContain(`\n  ${verb.words.join(' ')}`);
    expect(findVerb([...verb.words, 'more'])).toBe(verb);
  }
});
