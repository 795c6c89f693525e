import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Annotation, AnnotationDraft } from '../../../../src-main/domain/annotation.ts';
import type { SearchResult } from '../../../../src-main/domain/annotation-search.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { foldText } from '../../../../src-main/engine/annotations/text-query.ts';
import { ingestOne } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let first: FootageId;
let second: FootageId;

beforeAll(async () => {
  test = await openTestMatter();
  first = await ingestOne(test, (await numberedClip('vfr')).path);
  second = await ingestOne(test, (await numberedClip('ntsc')).path);
});

afterAll(async () => {
  await test.dispose();
});

async function add(changes: Partial<AnnotationDraft> = {}): Promise<Annotation> {
  const draft = { footageId: first, inFrame: 10, outFrame: 20, code: 'UOF.1', observation: 'A hand is on a sleeve.' };
  return await test.client.call('annotations.add', { ...draft, ...changes });
}

type Filter = NonNullable<Parameters<typeof search>[0]>;
async function search(
  filter: { text?: string; facets?: Record<string, string[]>; from?: number; to?: number } = {},
): Promise<SearchResult> {
  return await test.client.call('annotations.search', { filter: filter as never, limit: 500, withIds: true });
}

async function found(filter: Filter): Promise<string[]> {
  return (await search(filter)).annotations.map(({ observation }) => observation);
}

describe('searching text', () => {
  beforeAll(async () => {
    await add({ observation: 'La señora sube al camión.', footageId: second });
    await add({
      observation: "It is six o'clock; the DOOR opens.",
      allegation: { text: 'That nobody knocked.', allegedBy: 'Señor Gómez' },
    });
    await add({
      observation: 'He says "stop" and a percent sign % stands on a wall.',
      note: 'Ask for the unredacted plate.',
    });
    await add({ code: 'CTX.1', observation: 'A voice is heard.' });
  });

  it.each([
    ['camion', 1, 'without diacritics'],
    ['CAMIÓN', 1, 'in capitals'],
    ['cam', 1, 'by the beginning of a word'],
    ['amion', 0, 'but not by its end'],
    ['door six', 1, 'in any order'],
    ['door camion', 0, 'only when all words are there'],
    ["o'clock", 1, 'with an apostrophe'],
    ['"six o\'clock"', 1, 'as a phrase'],
    ['"o\'clock six"', 0, 'as a phrase, in its order'],
    ['knocked', 1, 'in what is alleged'],
    ['gomez', 1, 'in who alleges it'],
    ['unredacted', 1, 'in notes'],
    ['ctx.1', 1, 'by code'],
    ['"stop', 1, 'with a quote left open'],
  ])('finds %s (%i) %s', async (text, count, _how) => {
    expect((await search({ text })).total).toBe(count);
  });

  it('never takes what is typed as syntax', async () => {
    for (const text of [
      'door OR camion',
      'NOT door',
      'observation:door',
      'door*',
      '(door',
      '^door',
      'door NEAR camion',
      '-door',
      '{observation} : door',
      "'; DROP TABLE annotation; --",
      '"',
      '***',
      '\0door',
      '" OR "',
    ]) {
      await search({ text });
    }
    expect(await found({ text: 'door OR camion' })).toEqual([]);
    expect((await search({ text: '***' })).total).toBe((await search()).total);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        await search({ text });
      }),
      { numRuns: 200 },
    );
  });

  it('finds the name of a code', async () => {
    const { codes } = await test.client.call('codebook.show', {});
    const label = codes.find(({ id }) => id === 'CTX.1')?.label ?? '';
    expect(await found({ text: label })).toContain('A voice is heard.');
    expect(await found({ text: `${label} heard` })).toEqual(['A voice is heard.']);
  });

  it('follows every change, undo and redo', async () => {
    const added = await add({ observation: 'A zebra passes.' });
    expect((await search({ text: 'zebra' })).total).toBe(1);
    await test.client.call('annotations.revise', {
      id: added.id,
      revision: 1,
      changes: { observation: 'An okapi passes.' },
    });
    expect([(await search({ text: 'zebra' })).total, (await search({ text: 'okapi' })).total]).toEqual([0, 1]);
    await test.client.call('history.undo', {});
    expect([(await search({ text: 'zebra' })).total, (await search({ text: 'okapi' })).total]).toEqual([1, 0]);
    await test.client.call('history.undo', {});
    expect((await search({ text: 'zebra' })).total).toBe(0);
    expect((await search({ text: 'zebra', facets: { state: ['withdrawn'] } })).total).toBe(1);
    await test.reopen();
    await test.client.call('history.redo', {});
    expect((await search({ text: 'zebra' })).total).toBe(1);
  });
});

