import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AnnotationDraft } from '../../../../src-main/domain/annotation.ts';
import type { AnnotationId, FootageId } from '../../../../src-main/domain/identifier.ts';
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

afterAll(async () => {
  await test.dispose();
});

function draft(changes: Partial<AnnotationDraft> = {}) {
  return { footageId, inFrame: 10, outFrame: 20, code: 'UOF.1', observation: 'A hand is on a sleeve.', ...changes };
}

it('ties a span to the integer ticks of the source, and to its digest', async () => {
  const added = await test.client.call('annotations.add', draft());
  const { facts, index, footage } = await test.client.call('footage.show', { footageId });
  expect(added).toMatchObject({
    revision: 1,
    footageDigest: footage.digest,
    stream: facts?.mainVideoStream,
    state: 'draft',
  });
  expect(added.span.inPts).toBeGreaterThan(index?.firstPts ?? 0);
  expect(added.span.outPts).toBeGreaterThan(added.span.inPts);
  expect(await test.client.call('annotations.list', { footageId })).toEqual([added]);
});

it('keeps the allegation apart, attributed, and refuses half of one', async () => {
  const allegation = { text: 'That no warning was given.', allegedBy: 'A neighbour' };
  const added = await test.client.call('annotations.add', draft({ inFrame: 30, outFrame: 31, allegation }));
  expect(added.allegation).toEqual(allegation);
  expect(added.observation).not.toContain('warning');
  const half = draft({ allegation: { text: 'Something', allegedBy: '' } });
  await expect(test.client.call('annotations.add', half)).rejects.toMatchObject({ code: 'bad-request' });
});

it.each([
  ['an empty span', { inFrame: 20, outFrame: 20 }, 'frame-out-of-range'],
  ['a span past the end', { inFrame: 140, outFrame: 100_000 }, 'frame-out-of-range'],
  ['a code that is not in the codebook', { code: 'ZZZ.9' }, 'bad-request'],
  ['a choice that the code has not', { attributes: { 'force-level': 'very much' } }, 'bad-request'],
  ['an attribute of another code', { attributes: { language: 'English' } }, 'bad-request'],
  ['an observation of blanks', { observation: ' \n ' }, 'bad-request'],
] as const)('refuses %s and writes nothing', async (_what, changes, code) => {
  const before = await test.client.call('custody.list', {});
  await expect(test.client.call('annotations.add', draft(changes))).rejects.toMatchObject({ code });
  expect(await test.client.call('custody.list', {})).toHaveLength(before.length);
});

it('changes what is given and nothing else, and refuses a change made to an older revision', async () => {
  const added = await test.client.call('annotations.add', draft({ inFrame: 50, outFrame: 60 }));
  const changes = { observation: 'Two hands are on a sleeve.', outFrame: 65 };
  const revised = await test.client.call('annotations.revise', { id: added.id, revision: 1, changes });
  expect(revised).toMatchObject({ revision: 2, code: 'UOF.1', observation: changes.observation });
  expect(revised.span).toMatchObject({ inFrame: 50, inPts: added.span.inPts, outFrame: 65 });
  const late = test.client.call('annotations.revise', { id: added.id, revision: 1, changes: { code: 'UOF.2' } });
  await expect(late).rejects.toMatchObject({ code: 'edit-conflict' });
});

it('undoes, redoes and withdraws by adding revisions; the history shows each, and survives closing', async () => {
  const added = await test.client.call('annotations.add', draft({ inFrame: 70, outFrame: 80 }));
  await test.client.call('annotations.revise', { id: added.id, revision: 1, changes: { code: 'UOF.2' } });
  await test.client.call('history.undo', {});
  await test.client.call('history.redo', {});
  await test.client.call('annotations.withdraw', { id: added.id, revision: 4, reason: 'Recorded twice.' });
  await test.reopen();
  await test.client.call('history.undo', {});
  const history = await test.client.call('annotations.history', { id: added.id });
  expect(history.map(({ annotation }) => [annotation.revision, annotation.code, annotation.state])).toEqual([
    [1, 'UOF.1', 'draft'],
    [2, 'UOF.2', 'draft'],
    [3, 'UOF.1', 'draft'],
    [4, 'UOF.2', 'draft'],
    [5, 'UOF.2', 'withdrawn'],
    [6, 'UOF.2', 'draft'],
  ]);
  expect(new Set(history.map(({ custodySeq }) => custodySeq)).size).toBe(6);
  const log = await test.client.call('custody.list', {});
  for (const { custodySeq, annotation } of history) {
    expect(log[custodySeq]?.refs).toContain(`annotation:${annotation.id}@${annotation.revision}`);
  }
});

it('refuses to change a withdrawn annotation: nobody would see what it says', async () => {
  const added = await test.client.call('annotations.add', draft({ inFrame: 90, outFrame: 95 }));
  await test.client.call('history.undo', {});
  const change = { id: added.id, revision: 2, changes: { observation: 'Typed after it was undone.' } };
  await expect(test.client.call('annotations.revise', change)).rejects.toMatchObject({ code: 'bad-request' });
  await expect(test.client.call('annotations.reviseMany', { changes: [change] })).rejects.toMatchObject({
    code: 'bad-request',
  });
});

it('says so when there is no such annotation', async () => {
  const id = '00000000-0000-4000-8000-000000000000' as AnnotationId;
  await expect(test.client.call('annotations.history', { id })).rejects.toMatchObject({ code: 'not-found' });
});
