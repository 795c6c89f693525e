import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallInput } from '../../../../src-main/contract/api.ts';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Exhibit } from '../../../../src-main/domain/exhibit.ts';
import type { ExhibitId, FootageId } from '../../../../src-main/domain/identifier.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { noViewingAids } from '../../../../src-main/domain/viewing-aids.ts';
import { loadFrameIndex } from '../../../../src-main/engine/footage/frame-index-store.ts';
import { refsDigest } from '../../../../src-main/engine/history/row-refs.ts';
import { verifyMatter } from '../../../../src-main/engine/history/verify-matter.ts';
import { ingestOne, writeMany } from '../../../helpers/many-annotations.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

type Draft = CallInput<'exhibits.add'>['drafts'][number];

let test: TestMatter;
let footageId: FootageId;

beforeAll(async () => {
  test = await openTestMatter();
  footageId = await ingestOne(test, (await numberedClip('vfr')).path);
});

afterAll(() => test.dispose());

const list = () => test.pageClient.call('exhibits.list', {});
const newest = async () => (await test.client.call('custody.list', {})).at(-1);
const undo = () => test.client.call('history.undo', {});
const redo = () => test.client.call('history.redo', {});
const ref = ({ id, revision }: Exhibit) => ({ id, revision });
const numbers = async () => (await list()).map(({ number }) => number);

async function annotate(more: Partial<CallInput<'annotations.add'>> = {}): Promise<Annotation> {
  return await test.client.call('annotations.add', {
    footageId,
    inFrame: 30,
    outFrame: 45,
    code: 'UOF.1',
    observation: 'A hand is on a sleeve.  The person is pulled towards the vehicle.',
    ...more,
  });
}

async function add(...drafts: readonly Draft[]): Promise<Exhibit[]> {
  return await test.pageClient.call('exhibits.add', { drafts: [...drafts] });
}

async function addSpan(inFrame: number, outFrame: number, more: Partial<Draft> = {}): Promise<Exhibit> {
  const [exhibit] = await add({
    of: { kind: 'span', footageId, inFrame: inFrame as FrameNumber, outFrame: outFrame as FrameNumber },
    ...more,
  });
  return exhibit as Exhibit;
}

beforeEach(async () => {
  const items = (await list()).map(ref);
  if (items.length > 0) {
    await test.client.call('exhibits.withdraw', { items });
  }
});