describe('filters', () => {
  it('agree with a plain scan over random annotations and filters, whatever changed in between', async () => {
    const { codes, groups } = await test.client.call('codebook.show', {});
    const kindOf = (annotation: Annotation) => {
      const group = codes.find(({ id }) => id === annotation.code)?.group;
      return groups.find(({ id }) => id === group)?.kind ?? '';
    };
    const words = ['door', 'camión', 'hand', 'voice', 'zebra', 'señora'];
    const codeIds = ['UOF.1', 'UOF.2', 'CTX.1', 'CTX.10', 'WIT.1'].filter((id) => codes.some((code) => code.id === id));
    const arbitraryDraft = fc.record({
      footageId: fc.constantFrom(first, second),
      inFrame: fc.integer({ min: 0, max: 60 }),
      code: fc.constantFrom(...codeIds),
      observation: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((list) => list.join(' ')),
      allegation: fc.option(fc.constant({ text: 'That it was so.', allegedBy: 'A neighbour' })),
      isExculpatory: fc.boolean(),
      confidence: fc.record({ visibility: fc.option(fc.integer({ min: 1, max: 3 })) }),
    });
    const some = (...values: string[]) => fc.option(fc.subarray(values), { nil: [] });
    const arbitraryFilter = fc.record({
      text: fc.array(fc.constantFrom(...words, 'do', 'senora', 'ctx'), { maxLength: 2 }).map((list) => list.join(' ')),
      facets: fc.record({
        code: some(...codeIds),
        kind: some('conduct', 'context', 'setting'),
        group: some('UOF', 'CTX'),
        footage: some(first, second),
        state: some('draft', 'withdrawn'),
        allegation: some('with', 'without'),
        context: some('exculpatory', 'not'),
        visibility: some('1', '2', '3', 'not-stated'),
      }),
    });
    const valuesOf: Record<string, (annotation: Annotation) => string> = {
      code: ({ code }) => code,
      kind: kindOf,
      group: ({ code }) => code.slice(0, 3),
      footage: ({ footageId }) => footageId,
      state: ({ state }) => state,
      allegation: ({ allegation }) => (allegation === null ? 'without' : 'with'),
      context: ({ isExculpatory }) => (isExculpatory ? 'exculpatory' : 'not'),
      visibility: ({ confidence }) => String(confidence.visibility ?? 'not-stated'),
    };
    const hasText = (annotation: Annotation, text: string) => {
      const code = codes.find(({ id }) => id === annotation.code);
      const all = [
        annotation.observation,
        annotation.allegation?.text,
        annotation.allegation?.allegedBy,
        code?.label,
      ].join(' ');
      const own = foldText(all).split(/[^\p{L}\p{N}]+/u);
      return text
        .split(' ')
        .every(
          (word) =>
            own.some((one) => one.startsWith(foldText(word))) || foldText(annotation.code).startsWith(foldText(word)),
        );
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryDraft, { maxLength: 5 }),
        arbitraryFilter,
        fc.constantFrom('undo', 'withdraw', 'nothing'),
        async (drafts, filter, act) => {
          for (const draft of drafts) {
            await add({ ...draft, outFrame: draft.inFrame + 3 } as never);
          }
          if (act === 'undo' && drafts.length > 0) {
            await test.client.call('history.undo', {});
          }
          const all = await test.client.call('annotations.list', { includeWithdrawn: true });
          if (act === 'withdraw') {
            const items = all
              .filter(({ state }) => state !== 'withdrawn')
              .slice(0, 2)
              .map(({ id, revision }) => ({ id, revision }));
            if (items.length > 0) {
              await test.client.call('annotations.withdrawMany', { items });
            }
          }
          const now = await test.client.call('annotations.list', { includeWithdrawn: true });
          const passes = (annotation: Annotation, name: string, chosen: readonly string[]) => {
            const value = valuesOf[name]?.(annotation) ?? '';
            return chosen.length === 0 ? name !== 'state' || value !== 'withdrawn' : chosen.includes(value);
          };
          const passing = (besides: string | null) =>
            now.filter(
              (annotation) =>
                hasText(annotation, filter.text) &&
                Object.entries(filter.facets).every(
                  ([name, chosen]) => name === besides || passes(annotation, name, chosen),
                ),
            );
          const result = await search(filter as never);
          expect(result.annotations).toEqual(passing(null));
          expect(result.total).toBe(passing(null).length);
          for (const [name, counts] of Object.entries(result.facets).filter(([facet]) => facet in filter.facets)) {
            const expected = new Map<string, number>();
            for (const annotation of passing(name)) {
              const value = valuesOf[name]?.(annotation) ?? '';
              expected.set(value, (expected.get(value) ?? 0) + 1);
            }
            expect(new Map(counts.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]))).toEqual(
              expected,
            );
          }
          expect(result.recordings.reduce((sum, { count }) => sum + count, 0)).toBe(result.total);
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);

  it('bound the time of the last change, half-open, order and page', async () => {
    const all = (await search()).annotations;
    const middle = all[3]?.revisedAt ?? (0 as never);
    const before = await search({ to: middle });
    const after = await search({ from: middle });
    expect(before.total + after.total).toBe(all.length);
    expect(before.annotations.every(({ revisedAt }) => revisedAt < middle)).toBe(true);
    const newest = await test.client.call('annotations.search', { order: 'newest', limit: 3 });
    expect(newest.annotations.map(({ revisedAt }) => revisedAt)).toEqual(
      all
        .map(({ revisedAt }) => revisedAt)
        .sort((a, b) => b - a)
        .slice(0, 3),
    );
    const next = await test.client.call('annotations.search', { order: 'recording', offset: 2, limit: 2 });
    expect(next.annotations).toEqual(all.slice(2, 4));
    const byCode = await test.client.call('annotations.search', { order: 'code', limit: 500 });
    const codes = byCode.annotations.map(({ code }) => code);
    expect(codes).toEqual(codes.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })));
  });
});

