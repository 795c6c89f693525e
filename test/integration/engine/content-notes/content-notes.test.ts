import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let footageId: FootageId;

beforeAll(async () => {
  test = await openTestMatter();
  const clip = await numberedClip('vfr');
  const { job } = await test.client.call('footage.ingest', { paths: [{ path: clip.path }] });
  await test.matter().jobs.wait(job.id);
  await test.matter().jobs.whenIdle();
  const [detail] = await test.client.call('footage.list', {});
  footageId = detail?.footage.id ?? ('' as FootageId);
});

afterAll(() => test.dispose());

const list = () => test.pageClient.call('contentNotes.list', { footageId });
const newest = async () => (await test.client.call('custody.list', {})).at(-1);

it('marks a span by the ticks of the source, tells the windows, and enters the custody log without its words', async () => {
  const told: string[] = [];
  test.pageClient.on('contentNotes.changed', ({ footageId: changed }) => told.push(changed));
  const added = await test.pageClient.call('contentNotes.add', {
    footageId,
    inFrame: 30,
    outFrame: 45,
    kind: 'injury',
    note: 'A person on the ground is bleeding.',
  });
  expect(added).toMatchObject({ revision: 1, state: 'in-use', span: { inFrame: 30, outFrame: 45 } });
  expect(await list()).toEqual([added]);
  expect(told).toEqual([footageId]);
  const line = await newest();
  expect(line).toMatchObject({
    type: 'content-note.create',
    refs: [`content_note:${added.id}@1`, `asset:${added.footageDigest}`],
    data: { kind: 'injury', inFrame: 30, outFrame: 45, inPts: added.span.inPts, outPts: added.span.outPts },
  });
  expect(JSON.stringify(line?.data)).not.toContain('bleeding');
});

it('is revised, withdrawn and brought back, each an edit that undo knows', async () => {
  const [note] = await list();
  const { id, revision } = note ?? { id: '' as never, revision: 0 };
  const revised = await test.client.call('contentNotes.revise', {
    id,
    revision,
    changes: { kind: 'death', outFrame: 50 },
  });
  expect(revised).toMatchObject({ revision: 2, kind: 'death', note: 'A person on the ground is bleeding.' });
  expect(revised.span).toMatchObject({ inFrame: 30, outFrame: 50 });
  await expect(test.client.call('contentNotes.withdraw', { id, revision })).rejects.toMatchObject({
    code: 'edit-conflict',
  });
  await test.client.call('contentNotes.withdraw', { id, revision: 2 });
  expect(await list()).toEqual([]);
  expect((await newest())?.type).toBe('content-note.withdraw');
  await test.client.call('history.undo', {});
  expect(await list()).toMatchObject([{ id, kind: 'death', state: 'in-use', revision: 4 }]);
  await test.client.call('history.undo', {});
  expect(await list()).toMatchObject([{ id, kind: 'injury', span: { outFrame: 45 } }]);
  await test.client.call('history.redo', {});
  expect(await list()).toMatchObject([{ id, kind: 'death', span: { outFrame: 50 } }]);
  expect((await newest())?.type).toBe('content-note.revise');
});

it.each([
  ['an empty span', { inFrame: 20, outFrame: 20 }, 'frame-out-of-range'],
  ['a span past the end', { inFrame: 10, outFrame: 100_000 }, 'frame-out-of-range'],
  ['another kind', { inFrame: 1, outFrame: 2, kind: 'guilt' as never }, 'bad-request'],
  ['a recording that is not there', { footageId: '3f0e7a52-55d7-4a0c-9d4b-0d6f4f5d2b11' as FootageId }, 'not-found'],
] as const)('refuses %s', async (_what, changes, code) => {
  const draft = { footageId, inFrame: 1, outFrame: 2, kind: 'violence' as const, ...changes };
  await expect(test.client.call('contentNotes.add', draft)).rejects.toMatchObject({ code });
});

it('stays whole in a verification of the matter', async () => {
  const job = await test.client.call('matters.verify', {});
  await test.matter().jobs.wait(job.id);
  const verification = await test.client.call('matters.verification', { jobId: job.id });
  expect(verification?.problems).toEqual([]);
});
