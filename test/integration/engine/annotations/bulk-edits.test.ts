import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Annotation, AnnotationDraft } from '../../../../src-main/domain/annotation.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { refsDigest } from '../../../../src-main/engine/history/row-refs.ts';
import { verifyMatter } from '../../../../src-main/engine/history/verify-matter.ts';
import { ingestOne, writeMany } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let footageId: FootageId;

beforeAll(async () => {
  test = await openTestMatter();
  footageId = await ingestOne(test, (await numberedClip('vfr')).path);
});

afterAll(async () => {
  await test.dispose();
});

async function add(changes: Partial<AnnotationDraft> = {}): Promise<Annotation> {
  const draft = { footageId, inFrame: 10, outFrame: 20, code: 'UOF.1', observation: 'A hand is on a sleeve.' };
  return await test.client.call('annotations.add', { ...draft, ...changes });
}

/** What is stated, without who changed it when. */
function stated({ revision: _revision, revisedAt: _at, revisedBy: _by, ...rest }: Annotation): object {
  return rest;
}

async function everything(): Promise<Annotation[]> {
  return await test.client.call('annotations.list', { includeWithdrawn: true });
}

async function lastEntry() {
  const log = await test.client.call('custody.list', {});
  return log.at(-1);
}

/** Runs an edit, then undoes and redoes it in a matter closed and opened again each time. */
async function expectReversible(act: () => Promise<unknown>): Promise<void> {
  const before = await everything();
  const undoBefore = (await test.client.call('history.state', {})).undoLabel;
  await act();
  const after = await everything();
  const { undoLabel } = await test.client.call('history.state', {});
  await test.reopen();
  await test.client.call('history.undo', {});
  expect((await test.client.call('history.state', {})).undoLabel).toBe(undoBefore);
  const undone = await everything();
  const ids = new Set(before.map(({ id }) => id));
  expect(undone.filter(({ id }) => ids.has(id)).map(stated)).toEqual(before.map(stated));
  expect(undone.filter(({ id }) => !ids.has(id)).every(({ state }) => state === 'withdrawn')).toBe(true);
  await test.reopen();
  await test.client.call('history.redo', {});
  expect((await test.client.call('history.state', {})).undoLabel).toBe(undoLabel);
  expect((await everything()).map(stated)).toEqual(after.map(stated));
}

function refsOf(annotations: readonly Annotation[]): string[] {
  return annotations.map(({ id, revision }) => `annotation:${id}@${revision}`);
}

describe('many at once', () => {
  it('are changed by one edit with one entry that names every row', async () => {
    const some = [await add(), await add({ inFrame: 30, outFrame: 40 }), await add({ inFrame: 50, outFrame: 51 })];
    const size = (await test.client.call('custody.list', {})).length;
    const changes = some.map(({ id, revision }) => ({ id, revision, changes: { code: 'UOF.2' } }));
    const revised = await test.client.call('annotations.reviseMany', { changes, label: 'Recode three' });
    expect(revised.map(({ code, revision }) => [code, revision])).toEqual(some.map(() => ['UOF.2', 2]));
    expect(await test.client.call('custody.list', {})).toHaveLength(size + 1);
    const entry = await lastEntry();
    expect(entry).toMatchObject({ type: 'annotation.revise', data: { annotationCount: 3, codes: { 'UOF.2': 3 } } });
    expect(entry?.refs).toEqual(expect.arrayContaining(refsOf(revised)));
    expect((await test.client.call('history.state', {})).undoLabel).toBe('Recode three');
  });

  it('are undone and redone as one step, across openings', async () => {
    const some = [await add(), await add({ inFrame: 31, outFrame: 41 })];
    await expectReversible(() =>
      test.client.call('annotations.reviseMany', {
        changes: some.map(({ id, revision }, at) => ({ id, revision, changes: { inFrame: 5 + at, outFrame: 60 } })),
      }),
    );
    const items = (await everything())
      .filter(({ id }) => some.some((one) => one.id === id))
      .map(({ id, revision }) => ({ id, revision }));
    await expectReversible(() => test.client.call('annotations.withdrawMany', { items, reason: 'Made twice.' }));
    await expect(test.client.call('annotations.withdrawMany', { items, reason: '' })).rejects.toMatchObject({
      code: 'edit-conflict',
    });
  });

  it.each([
    ['a stale revision', 9, {}, 'edit-conflict'],
    ['a span outside the recording', 1, { outFrame: 100_000 }, 'frame-out-of-range'],
    ['a code that is not there', 1, { code: 'ZZZ.9' }, 'bad-request'],
  ])('are all left as they were for %s in one of them', async (_what, revision, changes, code) => {
    const [first, second] = [await add(), await add()];
    const before = await everything();
    const size = (await test.client.call('custody.list', {})).length;
    const request = {
      changes: [
        { id: first.id, revision: 1, changes: { observation: 'Changed.' } },
        { id: second.id, revision, changes },
      ],
    };
    await expect(test.client.call('annotations.reviseMany', request)).rejects.toMatchObject({ code });
    expect(await everything()).toEqual(before);
    expect(await test.client.call('custody.list', {})).toHaveLength(size);
  });

  it('refuse one named twice', async () => {
    const { id } = await add();
    const items = [
      { id, revision: 1 },
      { id, revision: 1 },
    ];
    await expect(test.client.call('annotations.merge', { items })).rejects.toMatchObject({ code: 'bad-request' });
    await expect(test.client.call('annotations.withdrawMany', { items })).rejects.toMatchObject({
      code: 'bad-request',
    });
  });
});

