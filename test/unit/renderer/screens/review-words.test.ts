import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import { codebookSchema } from '../../../../src-main/domain/codebook.ts';
import type { AnnotationId, SubjectId } from '../../../../src-main/domain/identifier.ts';
import { emptyForm } from '../../../../src-main/domain/unfinished-annotation.ts';
import { facetValueText } from '../../../../src-renderer/filter/facet-words.ts';
import { changedFields } from '../../../../src-renderer/screens/review/annotation-form/changed-fields.ts';
import { checkForm, contentsOf } from '../../../../src-renderer/screens/review/annotation-form/form-check.ts';
import {
  contextBeside,
  contextInUse,
  idsBetween,
  shownAnnotations,
} from '../../../../src-renderer/screens/review/annotation-list/annotation-filter.ts';
import { createSpanMaker } from '../../../../src-renderer/screens/review/timeline-spans.ts';
import { allegedPrefix, namedCodes } from '../../../../src-renderer/ui/code-name.ts';
import { findCodes } from '../../../../src-renderer/ui/find-codes.ts';
import { wordingHints } from '../../../../src-renderer/wording/wording-hints.ts';

const codebook = codebookSchema.parse(
  JSON.parse(
    readFileSync(new URL('../../../../resources/codebooks/conduct-and-context.json', import.meta.url), 'utf8'),
  ),
);
const known = namedCodes(codebook);
const naming = { codebook, timebase: { num: 1, den: 1000 }, subjects: new Map([['s1', 'Agent A']]) };

function annotation(
  id: string,
  code: string,
  inFrame: number,
  outFrame: number,
  more: Partial<Annotation> = {},
): Annotation {
  return {
    id,
    revision: 1,
    code,
    span: { inFrame, outFrame, inPts: inFrame * 40, outPts: outFrame * 40 },
    observation: `Observation ${id}`,
    allegation: null,
    attributes: {},
    confidence: { visibility: null, interpretation: null, corroboration: null, time: null },
    confidenceBasis: { visibility: '', interpretation: '', corroboration: '', time: '' },
    subjectIds: [],
    isExculpatory: false,
    isContextReviewed: false,
    note: '',
    state: 'draft',
    ...more,
  } as Annotation;
}

describe('codes', () => {
  test('every conduct code is shown as alleged, no other is', () => {
    expect(known.size).toBe(codebook.codes.length);
    for (const { group, title } of known.values()) {
      expect(title.startsWith(allegedPrefix)).toBe(group.kind === 'conduct');
    }
  });

  test('all typed words must be there, in id, label, definition or group', () => {
    const ids = findCodes(codebook, 'uof.2', 'all').flatMap(({ codes }) => codes.map(({ code }) => code.id));
    expect(ids).toEqual(['UOF.2']);
    const covered = findCodes(codebook, 'face covered', 'all').flatMap(({ codes }) => codes.map(({ code }) => code.id));
    expect(covered).toContain('IDN.2');
    expect(findCodes(codebook, 'no such words', 'all')).toEqual([]);
  });

  test('context stands first and nothing is left out', () => {
    const sections = findCodes(codebook, '', 'all');
    expect(sections[0]?.group.kind).toBe('context');
    expect(sections.flatMap(({ codes }) => codes)).toHaveLength(
      codebook.codes.filter((code) => !code.isRetired).length,
    );
  });
});