describe('kept filters', () => {
  it('are edits: undone, redone, renewed under their name, and in the custody log', async () => {
    const filter = { text: 'door', facets: { kind: ['conduct'] }, from: null, to: null };
    const kept = await test.client.call('filters.save', { name: 'Doors', filter });
    expect(await test.client.call('filters.list', {})).toEqual([kept]);
    const again = await test.client.call('filters.save', { name: 'doors', filter: { ...filter, text: 'gate' } });
    expect(again).toMatchObject({ id: kept.id, revision: 2 });
    await test.reopen();
    await test.client.call('history.undo', {});
    expect(await test.client.call('filters.list', {})).toMatchObject([{ name: 'Doors', filter }]);
    await test.client.call('history.undo', {});
    expect(await test.client.call('filters.list', {})).toEqual([]);
    await test.client.call('history.redo', {});
    const [standing] = await test.client.call('filters.list', {});
    const { id, revision } = standing ?? kept;
    await expect(test.client.call('filters.withdraw', { id, revision: revision - 1 })).rejects.toMatchObject({
      code: 'edit-conflict',
    });
    await test.client.call('filters.withdraw', { id, revision });
    expect(await test.client.call('filters.list', {})).toEqual([]);
    const log = await test.client.call('custody.list', {});
    expect(log.filter(({ type }) => type === 'settings.change').map(({ refs }) => refs)).toEqual(
      [1, 2, 3, 4, 5, 6].map((step) => [`saved_filter:${id}@${step}`]),
    );
  });
});