describe('an exhibit is made', () => {
  it('of an annotation: its span, the next free number, a neutral title, and an entry in the custody log', async () => {
    const told: unknown[] = [];
    test.pageClient.on('exhibits.changed', (value) => told.push(value));
    const annotation = await annotate();
    const [exhibit] = await add({ of: { kind: 'annotation', annotationId: annotation.id } });
    expect(exhibit).toMatchObject({
      number: '1',
      revision: 1,
      position: 0,
      title: 'A hand is on a sleeve',
      content: { kind: 'clip', span: annotation.span, stream: annotation.stream },
      annotationId: annotation.id,
      footageDigest: annotation.footageDigest,
      options: { context: 'separate', contextBeforeMicros: 10_000_000, quality: 'visually-lossless', withStill: true },
    });
    expect(await list()).toEqual([exhibit]);
    expect(told).toHaveLength(1);
    expect(await newest()).toMatchObject({
      type: 'exhibit.create',
      refs: [`exhibit:${exhibit?.id}@1`, `asset:${annotation.footageDigest}`, `annotation:${annotation.id}@1`],
      data: { exhibitCount: 1, number: '1', title: 'A hand is on a sleeve', kind: 'clip', inFrame: 30, outFrame: 45 },
    });
    expect((await test.client.call('history.state', {})).undoLabel).toBe('Add Ex. 1');
  });

  it('of a span, a still with and without viewing aids, and a whole recording', async () => {
    const { pts } = loadFrameIndex(test.matter().database, footageId);
    const still = { kind: 'still', footageId, frame: 12 as FrameNumber } as const;
    const made = await add(
      { of: { kind: 'span', footageId, inFrame: 5 as FrameNumber, outFrame: 9 as FrameNumber }, title: 'At the door' },
      { of: { ...still, aids: { ...noViewingAids, contrast: 150 } } },
      { of: { ...still, aids: noViewingAids } },
      { of: { kind: 'native', footageId } },
    );
    expect(made.map(({ number, position }) => [number, position])).toEqual([
      ['1', 0],
      ['2', 1],
      ['3', 2],
      ['4', 3],
    ]);
    expect(made.map(({ content }) => content)).toMatchObject([
      { kind: 'clip', span: { inFrame: 5, outFrame: 9, inPts: pts[5], outPts: pts[9] } },
      { kind: 'still', frame: 12, pts: pts[12], aids: { contrast: 150 } },
      { kind: 'still', frame: 12, aids: null },
      { kind: 'native' },
    ]);
    expect(made[0]?.title).toBe('At the door');
    expect(made[1]?.title).toMatch(/, frame 12$/);
    expect(await newest()).toMatchObject({ data: { exhibitCount: 4, numbers: ['1', '2', '3', '4'] } });
  });

  it('with the number that is asked for, and the others after the highest', async () => {
    await addSpan(1, 2, { number: '12-A' });
    const made = await add(
      { of: { kind: 'native', footageId } },
      { of: { kind: 'native', footageId }, number: '20' },
      { of: { kind: 'native', footageId } },
    );
    expect(made.map(({ number }) => number)).toEqual(['21', '20', '22']);
  });

  it.each([
    ['frames out of range', { kind: 'span', inFrame: 10, outFrame: 100_000 }, 'frame-out-of-range', /100000/],
    ['an empty span', { kind: 'span', inFrame: 10, outFrame: 10 }, 'frame-out-of-range', /10/],
    ['a still past the end', { kind: 'still', frame: 99_999 }, 'frame-out-of-range', /99999/],
    [
      'a recording that is not there',
      { kind: 'native', footageId: '3f0e7a52-55d7-4a0c-9d4b-0d6f4f5d2b11' },
      'not-found',
      /not in this matter/,
    ],
  ])('never of %s', async (_what, of, code, sentence) => {
    const draft = { of: { footageId, ...of } } as Draft;
    await expect(add(draft)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
    expect(await list()).toEqual([]);
  });

  it('never of a withdrawn annotation, and nothing of the others then', async () => {
    const gone = await annotate();
    await test.client.call('annotations.withdraw', { id: gone.id, revision: 1 });
    const drafts: Draft[] = [
      { of: { kind: 'native', footageId } },
      { of: { kind: 'annotation', annotationId: gone.id } },
    ];
    await expect(add(...drafts)).rejects.toMatchObject({
      code: 'bad-request',
      message:
        'The annotation UOF.1 at frame 30 is withdrawn and cannot become an exhibit. Choose another, or undo its withdrawal.',
    });
    expect(await list()).toEqual([]);
  });

  it('never of a file without pictures', async () => {
    const text = path.join(test.place, 'notes.txt');
    writeFileSync(text, 'No recording.');
    const noPictures = await ingestOne(test, text);
    await expect(add({ of: { kind: 'native', footageId: noPictures } })).rejects.toMatchObject({
      code: 'media-unsupported',
      message: expect.stringContaining('"notes.txt" has no moving pictures'),
    });
  });
});

describe('numbers', () => {
  it('stand for one exhibit each; the refusal names the other and what is free', async () => {
    await addSpan(1, 2, { number: '12', title: 'At the door' });
    const other = await addSpan(3, 4, { number: '13' });
    const sentence = 'There is an Ex. 12 already (At the door). Choose another number; 14 and 12-A are free.';
    await expect(addSpan(5, 6, { number: '12' })).rejects.toMatchObject({ code: 'bad-request', message: sentence });
    await expect(
      test.client.call('exhibits.revise', { ...ref(other), changes: { number: '12' } }),
    ).rejects.toMatchObject({ message: sentence });
    await expect(
      test.client.call('exhibits.renumber', { items: [{ ...ref(other), number: '12' }] }),
    ).rejects.toMatchObject({ message: sentence });
    expect(await numbers()).toEqual(['12', '13']);
  });

  it('twice in one request are refused too', async () => {
    const draft: Draft = { of: { kind: 'native', footageId }, number: '7' };
    await expect(add(draft, draft)).rejects.toMatchObject({ message: expect.stringContaining('There is an Ex. 7') });
  });

  it('are traded, and given in the order of the list, as one step each', async () => {
    const [one, two, three] = [await addSpan(1, 2), await addSpan(3, 4), await addSpan(5, 6)];
    await test.client.call('exhibits.renumber', {
      items: [
        { ...ref(one), number: '2' },
        { ...ref(two), number: '1' },
        { ...ref(three), number: '3' },
      ],
    });
    expect(await numbers()).toEqual(['2', '1', '3']);
    const entry = await newest();
    expect(entry).toMatchObject({
      type: 'exhibit.revise',
      data: { act: 'renumber', exhibitCount: 2, numbers: ['2', '1'], formerNumbers: ['1', '2'] },
    });
    expect(entry?.refs).toEqual([`exhibit:${one.id}@2`, `exhibit:${two.id}@2`, `asset:${one.footageDigest}`]);
    await undo();
    expect(await numbers()).toEqual(['1', '2', '3']);
    await redo();
    expect(await numbers()).toEqual(['2', '1', '3']);
  });

  it('of a withdrawn exhibit are free again; bringing it back onto a number that is taken is refused', async () => {
    const first = await addSpan(1, 2, { number: '5' });
    await test.client.call('exhibits.withdraw', { items: [ref(first)], reason: 'Not needed.' });
    expect(await newest()).toMatchObject({ type: 'exhibit.withdraw', data: { number: '5', reason: 'Not needed.' } });
    await addSpan(3, 4, { number: '5' });
    // History undoes the newest first, so this cannot happen by undo alone: the newer 5 is slipped in past history.
    await undo();
    test
      .matter()
      .database.prepare(`UPDATE exhibit SET state = 'draft' WHERE number = '5' AND state = 'withdrawn' AND id <> ?`)
      .run(first.id);
    await expect(undo()).rejects.toMatchObject({
      code: 'edit-conflict',
      message: expect.stringContaining('Two exhibits would have the same number'),
    });
    expect(await numbers()).toEqual(['5']);
    test.matter().database.prepare(`UPDATE exhibit SET state = 'withdrawn' WHERE number = '5'`).run();
    await undo();
    expect((await list()).map(({ id }) => id)).toEqual([first.id]);
  });

  it('end at four digits', async () => {
    await addSpan(1, 2, { number: '9999' });
    await expect(addSpan(3, 4)).rejects.toMatchObject({ message: expect.stringContaining('10000') });
  });
});

describe('an exhibit is changed', () => {
  it('in what is given and nothing else, its span by frames, and undone', async () => {
    const made = await addSpan(10, 20);
    const revised = await test.client.call('exhibits.revise', {
      ...ref(made),
      changes: { title: 'At the vehicle', span: { inFrame: 12 as FrameNumber, outFrame: 25 as FrameNumber } },
    });
    expect(revised).toMatchObject({
      revision: 2,
      number: '1',
      title: 'At the vehicle',
      content: { span: { inFrame: 12, outFrame: 25 } },
    });
    expect(await newest()).toMatchObject({
      type: 'exhibit.revise',
      data: { changed: ['span', 'title'], title: 'At the vehicle' },
    });
    await undo();
    expect(await list()).toMatchObject([{ revision: 3, title: made.title, content: made.content }]);
    await redo();
    expect(await list()).toMatchObject([{ revision: 4, title: 'At the vehicle' }]);
  });

  it('not at all, and without an entry, where nothing would be different', async () => {
    const made = await addSpan(10, 20);
    const before = await newest();
    const same = await test.client.call('exhibits.revise', { ...ref(made), changes: { title: made.title } });
    expect(same).toEqual(made);
    expect(await newest()).toEqual(before);
  });

  it('several at once, all or none', async () => {
    const [one, two] = [await addSpan(1, 2), await addSpan(3, 4)];
    const options = { ...one.options, context: 'none' as const };
    const stale = { id: two.id, revision: 7, changes: { options } };
    await expect(
      test.client.call('exhibits.reviseMany', { changes: [{ ...ref(one), changes: { options } }, stale] }),
    ).rejects.toMatchObject({ code: 'edit-conflict', message: expect.stringContaining('Ex. 2 was changed since') });
    expect((await list()).map((exhibit) => exhibit.options.context)).toEqual(['separate', 'separate']);
    const label = 'Leave the context out of 2 exhibits';
    await test.client.call('exhibits.reviseMany', {
      changes: [one, two].map((exhibit) => ({ ...ref(exhibit), changes: { options } })),
      label,
    });
    expect((await list()).map((exhibit) => exhibit.options.context)).toEqual(['none', 'none']);
    expect((await test.client.call('history.state', {})).undoLabel).toBe(label);
  });

  it('never past somebody else: an older revision, a span of a still, what is withdrawn', async () => {
    const made = await addSpan(10, 20);
    await test.client.call('exhibits.revise', { ...ref(made), changes: { title: 'Newer' } });
    await expect(
      test.pageClient.call('exhibits.revise', { ...ref(made), changes: { title: 'Older' } }),
    ).rejects.toMatchObject({ code: 'edit-conflict' });
    await expect(test.pageClient.call('exhibits.withdraw', { items: [ref(made)] })).rejects.toMatchObject({
      code: 'edit-conflict',
    });
    const [still] = await add({ of: { kind: 'still', footageId, frame: 3 as FrameNumber } });
    const span = { inFrame: 1 as FrameNumber, outFrame: 2 as FrameNumber };
    await expect(
      test.client.call('exhibits.revise', { ...ref(still as Exhibit), changes: { span } }),
    ).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('is a still and has no span') });
    const items = [ref(still as Exhibit)];
    const [gone] = await test.client.call('exhibits.withdraw', { items });
    await expect(
      test.client.call('exhibits.revise', { ...ref(gone as Exhibit), changes: { title: 'Back' } }),
    ).rejects.toMatchObject({ code: 'bad-request', message: expect.stringContaining('is withdrawn already') });
    await expect(test.client.call('exhibits.withdraw', { items: [...items, ...items] })).rejects.toMatchObject({
      message: expect.stringContaining('named twice'),
    });
  });

  it('by hand only: it keeps its own span when its annotation moves, and says so', async () => {
    const annotation = await annotate();
    const [exhibit] = await add({ of: { kind: 'annotation', annotationId: annotation.id } });
    expect(await test.client.call('exhibits.moved', {})).toEqual([]);
    const moved = await test.client.call('annotations.revise', {
      id: annotation.id,
      revision: 1,
      changes: { inFrame: 28 },
    });
    expect((await list())[0]?.content).toEqual(exhibit?.content);
    expect(await test.client.call('exhibits.moved', {})).toEqual([
      { exhibitId: exhibit?.id, span: moved.span, isWithdrawn: false },
    ]);
    const { inFrame, outFrame } = moved.span;
    await test.client.call('exhibits.revise', { ...ref(exhibit as Exhibit), changes: { span: { inFrame, outFrame } } });
    expect(await test.client.call('exhibits.moved', {})).toEqual([]);
    await test.client.call('annotations.withdraw', { id: annotation.id, revision: 2 });
    expect(await test.client.call('exhibits.moved', {})).toMatchObject([{ isWithdrawn: true }]);
  });
});