describe('a split', () => {
  it('keeps all that was stated in both halves, and every tick in one of them', async () => {
    const allegation = { text: 'That no warning was given.', allegedBy: 'A neighbour' };
    const whole = await add({
      allegation,
      attributes: { 'force-level': '' },
      confidence: { visibility: 2, interpretation: 1, corroboration: null, time: null },
    });
    await expectReversible(async () => {
      const request = { id: whole.id, revision: whole.revision, atFrame: 14 };
      const [first, second] = await test.client.call('annotations.split', request);
      expect(first).toMatchObject({ id: whole.id, revision: 2, allegation });
      expect(first.span).toMatchObject({ inFrame: 10, outFrame: 14, inPts: whole.span.inPts });
      expect(second.span).toMatchObject({ inFrame: 14, outFrame: 20, outPts: whole.span.outPts });
      expect(second.span.inPts).toBe(first.span.outPts);
      expect(second).toMatchObject({ revision: 1, allegation, observation: whole.observation, code: whole.code });
      expect(second.confidence).toEqual(whole.confidence);
      expect((await lastEntry())?.refs).toEqual(expect.arrayContaining(refsOf([first, second])));
    });
  });

  it.each([10, 20, 9, 21])('refuses frame %i of the frames 10 to 19', async (atFrame) => {
    const { id, revision } = await add();
    const request = { id, revision, atFrame };
    await expect(test.client.call('annotations.split', request)).rejects.toMatchObject({ code: 'frame-out-of-range' });
  });
});

describe('a merge', () => {
  it('takes the union of the spans, joins what differs and withdraws the others', async () => {
    const later = await add({
      inFrame: 60,
      outFrame: 70,
      observation: 'A second hand.',
      confidence: { visibility: 1, interpretation: null, corroboration: null, time: null },
    });
    const earlier = await add({ inFrame: 40, outFrame: 65, allegation: { text: 'Force.', allegedBy: 'A neighbour' } });
    const same = await add({ inFrame: 45, outFrame: 46, allegation: { text: 'Pain.', allegedBy: 'A passer-by' } });
    const items = [later, earlier, same].map(({ id, revision }) => ({ id, revision }));
    await expectReversible(async () => {
      const merged = await test.client.call('annotations.merge', { items });
      expect(merged).toMatchObject({
        id: earlier.id,
        revision: 2,
        observation: 'A hand is on a sleeve.\n\nA second hand.',
        allegation: { allegedBy: 'A neighbour; A passer-by', text: 'A neighbour: Force.\n\nA passer-by: Pain.' },
        confidence: { visibility: 1, interpretation: null, corroboration: null },
      });
      expect(merged.span).toMatchObject({ inFrame: 40, outFrame: 70, outPts: later.span.outPts });
      const all = new Map((await everything()).map((one) => [one.id, one]));
      expect([later, same].map(({ id }) => all.get(id)?.state)).toEqual(['withdrawn', 'withdrawn']);
    });
  });

  it('refuses other codes, other recordings, withdrawn ones and attributes that disagree', async () => {
    const refuse = async (...annotations: readonly Annotation[]) =>
      await expect(
        test.client.call('annotations.merge', { items: annotations.map(({ id, revision }) => ({ id, revision })) }),
      ).rejects.toMatchObject({ code: 'bad-request' });
    const one = await add();
    await refuse(one, await add({ code: 'UOF.2' }));
    const { codes } = await test.client.call('codebook.show', {});
    const code = codes.find(({ attributes }) => attributes.some(({ kind }) => kind === 'text'));
    const attribute = code?.attributes.find(({ kind }) => kind === 'text')?.id ?? '';
    const coded = (value: string) => add({ code: code?.id ?? '', attributes: { [attribute]: value } });
    await refuse(await coded('one'), await coded('another'));
    const { id } = one;
    await refuse(one, await test.client.call('annotations.withdraw', { id: (await add()).id, revision: 1 }));
    expect(id).toBe(one.id);
  });
});

describe('ten thousand', () => {
  it('are changed, undone and redone by one edit whose entry states their number and digest', async () => {
    const made = writeMany(test.matter(), footageId, 10_000);
    const changes = made.map(({ id, revision }) => ({ id, revision, changes: { code: 'UOF.2' } }));
    const began = performance.now();
    const revised = await test.client.call('annotations.reviseMany', { changes });
    const took = performance.now() - began;
    const entry = await lastEntry();
    const refs = [...refsOf(revised), `asset:${revised[0]?.footageDigest}`];
    expect(entry?.refs).toEqual([`refs:${refsDigest(refs)}`]);
    expect(entry?.data).toMatchObject({ annotationCount: 10_000, refs: { count: refs.length } });
    const beganUndo = performance.now();
    await test.client.call('history.undo', {});
    const tookUndo = performance.now() - beganUndo;
    await test.client.call('history.redo', {});
    console.log(`10,000 rows: changed in ${took.toFixed(0)} ms, undone in ${tookUndo.toFixed(0)} ms`);
    const codes = new Set(
      (await everything()).filter(({ observation }) => /^Statement/.test(observation)).map(({ code }) => code),
    );
    expect([...codes]).toEqual(['UOF.2']);
    expect(await verifyMatter(test.matter(), { signal: AbortSignal.timeout(60_000) })).toMatchObject({ verdict: 'OK' });
    const history = await test.client.call('annotations.history', { id: made[7]?.id ?? ('' as never) });
    expect(history.map(({ annotation }) => annotation.revision)).toEqual([1, 2, 3, 4]);
  });
});
