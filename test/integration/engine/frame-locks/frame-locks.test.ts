import { chmodSync, copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { FrameLock } from '../../../../src-main/domain/frame-lock.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { findFrameLock, insertFrameLock } from '../../../../src-main/engine/frame-locks/frame-lock-store.ts';
import { createSpanHasher, lockSource, planRuns } from '../../../../src-main/engine/frame-locks/span-pictures.ts';
import { inTransaction } from '../../../../src-main/engine/store/transaction.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
let footageId: FootageId;
let original: string;

beforeEach(async () => {
  test = await openTestMatter();
  const clip = await numberedClip('open-gop');
  const { job } = await test.client.call('footage.ingest', { paths: [{ path: clip.path }] });
  await test.matter().jobs.wait(job.id);
  await test.matter().jobs.whenIdle();
  const [detail] = await test.client.call('footage.list', {});
  footageId = detail?.footage.id ?? ('' as FootageId);
  const digest = detail?.footage.digest ?? '';
  original = path.join(test.folder, 'vault/objects', digest.slice(0, 2), digest);
});

afterEach(async () => {
  await test.dispose();
});

function add(inFrame: number, outFrame: number): Promise<Annotation> {
  const observation = 'A hand is on a sleeve.';
  return test.client.call('annotations.add', { footageId, inFrame, outFrame, code: 'UOF.1', observation });
}

/** Adds an annotation and waits for its lock. */
async function addLocked(inFrame = 40, outFrame = 60): Promise<{ annotation: Annotation; lock: FrameLock }> {
  const annotation = await add(inFrame, outFrame);
  await test.matter().jobs.whenIdle();
  const lock = findFrameLock(test.matter().database, annotation);
  if (lock === null) {
    throw new Error('The annotation was not locked.');
  }
  return { annotation, lock };
}

const check = ({ id }: Annotation) => test.client.call('annotations.checkLock', { id });
const standing = () => test.client.call('locks.standing', { footageId });

async function entriesOf(type: string) {
  return (await test.client.call('custody.list', {})).filter((line) => line.type === type);
}

/** Writes into the database behind the program's back. */
function tamper(sql: string, ...values: readonly (string | number)[]): void {
  const { database } = test.matter();
  database.exec('DROP TRIGGER IF EXISTS frame_lock_is_immutable_update');
  expect(database.prepare(sql).run(...values).changes).toBe(1);
}

async function expectLoud({ id }: Annotation, sentence: RegExp): Promise<void> {
  const before = await entriesOf('error.integrity');
  const verdict = await test.client.call('annotations.checkLock', { id });
  expect(verdict).toMatchObject({ verdict: 'no-match', sentence: expect.stringMatching(sentence) });
  const after = await entriesOf('error.integrity');
  expect(after).toHaveLength(before.length + 1);
  expect(after.at(-1)?.refs).toContain(`annotation:${id}@1`);
  expect((await standing()).troubles).toMatchObject([{ annotationId: id, verdict: 'no-match' }]);
  // Looked at again, it is said again, and entered once.
  await test.client.call('annotations.checkLock', { id });
  expect(await entriesOf('error.integrity')).toHaveLength(after.length);
}

describe('a frame lock', () => {
  it('follows an annotation by itself, with its custody entry, and cannot be changed', async () => {
    const told: unknown[] = [];
    const stop = test.client.on('locks.changed', (value) => told.push(value));
    const { annotation, lock } = await addLocked();
    stop();
    expect(told).toEqual([{ footageId }]);
    expect(lock).toMatchObject({ first: { frame: 40 }, last: { frame: 59 }, span: annotation.span });
    expect(lock.first.digest).not.toBe(lock.last.digest);
    const [entry, ...more] = await entriesOf('frame.lock');
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ seq: lock.custodySeq, data: { first: lock.first, last: lock.last } });
    expect(await check(annotation)).toMatchObject({ verdict: 'match', lock, found: { first: lock.first } });
    expect(await entriesOf('error.integrity')).toEqual([]);
    const change = test.matter().database.prepare("UPDATE frame_lock SET tool_version = 'other'");
    expect(() => change.run()).toThrow(/immutable/);
    const { output } = await verify();
    expect(output).toMatchObject({ verdict: 'OK', problems: [] });
  });

  it('does not keep an edit waiting, and one job makes the locks of many', async () => {
    const annotations = await Promise.all([10, 20, 30, 50, 90].map((frame) => add(frame, frame + 5)));
    expect((await check(annotations[4] as Annotation)).verdict).toBe('not-locked');
    await test.matter().jobs.whenIdle();
    expect(await standing()).toEqual({ lockedCount: 5, pendingCount: 0, troubles: [] });
    const jobs = (await test.client.call('jobs.list', {})).filter((job) => job.kind === 'lock-frames');
    expect(jobs.length).toBeLessThan(5);
    expect(jobs.every((job) => job.state === 'done')).toBe(true);
  });

  it('is kept for a span that undo brings back, across restarts, and made for one that redo brings back', async () => {
    const { annotation, lock } = await addLocked();
    const moved = await test.client.call('annotations.revise', {
      id: annotation.id,
      revision: 1,
      changes: { inFrame: 41, outFrame: 70 },
    });
    await test.matter().jobs.whenIdle();
    const second = findFrameLock(test.matter().database, moved);
    expect(second).toMatchObject({ first: { frame: 41 }, last: { frame: 69 } });
    await test.client.call('history.undo', {});
    expect(findFrameLock(test.matter().database, annotation)).toEqual(lock);
    await test.reopen();
    await test.matter().jobs.whenIdle();
    expect(await check(annotation)).toMatchObject({ verdict: 'match', lock });
    await test.client.call('history.redo', {});
    await test.reopen();
    expect(await check(annotation)).toMatchObject({ verdict: 'match', lock: second });
    await test.client.call('history.undo', {});
    await test.client.call('history.undo', {});
    expect((await standing()).pendingCount).toBe(0);
    await test.client.call('history.redo', {});
    await test.matter().jobs.whenIdle();
    expect(await check(annotation)).toMatchObject({ verdict: 'match', lock });
    expect(await entriesOf('frame.lock')).toHaveLength(2);
  });

  it('does not match when the stored hash was flipped, and the custody log says what it was', async () => {
    const { annotation, lock } = await addLocked();
    const digest = lock.first.digest.replace(/^./, lock.first.digest.startsWith('0') ? '1' : '0');
    tamper('UPDATE frame_lock SET first_picture = ?', JSON.stringify({ ...lock.first, digest }));
    await expectLoud(annotation, /not those that the custody log has/);
    expect((await verify()).output).toMatchObject({ verdict: 'TAMPERED' });
  });

  it('does not match when the hash is another frame’s, told by the picture alone', async () => {
    const annotation = await add(40, 60);
    await test.client.call('jobs.list', {});
    const { database, custody, clock } = test.matter();
    const source = lockSource(test.matter(), footageId);
    const wrong = { ...annotation.span, inFrame: 41, outFrame: 60 } as Annotation['span'];
    const found = await createSpanHasher(source, [wrong]).picturesOf(wrong, new AbortController().signal);
    const first = { ...found.first, frame: annotation.span.inFrame, pts: annotation.span.inPts };
    await test.matter().jobs.whenIdle();
    database.exec('DROP TRIGGER frame_lock_is_immutable_delete');
    database.prepare('DELETE FROM frame_lock').run();
    inTransaction(database, () => {
      const { seq } = custody.append({
        type: 'frame.lock',
        refs: [`annotation:${annotation.id}@1`],
        data: { inFrame: 40, outFrame: 60, first: { ...first }, last: { ...found.last } },
      });
      const { id: annotationId, footageDigest, stream, span } = annotation;
      const lock = { annotationId, footageDigest, stream, span, first, last: found.last };
      insertFrameLock(database, { ...lock, toolVersion: found.toolVersion, lockedAt: clock.now(), custodySeq: seq });
    });
    await expectLoud(annotation, /The first picture of this annotation is not the one that was locked/);
  });

  it('does not match when another file lies in the vault in the original’s place', async () => {
    const { annotation } = await addLocked();
    const other = await numberedClip('hevc');
    rmSync(original);
    copyFileSync(other.path, original);
    await expectLoud(annotation, /is not the recording this annotation was made on/);
  });

  it('does not match when the pictures in the vault were changed and the size was kept', async () => {
    const { annotation } = await addLocked(0, 20);
    chmodSync(original, 0o644);
    const bytes = readFileSync(original);
    // In the first key frame's picture data: after the parameter sets, well before the next frame.
    const { index } = lockSource(test.matter(), footageId);
    const from = (index.bytePositions[0] ?? 0) + Math.floor((index.byteSizes[0] ?? 0) / 2);
    for (let at = from; at < from + 40; at += 1) {
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
    }
    writeFileSync(original, bytes);
    await expectLoud(annotation, /first.* not the one that was locked|no longer has the bytes/);
  });

  it('cannot be checked when the original is gone, and says so without calling it a mismatch', async () => {
    const { annotation } = await addLocked();
    rmSync(original);
    const verdict = await check(annotation);
    expect(verdict).toMatchObject({
      verdict: 'cannot-check',
      sentence: expect.stringMatching(/missing from the vault/),
    });
    const job = await test.client.call('locks.checkAll', {});
    await test.matter().jobs.wait(job.id);
    const report = await test.client.call('locks.report', { jobId: job.id });
    expect(report?.counts).toMatchObject({ match: 0, 'cannot-check': 1 });
    expect((await entriesOf('verify.run')).at(-1)?.data).toMatchObject({ what: 'frame-locks', checkedCount: 1 });
  });

  it('is not made of an original that is not the one received, and the job goes on with the others', async () => {
    chmodSync(original, 0o644);
    const bytes = readFileSync(original);
    writeFileSync(original, Buffer.concat([bytes, Buffer.from('x')]));
    const annotation = await add(10, 20);
    await test.matter().jobs.whenIdle();
    expect((await check(annotation)).verdict).toBe('not-locked');
    const made = (await test.client.call('jobs.list', {})).filter((job) => job.kind === 'lock-frames');
    expect(made).toMatchObject([{ state: 'done' }]);
    expect(test.matter().jobs.output(made[0]?.id ?? ('' as never))).toMatchObject({ locked: 0, notLocked: 1 });
    writeFileSync(original, bytes);
    await test.reopen();
    await test.matter().jobs.whenIdle();
    expect((await check(annotation)).verdict).toBe('match');
  });
});

async function verify() {
  const job = await test.client.call('matters.verify', {});
  await test.matter().jobs.wait(job.id);
  return { output: await test.client.call('matters.verification', { jobId: job.id }) };
}

it('decodes ends that lie near each other together, within what memory holds', () => {
  expect(planRuns([30, 5, 5, 12, 60, 7], 64)).toEqual([
    { first: 5, last: 12 },
    { first: 30, last: 30 },
    { first: 60, last: 60 },
  ]);
  expect(planRuns([0, 5, 10, 15], 8)).toEqual([
    { first: 0, last: 5 },
    { first: 10, last: 15 },
  ]);
});