describe('the list', () => {
  const order = (ids: readonly ExhibitId[]) => test.pageClient.call('exhibits.order', { ids: [...ids] });

  it('is put in order as one edit over what moved', async () => {
    const made = [await addSpan(1, 2), await addSpan(3, 4), await addSpan(5, 6), await addSpan(7, 8)];
    const [a, b, c, d] = made.map(({ id }) => id) as [ExhibitId, ExhibitId, ExhibitId, ExhibitId];
    const ordered = await order([a, c, b, d]);
    expect(ordered.map(({ id }) => id)).toEqual([a, c, b, d]);
    expect(ordered.map(({ revision }) => revision)).toEqual([1, 2, 2, 1]);
    expect(await numbers()).toEqual(['1', '3', '2', '4']);
    expect(await newest()).toMatchObject({
      type: 'exhibit.revise',
      data: { act: 'order', exhibitCount: 2, listCount: 4 },
    });
    await undo();
    expect(await numbers()).toEqual(['1', '2', '3', '4']);
    await redo();
    expect(await numbers()).toEqual(['1', '3', '2', '4']);
    const before = await newest();
    await order([a, c, b, d]);
    expect(await newest()).toEqual(before);
  });

  it('is not put in an order that was made from another list', async () => {
    const [one, two] = [await addSpan(1, 2), await addSpan(3, 4)];
    const seen = [two.id, one.id];
    await addSpan(5, 6);
    await expect(order(seen)).rejects.toMatchObject({
      code: 'edit-conflict',
      message:
        'The list of exhibits was changed meanwhile: one was added or withdrawn. Look at it as it is now and put it in order again.',
    });
    await expect(order([one.id, one.id, two.id])).rejects.toMatchObject({ code: 'bad-request' });
    const all = (await list()).map(({ id }) => id);
    await test.client.call('exhibits.withdraw', { items: [ref(one)] });
    await expect(order(all)).rejects.toMatchObject({ code: 'edit-conflict' });
    await undo();
    expect(await numbers()).toEqual(['1', '2', '3']);
  });
});

