import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import type { Micros } from '../../../../src-main/domain/time.ts';
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

const at = (Date.UTC(2026, 2, 14, 21, 5, 7) * 1000) as Micros;
const show = () => test.pageClient.call('clockCorrections.show', { footageId });
const newest = async () => (await test.client.call('custody.list', {})).at(-1);

it('ties a moment to a frame of the source, tells the windows, and enters the custody log without its words', async () => {
  expect(await show()).toBeNull();
  const told: string[] = [];
  test.pageClient.on('clockCorrections.changed', ({ footageId: changed }) => told.push(changed));
  const draft = { footageId, frame: 45, at, basis: 'Dispatch log, call 4711', revision: 0 };
  const set = await test.pageClient.call('clockCorrections.set', draft);
  expect(set).toMatchObject({ revision: 1, state: 'in-use', frame: 45, at });
  expect(await show()).toEqual(set);
  expect(told).toEqual([footageId]);
  const line = await newest();
  expect(line).toMatchObject({
    type: 'clock-correction.set',
    refs: [`clock_correction:${footageId}@1`, `asset:${set.footageDigest}`],
    data: { frame: 45, pts: set.pts, at, state: 'in-use' },
  });
  expect(JSON.stringify(line?.data)).not.toContain('4711');
});

it('is replaced and withdrawn, each an edit that undo knows, and never over a newer one', async () => {
  const replacing = { footageId, frame: 0, at, basis: 'Clock of the station', revision: 1 };
  expect(await test.client.call('clockCorrections.set', replacing)).toMatchObject({ revision: 2, frame: 0 });
  await expect(test.client.call('clockCorrections.set', replacing)).rejects.toMatchObject({ code: 'edit-conflict' });
  await expect(test.client.call('clockCorrections.withdraw', { footageId, revision: 1 })).rejects.toMatchObject({
    code: 'edit-conflict',
  });
  await test.client.call('clockCorrections.withdraw', { footageId, revision: 2 });
  expect(await show()).toMatchObject({ state: 'withdrawn', revision: 3 });
  expect((await newest())?.type).toBe('clock-correction.withdraw');
  await expect(test.client.call('clockCorrections.withdraw', { footageId, revision: 3 })).rejects.toMatchObject({
    code: 'not-found',
  });
  await test.client.call('history.undo', {});
  expect(await show()).toMatchObject({ state: 'in-use', frame: 0, revision: 4 });
  await test.client.call('history.undo', {});
  expect(await show()).toMatchObject({ frame: 45, basis: 'Dispatch log, call 4711' });
  await test.client.call('history.undo', {});
  expect(await show()).toMatchObject({ state: 'withdrawn' });
  await test.client.call('history.redo', {});
  expect(await show()).toMatchObject({ state: 'in-use', frame: 45 });
});

it.each([
  ['a frame past the end', { frame: 100_000 }, 'frame-out-of-range'],
  ['a moment without how it is known', { basis: '  ' }, 'bad-request'],
  ['a recording that is not there', { footageId: '3f0e7a52-55d7-4a0c-9d4b-0d6f4f5d2b11' as FootageId }, 'not-found'],
] as const)('refuses %s', async (_what, changes, code) => {
  const draft = { footageId, frame: 1, at, basis: 'Dispatch log', revision: 7, ...changes };
  await expect(test.client.call('clockCorrections.set', draft)).rejects.toMatchObject({ code });
});
