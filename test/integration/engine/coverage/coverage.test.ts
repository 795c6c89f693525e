import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CallInput } from '../../../../src-main/contract/api.ts';
import type { WatchedRun } from '../../../../src-main/domain/coverage.ts';
import type { FootageId, SittingId } from '../../../../src-main/domain/identifier.ts';
import type { Micros } from '../../../../src-main/domain/time.ts';
import { recoverSittings } from '../../../../src-main/engine/coverage/recover-sittings.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter, testPassphrase } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let footageId: FootageId;
let frameCount = 0;

beforeAll(async () => {
  test = await openTestMatter();
  const clip = await numberedClip('cfr');
  const { job } = await test.client.call('footage.ingest', { paths: [{ path: clip.path }] });
  await test.matter().jobs.wait(job.id);
  await test.matter().jobs.whenIdle();
  const [detail] = await test.client.call('footage.list', {});
  footageId = detail?.footage.id ?? ('' as FootageId);
  frameCount = detail?.index?.frameCount ?? 0;
});

afterAll(async () => {
  await test.dispose();
});

const newSitting = () => randomUUID() as SittingId;

function run(inFrame: number, outFrame: number, more: Partial<WatchedRun> = {}): WatchedRun {
  const at = 1_700_000_000_000_000 as Micros;
  return {
    inFrame,
    outFrame,
    direction: 'forward',
    ratePercent: 100,
    hasSound: true,
    pictureCount: outFrame - inFrame,
    startedAt: at,
    endedAt: at,
    ...more,
  };
}

function report(sittingId: SittingId, batch: number, runs: readonly WatchedRun[], isClosing = false) {
  const input: CallInput<'coverage.record'> = { footageId, sittingId, batch, runs: [...runs], isClosing };
  return test.client.call('coverage.record', input);
}

async function rowCount(): Promise<number> {
  return Number(test.matter().database.prepare('SELECT count(*) FROM watched_run').pluck().get());
}

async function watchedEntries() {
  const log = await test.client.call('custody.list', {});
  return log.filter((line) => line.type === 'asset.view' && line.data['act'] === 'watched');
}

it('adds up what was watched: together, at normal speed, with sound, and for each reviewer', async () => {
  const sitting = newSitting();
  const changed: unknown[] = [];
  const stop = test.client.on('coverage.changed', (value) => changed.push(value));
  await report(sitting, 0, [run(0, 40), run(40, 60, { ratePercent: 400, hasSound: false, pictureCount: 5 })]);
  await report(sitting, 1, [run(80, 81, { direction: 'still', ratePercent: 0, hasSound: false })]);
  stop();
  expect(changed).toEqual([{ footageId }, { footageId }]);
  const shown = await test.client.call('coverage.show', { footageId });
  expect(shown).toMatchObject({
    frameCount,
    ranges: [
      { inFrame: 0, outFrame: 60 },
      { inFrame: 80, outFrame: 81 },
    ],
    watchedFrames: 61,
    normalSpeedFrames: 41,
    soundFrames: 40,
  });
  expect(shown.reviewers).toMatchObject([{ name: 'Robin Reviewer', watchedFrames: 61, sittingCount: 1 }]);
  await report(sitting, 2, [], true);
});

it('counts a report that is sent twice once, and keeps a day of watching small', async () => {
  const sitting = newSitting();
  const before = await rowCount();
  for (let batch = 0; batch < 300; batch += 1) {
    const from = (batch * 7) % (frameCount - 10);
    await report(sitting, batch, [run(from, from + 10)]);
  }
  await report(sitting, 299, [run(0, 10)]);
  const pictures = test
    .matter()
    .database.prepare('SELECT sum(picture_count) FROM watched_run WHERE sitting_id = ?')
    .pluck()
    .get(sitting);
  expect(pictures).toBe(3000);
  expect((await rowCount()) - before).toBeLessThan(4);
  await report(sitting, 300, [], true);
});