describe('annotations of a recording', () => {
  const all = [
    annotation('b', 'UOF.1', 100, 200),
    annotation('a', 'CTX.1', 150, 160),
    annotation('c', 'CTX.2', 200, 210),
    annotation('d', 'CTX.3', 120, 130, { state: 'withdrawn' }),
  ];

  test('are those in use, or those that a filter lets through, in their order', () => {
    expect(shownAnnotations(all, null).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    const visible = new Set(['d', 'b'] as AnnotationId[]);
    expect(shownAnnotations(all, visible).map(({ id }) => id)).toEqual(['b', 'd']);
  });

  test('a range goes from the one selected to the one pressed, which becomes the last', () => {
    const [first, , third] = all.map(({ id }) => id);
    expect(idsBetween(all, first ?? null, third ?? ('' as never))).toEqual(['b', 'a', 'c']);
    expect(idsBetween(all, third ?? null, first ?? ('' as never))).toEqual(['c', 'a', 'b']);
    expect(idsBetween(all, null, first ?? ('' as never))).toEqual(['b']);
  });

  test('context that overlaps conduct is shown beside it; what only touches is not', () => {
    const beside = contextBeside(contextInUse(all, known), known);
    expect(all.map((one) => beside(one).map(({ id }) => id))).toEqual([['a'], [], [], []]);
  });

  test('an annotation that did not change is the same span of the timeline', () => {
    const spansOf = createSpanMaker(known);
    const before = spansOf(all);
    expect(before.map(({ id, groupId }) => [id, groupId])).toContainEqual(['b', 'UOF']);
    const changed = all.map((one) => (one.id === 'b' ? { ...one, revision: 2 } : one));
    const after = spansOf(changed);
    expect(after).toHaveLength(all.filter(({ state }) => state !== 'withdrawn').length);
    expect(after.filter((span) => !before.includes(span)).map(({ id, revision }) => [id, revision])).toEqual([
      ['b', 2],
    ]);
  });

  test('the history says what changed', () => {
    const after = annotation('b', 'UOF.1', 100, 190, { revision: 2, observation: 'Another text' });
    const first = all[0] ?? after;
    const names = changedFields(first, after, naming).map(({ name }) => name);
    expect(names).toEqual(['Span', 'Seen or heard']);
    expect(changedFields(null, first, naming).map(({ name }) => name)).toEqual(['Code', 'Span', 'Seen or heard']);
  });

  test('a revision that only names somebody, or only speaks of context, says so', () => {
    const first = annotation('a', 'UOF.1', 10, 20);
    const after = annotation('a', 'UOF.1', 10, 20, {
      subjectIds: ['s1' as SubjectId],
      isExculpatory: true,
      isContextReviewed: true,
      note: 'Ask for the other camera.',
    });
    expect(changedFields(first, after, naming)).toEqual([
      { name: 'Subjects', before: 'nobody', after: 'Agent A' },
      { name: 'May speak for the person accused', before: 'not marked', after: 'yes' },
      { name: 'Reviewed for context', before: 'not marked', after: 'yes' },
      { name: 'Working note', before: 'empty', after: 'Ask for the other camera.' },
    ]);
  });
});

test('a filter names a conduct code as alleged too', () => {
  const filterNaming = {
    codebook,
    codes: known,
    footage: new Map(),
    reviewers: new Map(),
    subjects: new Map(),
    standingNames: () => [],
  };
  expect(facetValueText('code', 'UOF.2', filterNaming)).toBe('UOF.2 Alleged: Strike');
  expect(facetValueText('code', 'CTX.1', filterNaming)).toBe('CTX.1 Warning or command audible');
  expect(facetValueText('code', 'OLD.1', filterNaming)).toBe('OLD.1');
});

describe('the form', () => {
  const attributes = known.get('UOF.1')?.code.attributes ?? [];

  test('asks for a code, an observation and what the code requires', () => {
    expect(checkForm(emptyForm, attributes)).toMatchObject({
      code: 'Choose a code.',
      attributes: { 'force-level': expect.any(String) },
    });
  });

  test('an allegation needs its words and who alleges it', () => {
    const values = { ...emptyForm, code: 'CTX.1', observation: 'A command is heard.', hasAllegation: true };
    expect(checkForm(values, [])).toMatchObject({ allegationText: expect.any(String), allegedBy: expect.any(String) });
    expect(checkForm({ ...values, allegationText: 'x', allegedBy: 'y' }, [])).toBeNull();
  });

  test('says of a text that is too long how long it is, and cuts nothing off', () => {
    const values = { ...emptyForm, code: 'CTX.1', observation: 'x'.repeat(8001), note: 'y'.repeat(10_000) };
    expect(checkForm(values, [])).toMatchObject({
      observation: expect.stringContaining('8,001 characters; 8,000 are the most'),
      note: expect.stringContaining('10,000 characters'),
    });
    expect(checkForm({ ...values, observation: `${'x'.repeat(8000)}\n`, note: '' }, [])).toBeNull();
  });

  test('sends no empty attributes and none of another code', () => {
    const values = {
      ...emptyForm,
      code: 'UOF.1',
      observation: ' Held. ',
      attributes: { 'body-area': ' arm ', other: 'x', 'force-level': '' },
    };
    expect(contentsOf(values, attributes)).toMatchObject({
      observation: 'Held.',
      attributes: { 'body-area': 'arm' },
      allegation: null,
    });
    expect(Object.keys(contentsOf(values, attributes).attributes ?? {})).toEqual(['body-area']);
  });
});

test('wording hints name conclusions and leave neutral text alone', () => {
  expect(wordingHints('The agent brutally attacked the victim for no reason').map(({ found }) => found)).toEqual([
    'brutally',
    'attacked',
    'victim',
    'for no reason',
  ]);
  expect(wordingHints('The agent places a hand on the left arm of Person 1.')).toEqual([]);
});
