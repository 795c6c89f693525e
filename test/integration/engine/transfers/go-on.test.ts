import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallOutput } from '../../../../src-main/contract/api.ts';
import type { Job } from '../../../../src-main/domain/job.ts';
import { hasTool, runTool } from '../../../helpers/command-tools.ts';
import { filesIn } from '../../../helpers/forge-packet.ts';
import { openTransferMatter, type TransferMatter } from './transfer-matter.ts';

let test: TransferMatter;
let into: string;
let round = 0;
const partBytes = 65_536;

beforeAll(async () => {
  test = await openTransferMatter('large');
});
afterAll(() => test.dispose());
beforeEach(() => {
  round += 1;
  into = path.join(test.place, `into-${round}`);
  mkdirSync(into);
});

async function ask(
  method: 'zip' | 'age-recipients' | 'age-phrase' | 'folder',
  recipientIds: CallOutput<'recipients.list'>[number]['id'][] = [],
): Promise<CallOutput<'transfers.handOver'>> {
  return test.client.call('transfers.handOver', {
    packetId: test.packet.id,
    method,
    recipientIds,
    partBytes,
    deliveredTo: 'Court',
    into: { path: into },
  });
}

/** Runs `then` when the first part of the hand-over is recorded, while the job goes on. */
async function atFirstPart(job: Job, then: () => unknown): Promise<void> {
  for (;;) {
    const [transfer] = await test.client.call('transfers.list', {});
    if (transfer !== undefined && transfer.files.length > 0 && transfer.jobId === job.id) {
      await then();
      return;
    }
    if (test.matter().jobs.show(job.id).state === 'done') {
      throw new Error('The hand-over was done before anything could be done to it.');
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const ended = (job: Job): Promise<Job> => test.matter().jobs.wait(job.id);

async function firstRecipient() {
  const [known] = await test.client.call('recipients.list', {});
  return (
    known ??
    (await test.client.call('recipients.createIdentity', {
      out: { path: path.join(test.place, 'court.txt') },
      passphrase: null,
      name: 'Court',
    }))
  );
}

it('takes away what it wrote when it is cancelled, and forgets the key', async () => {
  const { job, transfer } = await ask('age-phrase');
  await atFirstPart(job, () => test.client.call('jobs.cancel', { id: job.id }));
  const end = await ended(job);
  expect(end.state).toBe('cancelled');
  expect(readdirSync(into)).toEqual([]);
  expect(await test.transfer(transfer.id)).toMatchObject({ state: 'cancelled', files: [] });
  expect((await test.lastEntry('export.fail'))?.data).toMatchObject({ transfer: transfer.id, code: 'cancelled' });
  // The phrase is gone for good, and that is said.
  await test.client.call('jobs.retry', { id: job.id });
  expect(await ended(job)).toMatchObject({ state: 'failed', errorCode: 'bad-request' });
  expect(readdirSync(into)).toEqual([]);
});

it('goes on after the matter was closed, keeps whole parts as they are, and one key opens all', async (context) => {
  const recipient = await firstRecipient();
  const { job, transfer } = await ask('age-recipients', [recipient.id]);
  await atFirstPart(job, () => test.close());
  const parts = readdirSync(into).filter((name) => /\.\d{3}$/.test(name));
  expect(parts.length).toBeGreaterThan(0);
  expect(readdirSync(into).filter((name) => name.endsWith('.partial'))).toEqual([]);
  const before = new Map(parts.map((name) => [name, statSync(path.join(into, name)).ino]));
  await test.reopen();
  expect(await ended(job)).toMatchObject({ state: 'done' });
  for (const [name, inode] of before) {
    expect(statSync(path.join(into, name)).ino, name).toBe(inode);
  }
  const done = await test.transfer(transfer.id);
  expect(done.files.length).toBeGreaterThan(parts.length);
  expect(runTool('sha256sum', ['-c', 'PKT001.parts.txt'], into)).not.toContain('FAILED');
  if (!hasTool('age')) {
    context.skip('age is not installed');
    return;
  }
  execFileSync('sh', ['-c', 'cat PKT001.zip.age.??? > joined.age'], { cwd: into });
  runTool('age', ['-d', '-i', path.join(test.place, 'court.txt'), '-o', 'out.zip', 'joined.age'], into);
  runTool('unzip', ['-q', 'out.zip'], into);
  expect(filesIn(path.join(into, 'PKT001'))).toEqual(filesIn(test.packet.folder));
});

it('writes again what does not have its digest any more, and what comes after it', async () => {
  const { job } = await ask('zip');
  await atFirstPart(job, () => test.close());
  const first = path.join(into, 'PKT001.zip.001');
  const bytes = readFileSync(first);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  rmSync(first);
  await test.reopen();
  expect(await ended(job)).toMatchObject({ state: 'done' });
  expect(runTool('sha256sum', ['-c', 'PKT001.parts.txt'], into)).not.toContain('FAILED');

  // A part that is not as it was written is not ours to take away: it is told.
  const other = path.join(test.place, `other-${round}`);
  mkdirSync(other);
  into = other;
  const again = await ask('zip');
  await atFirstPart(again.job, () => test.close());
  writeFileSync(path.join(other, 'PKT001.zip.001'), bytes);
  await test.reopen();
  expect(await ended(again.job)).toMatchObject({
    state: 'failed',
    errorCode: 'destination-exists',
  });
  expect(readFileSync(path.join(other, 'PKT001.zip.001')).equals(bytes)).toBe(true);
});

it('keeps what is whole when the destination goes away, and goes on when it is back', async () => {
  const { job, transfer } = await ask('zip');
  await atFirstPart(job, () => renameSync(into, `${into}-away`));
  const end = await ended(job);
  expect(end).toMatchObject({ state: 'failed', errorCode: 'destination-unusable' });
  expect(end.errorMessage).toContain('try this job again');
  expect(await test.transfer(transfer.id)).toMatchObject({ state: 'failed' });
  renameSync(`${into}-away`, into);
  await test.client.call('jobs.retry', { id: job.id });
  expect(await ended(job)).toMatchObject({ state: 'done' });
  expect(readdirSync(into).filter((name) => name.endsWith('.partial'))).toEqual([]);
  expect(runTool('sha256sum', ['-c', 'PKT001.parts.txt'], into)).not.toContain('FAILED');
});

it('says beforehand that there is too little room, and clears up when the drive runs full on the way', async (context) => {
  const drive = path.join(test.place, 'drive');
  mkdirSync(drive);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', drive], { stdio: 'ignore' });
  } catch {
    context.skip('a small drive cannot be mounted here (not the administrator)');
    return;
  }
  try {
    into = drive;
    writeFileSync(path.join(drive, 'ballast'), Buffer.alloc(15.9 * 1024 ** 2));
    const { job } = await ask('zip');
    const refused = await ended(job);
    expect(refused).toMatchObject({ state: 'failed', errorCode: 'disk-full' });
    expect(refused.errorMessage).toMatch(/needs about \d+ bytes and the destination has \d+ free/);
    expect(readdirSync(drive)).toEqual(['ballast']);

    rmSync(path.join(drive, 'ballast'));
    const { job: second } = await ask('zip');
    await atFirstPart(second, () => fill(drive));
    const end = await ended(second);
    expect(end).toMatchObject({ state: 'failed', errorCode: 'disk-full' });
    expect(readdirSync(drive).filter((name) => name.endsWith('.partial'))).toEqual([]);
    rmSync(path.join(drive, 'ballast'));
    await test.client.call('jobs.retry', { id: second.id });
    expect(await ended(second)).toMatchObject({ state: 'done' });
    expect(runTool('sha256sum', ['-c', 'PKT001.parts.txt'], drive)).not.toContain('FAILED');
  } finally {
    execFileSync('umount', ['-l', drive]);
  }
});

/** Takes all the room there is at this moment. */
function fill(drive: string): void {
  try {
    writeFileSync(path.join(drive, 'ballast'), Buffer.alloc(16 * 1024 ** 2));
  } catch {
    // Full: as it was meant to be.
  }
}