it('enters a sitting in the custody log once, when it ends, and changes it no more', async () => {
  const before = (await watchedEntries()).length;
  const sitting = newSitting();
  await report(sitting, 0, [run(10, 20), run(15, 30, { direction: 'backward', hasSound: false })]);
  expect(await watchedEntries()).toHaveLength(before);
  expect(await report(sitting, 1, [run(50, 55)], true)).toEqual({ state: 'recorded' });
  const entries = await watchedEntries();
  expect(entries).toHaveLength(before + 1);
  expect(entries.at(-1)?.data).toMatchObject({
    sitting,
    ended: 'left',
    watchedFrames: 25,
    ranges: [
      [10, 30],
      [50, 55],
    ],
  });
  expect(await report(sitting, 1, [run(50, 55)], true)).toEqual({ state: 'recorded' });
  expect(await report(sitting, 2, [run(60, 65)])).toEqual({ state: 'closed' });
  expect(await watchedEntries()).toHaveLength(before + 1);
  const change = test.matter().database.prepare('UPDATE watched_run SET out_frame = 99 WHERE sitting_id = ?');
  expect(() => change.run(sitting)).toThrow(/the sitting has ended/);
});

it('ends an open sitting when the matter closes, and tells two reviewers apart', async () => {
  const sitting = newSitting();
  await report(sitting, 0, [run(0, 5)]);
  await test.close();
  await test.client.call('matters.open', {
    folder: { path: test.folder },
    passphrase: testPassphrase,
    reviewer: { name: 'Sam Second', role: 'paralegal' },
  });
  expect((await watchedEntries()).at(-1)?.data).toMatchObject({ sitting, ended: 'closed', watchedFrames: 5 });
  await expect(report(sitting, 1, [run(5, 6)])).rejects.toMatchObject({ code: 'bad-request' });
  await report(newSitting(), 0, [run(frameCount - 10, frameCount)], true);
  const { reviewers } = await test.client.call('coverage.show', { footageId });
  expect(reviewers.map(({ name }) => name)).toEqual(['Robin Reviewer', 'Sam Second']);
  const ranges = [{ inFrame: frameCount - 10, outFrame: frameCount }];
  expect(reviewers[1]).toMatchObject({ ranges, watchedFrames: 10, sittingCount: 1 });
});

it('refuses frames that the recording does not have, and records nothing of such a report', async () => {
  const before = await rowCount();
  const beyond = report(newSitting(), 0, [run(0, 5), run(frameCount - 1, frameCount + 1)]);
  await expect(beyond).rejects.toMatchObject({ code: 'frame-out-of-range' });
  expect(await rowCount()).toBe(before);
});

it('is held against the custody log when the matter is verified', async () => {
  async function verdict() {
    const job = await test.client.call('matters.verify', {});
    await test.matter().jobs.wait(job.id);
    return test.client.call('matters.verification', { jobId: job.id });
  }
  expect(await verdict()).toMatchObject({ problems: [] });
  const { database } = test.matter();
  database.exec('DROP TRIGGER watched_run_of_open_sitting_update');
  const changed = database.prepare('UPDATE watched_run SET out_frame = out_frame + 1 WHERE in_frame = 10');
  expect(changed.run().changes).toBeGreaterThan(0);
  const after = await verdict();
  expect(after?.verdict).toBe('TAMPERED');
  expect(after?.problems[0]).toMatch(/What was watched in the sitting .* was altered/);
});

it('ends the sitting of an engine that died with what it had reported', async () => {
  const sitting = newSitting();
  const { database } = test.matter();
  await report(sitting, 0, [run(0, 5)]);
  // What a killed engine leaves behind: a sitting without an end, found at the next opening.
  await test.close();
  await test.reopen();
  const matter = test.matter();
  matter.database.prepare('UPDATE sitting SET ended_at = NULL, custody_seq = NULL WHERE id = ?').run(sitting);
  await recoverSittings(matter);
  expect((await watchedEntries()).at(-1)?.data).toMatchObject({ sitting, ended: 'interrupted', watchedFrames: 5 });
  expect(database.open).toBe(false);
});
