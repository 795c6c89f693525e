import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Codebook, codebookSchema } from '../../../src-main/domain/codebook.ts';
import { type CheckedAnnotation, checkAnnotations } from '../../../src-main/domain/codebook-check.ts';
import type { CodebookRule } from '../../../src-main/domain/codebook-rule.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const shipped = codebookSchema.parse(
  JSON.parse(readFileSync(new URL('../../../resources/codebooks/conduct-and-context.json', import.meta.url), 'utf8')),
);
let count = 0;
function at(code: string, from: number, to: number, more: Partial<CheckedAnnotation> = {}): CheckedAnnotation {
  count += 1;
  return {
    id: `a${count}`,
    footageId: 'one',
    code,
    inFrame: from,
    inMicros: from * 1e6,
    outMicros: to * 1e6,
    attributes: {},
    subjectIds: [],
    ...more,
  };
}
function withRules(...rules: Partial<CodebookRule>[]): Codebook {
  return codebookSchema.parse({
    ...shipped,
    rules: rules.map((rule, place) => ({ id: `rule-${place}`, label: 'A rule', ...rule })),
  });
}
function sentences(book: Codebook, ...items: CheckedAnnotation[]): string[] {
  return checkAnnotations(book, items, 100).findings.map(({ sentence }) => sentence);
}

describe('exclusion', () => {
  const book = withRules({ kind: 'exclusion', codes: ['IDN.1'], others: ['CTX.7'] });
  it('finds two that share time, once, and not two that touch or lie in another recording', () => {
    expect(sentences(book, at('IDN.1', 0, 10), at('CTX.7', 9, 12))).toEqual([
      'IDN.1 and CTX.7 lie over the same moment.',
    ]);
    expect(sentences(book, at('IDN.1', 0, 10), at('CTX.7', 10, 12))).toEqual([]);
    expect(sentences(book, at('IDN.1', 0, 10), at('CTX.7', 0, 12, { footageId: 'two' }))).toEqual([]);
  });
  it('by subject only where both name the same one, and a code against itself once a pair', () => {
    const bySubject = withRules({ kind: 'exclusion', codes: ['UOF'], others: ['UOF'], scope: 'subject' });
    const [one, other] = [{ subjectIds: ['x'] }, { subjectIds: ['y', 'x'] }];
    expect(sentences(bySubject, at('UOF.1', 0, 10, one), at('UOF.2', 5, 6, other))).toHaveLength(1);
    expect(sentences(bySubject, at('UOF.1', 0, 10, one), at('UOF.2', 5, 6))).toEqual([]);
  });
});

describe('pairing', () => {
  it('near: asks for one of the others within reach on either side', () => {
    const book = withRules({
      kind: 'pairing',
      codes: ['kind:conduct'],
      others: ['kind:context'],
      position: 'near',
      withinMillis: 15_000,
    });
    expect(sentences(book, at('UOF.1', 20, 30))).toEqual(['UOF.1 has no context within 15 seconds around it.']);
    expect(sentences(book, at('UOF.1', 20, 30), at('CTX.1', 0, 5))).toEqual([]);
    expect(sentences(book, at('UOF.1', 20, 30), at('CTX.1', 45, 46))).toEqual([]);
    expect(sentences(book, at('UOF.1', 20, 30), at('CTX.1', 46, 47))).toHaveLength(1);
    expect(sentences(book, at('UOF.1', 20, 30), at('CTX.1', 0, 4))).toHaveLength(1);
    expect(sentences(book, at('LOC.1', 20, 30))).toEqual([]);
  });
  it('after and before: only on that side; overlap: only in the span', () => {
    const after = withRules({
      kind: 'pairing',
      codes: ['MED.2'],
      others: ['CTX.6', 'MED.3'],
      position: 'after',
      withinMillis: 600_000,
    });
    expect(sentences(after, at('MED.2', 100, 101), at('CTX.6', 50, 60))).toEqual([
      'MED.2 has no CTX.6 or MED.3 within 10 minutes after it.',
    ]);
    expect(sentences(after, at('MED.2', 100, 101), at('MED.3', 600, 610))).toEqual([]);
    const before = withRules({
      kind: 'pairing',
      codes: ['UOF'],
      others: ['CTX.1'],
      position: 'before',
      withinMillis: 5000,
    });
    expect(sentences(before, at('UOF.5', 10, 12), at('CTX.1', 4, 6))).toEqual([]);
    expect(sentences(before, at('UOF.5', 10, 12), at('CTX.1', 11, 13))).toHaveLength(1);
    const overlap = withRules({ kind: 'pairing', codes: ['UOF.M'], others: ['UOF.1'], position: 'overlap' });
    expect(sentences(overlap, at('UOF.M', 10, 12), at('UOF.1', 12, 20))).toHaveLength(1);
    expect(sentences(overlap, at('UOF.M', 10, 12), at('UOF.1', 0, 11))).toEqual([]);
  });
});

it('requirement: names the attribute that is left open, or that no subject is named', () => {
  const book = withRules(
    { kind: 'requirement', codes: ['UOF.5'], attribute: 'mode' },
    { kind: 'requirement', codes: ['IDN.2'], attribute: null },
  );
  expect(sentences(book, at('UOF.5', 0, 1), at('IDN.2', 0, 1))).toEqual([
    'UOF.5 leaves “Mode” open.',
    'IDN.2 names no subject.',
  ]);
  expect(sentences(book, at('UOF.5', 0, 1, { attributes: { mode: 'probe' } }))).toEqual([]);
});

it('leaves rules that are off alone, and counts what goes beyond the limit', () => {
  const off = withRules({ kind: 'requirement', codes: ['*'], attribute: null, isOff: true });
  expect(sentences(off, at('UOF.5', 0, 1))).toEqual([]);
  const all = withRules({ kind: 'requirement', codes: ['*'], attribute: null });
  const result = checkAnnotations(
    all,
    Array.from({ length: 30 }, (_, place) => at('UOF.1', place, place + 1)),
    10,
  );
  expect([result.findings.length, result.leftOff]).toEqual([10, 20]);
});

it('agrees with the plain way of looking at every pair', () => {
  const random = seededRandom(7);
  const whole = (below: number) => Math.floor(random() * below);
  const codes = ['UOF.1', 'CTX.1', 'CTX.7', 'IDN.1', 'MED.2'];
  for (let round = 0; round < 20; round++) {
    const items = Array.from({ length: 60 }, () => {
      const from = whole(300);
      return at(codes[whole(codes.length)] ?? '', from, from + 1 + whole(40));
    });
    const book = withRules({ kind: 'exclusion', codes: ['IDN.1'], others: ['CTX'] });
    const plain = items
      .filter(({ code }) => code === 'IDN.1')
      .flatMap((one) =>
        items.filter(
          (other) => other.code.startsWith('CTX') && one.inMicros < other.outMicros && other.inMicros < one.outMicros,
        ),
      );
    expect(checkAnnotations(book, items, 10_000).findings).toHaveLength(plain.length);
  }
});