describe('four hundred exhibits', () => {
  it('are made, put in order, renumbered and withdrawn as one edit each that the log can hold and verification accepts', async () => {
    const annotations = writeMany(test.matter(), footageId, 400);
    const drafts = annotations.map(({ id }): Draft => ({ of: { kind: 'annotation', annotationId: id } }));
    const size = (await test.client.call('custody.list', {})).length;
    const made = await add(...drafts);
    expect(made.at(-1)?.number).toBe('400');
    const entry = await newest();
    const refs = [
      ...made.map(({ id }) => `exhibit:${id}@1`),
      `asset:${made[0]?.footageDigest}`,
      ...annotations.map(({ id }) => `annotation:${id}@1`),
    ];
    expect(entry).toMatchObject({
      refs: [`refs:${refsDigest(refs)}`],
      data: { exhibitCount: 400, refs: { count: 801 } },
    });
    const reversed = await test.client.call('exhibits.order', { ids: made.map(({ id }) => id).toReversed() });
    const items = reversed.map((exhibit, at) => ({ ...ref(exhibit), number: String(at + 1) }));
    await test.client.call('exhibits.renumber', { items });
    const all = await list();
    expect(all.map(({ number }) => number)).toEqual(all.map((_, at) => String(at + 1)));
    expect(all[0]?.id).toBe(made.at(-1)?.id);
    await test.client.call('exhibits.withdraw', { items: all.map(ref) });
    expect(await list()).toEqual([]);
    expect(await test.client.call('custody.list', {})).toHaveLength(size + 4);
    await undo();
    expect(await list()).toHaveLength(400);
    expect(await verifyMatter(test.matter(), { signal: AbortSignal.timeout(60_000) })).toMatchObject({ verdict: 'OK' });
  });
});
