import { describe, expect, test } from 'vitest';
import { verificationLevels } from '../../../src-main/domain/packet.ts';
import {
  findingGroups,
  otherProblems,
  typedFingerprint,
  verificationHeadline,
} from '../../../src-renderer/verification/verification-words.ts';

const file = (path: string, status: string) => ({ path, status, expected: null, actual: null });

describe('the words of a verification', () => {
  test('every level of the verifier has a headline, and only 0 is good', () => {
    for (const level of Object.values(verificationLevels)) {
      const headline = verificationHeadline(level, 'good', false);
      expect(headline.explanation).not.toContain('answered with level');
      expect(headline.tone === 'good').toBe(level === 0);
    }
    expect(verificationHeadline(99, 'good', false).tone).toBe('danger');
  });

  test('a good signature by another key is not called one that does not fit', () => {
    expect(verificationHeadline(30, 'bad', true).title).toBe('The signature does not fit');
    expect(verificationHeadline(30, 'foreign-key', true)).toMatchObject({
      tone: 'danger',
      title: 'Signed by another key than the one expected',
    });
  });

  test('it is said whether the key is the one that was given or only one of this matter', () => {
    expect(verificationHeadline(0, 'good', false).explanation).toContain('by a key of this matter');
    expect(verificationHeadline(0, 'good', true).explanation).toContain('by the key whose fingerprint you gave');
  });

  test('what lies in a folder that is no packet is not said to have been added to one', () => {
    const files = [file('vault', 'unexpected-file')];
    expect(findingGroups({ files, level: 40, fileCount: 0 })).toEqual([]);
    expect(findingGroups({ files, level: 40, fileCount: 12 })).toHaveLength(1);
  });

  test('findings stand together by their kind, the worst first; an unknown status is shown, not hidden', () => {
    const files = [
      file('a', 'ok'),
      file('b', 'unexpected-file'),
      file('c', 'strange'),
      file('d', 'incomplete'),
      file('e', 'unexpected-file'),
    ];
    expect(findingGroups({ files, level: 22, fileCount: 9 }).map(({ status, paths }) => [status, paths])).toEqual([
      ['incomplete', ['d']],
      ['unexpected-file', ['b', 'e']],
      ['strange', ['c']],
    ]);
    const problems = ['b: is not listed by the packet.', 'custody: not checked.'];
    expect(otherProblems({ files, problems })).toEqual(['custody: not checked.']);
  });

  test('every fault that the verifier knows has its meaning and what to do', () => {
    const faults = Object.keys(verificationLevels).filter((name) => !name.startsWith('pass'));
    expect(faults.length).toBeGreaterThan(6);
    for (const { title, status, meaning, next } of findingGroups({
      files: faults.map((fault) => file(fault, fault)),
      level: 40,
      fileCount: 9,
    })) {
      expect([title, meaning.length > 40, next.length > 20]).toEqual([expect.not.stringMatching(status), true, true]);
    }
  });

  test('a fingerprint is taken as people write it', () => {
    const plain = '1a2b-3c4d-5e6f-7081-92a3-b4c5-d6e7-f809';
    expect(typedFingerprint(` ${plain.toUpperCase().replaceAll('-', ' ')} `)).toBe(plain);
    expect(typedFingerprint('1a2b')).toBeNull();
    expect(typedFingerprint(`${plain}0`)).toBeNull();
    expect(typedFingerprint(plain.replace('1a', 'zz'))).toBeNull();
  });
});
