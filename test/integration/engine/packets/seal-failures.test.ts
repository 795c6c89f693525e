import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import { objectPath } from '../../../../src-main/engine/matters/matter-folder.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;
let name = '';
let annotation: Annotation;
const mounts: string[] = [];

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  test = await openPacketMatter([clip.path]);
  name = path.basename(clip.path);
  annotation = await test.annotate(name, [10, 40]);
});

afterEach(() => {
  for (const mount of mounts.splice(0)) {
    execFileSync('umount', [mount]);
  }
});

afterAll(() => test.dispose());

/** Nothing unfinished anywhere a packet was to be, and a record of the failure. */
async function expectNothingLeft(code: string): Promise<void> {
  const left = [test.out, path.join(test.folder, 'packets')].flatMap((folder) => readdirSync(folder));
  expect(left.filter((file) => file.includes('partial'))).toEqual([]);
  const failures = (await test.client.call('custody.list', {})).filter((line) => line.type === 'export.fail');
  expect(failures.at(-1)?.data).toMatchObject({ code });
}

it('refuses names that some file system cannot hold', async () => {
  for (const bad of ['-x', '.hidden', 'a b', 'a/b', '../x', 'CON', 'nul.txt', 'x.', 'a%20b', 'é', 'x'.repeat(41)]) {
    await expect(test.seal({ name: bad })).rejects.toMatchObject({ code: 'bad-request' });
  }
  expect(await test.client.call('packets.list', {})).toEqual([]);
});

it('refuses what cannot be an exhibit or may not leave', async () => {
  await expect(test.seal({ profile: 'public', includeNative: true })).rejects.toMatchObject({ code: 'bad-request' });
  await expect(test.seal({ profile: 'referral', omittedContextReason: 'x' })).rejects.toMatchObject({
    code: 'bad-request',
  });
  await expect(
    test.seal({ annotationIds: [annotation.footageId as string as Annotation['id']] }),
  ).rejects.toMatchObject({ code: 'not-found' });
  const other = await test.annotate(name, [50, 60]);
  await test.client.call('annotations.withdraw', { id: other.id, revision: other.revision });
  await expect(test.seal({ annotationIds: [other.id] })).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('withdrawn'),
  });
  expect(await test.client.call('packets.list', {})).toEqual([]);
});

it('never writes over anything', async () => {
  mkdirSync(path.join(test.out, 'TAKEN'));
  await expect(test.seal({ name: 'TAKEN' })).rejects.toMatchObject({ code: 'destination-exists' });
  writeFileSync(path.join(test.out, 'FILE'), 'kept');
  await expect(test.seal({ name: 'FILE' })).rejects.toMatchObject({ code: 'destination-exists' });
  expect(readFileSync(path.join(test.out, 'FILE'), 'utf8')).toBe('kept');
  await expect(test.seal({ into: { path: path.join(test.out, 'nowhere') } })).rejects.toMatchObject({
    code: 'destination-unusable',
  });
  await expect(test.seal({ into: { path: path.join(test.out, 'FILE') } })).rejects.toMatchObject({
    code: 'destination-unusable',
  });
});

it('seals into the matter under a name made of its own, and uses a name once', async () => {
  const first = await test.seal({ into: null, options: withoutPapers });
  expect(first.name).toMatch(/^CEDAR-STREET-9-FEBRUARY-\d{4}-PKT001$/);
  expect(first.folder).toBe(path.join(test.folder, 'packets', first.name));
  expect((await test.seal({ into: null, options: withoutPapers })).name).toMatch(/PKT002$/);
  await expect(test.seal({ name: first.name.toLowerCase() })).rejects.toMatchObject({ code: 'destination-exists' });
});

it('names the item when an original in the vault was altered, and seals nothing', async () => {
  const { digest } = test.recording(name).footage;
  const object = objectPath(test.matter().folder, digest);
  const whole = readFileSync(object);
  const changed = Buffer.from(whole);
  changed.writeUInt8(changed.readUInt8(5000) ^ 1, 5000);
  chmodSync(object, 0o600);
  writeFileSync(object, changed);
  await expect(test.seal({ name: 'ALTERED' })).rejects.toMatchObject({
    code: 'digest-mismatch',
    message: expect.stringContaining(name),
  });
  await expectNothingLeft('digest-mismatch');
  const [draft] = await test.client.call('packets.list', {});
  expect(draft).toMatchObject({ name: 'ALTERED', state: 'draft' });
  writeFileSync(object, whole);
  chmodSync(object, 0o444);

  // Put right, the same job is tried again and seals the same plan.
  const job = (await test.client.call('jobs.list', {})).find((each) => each.title.includes('ALTERED'));
  await test.client.call('jobs.retry', { id: job?.id ?? (annotation.id as string as never) });
  await test.matter().jobs.whenIdle();
  expect((await test.client.call('packets.list', {})).find((each) => each.name === 'ALTERED')).toMatchObject({
    state: 'sealed',
  });
});

it('leaves nothing when it is cancelled, queued or half-way', async () => {
  const long = await test.annotate(name, [0, 150]);
  const { job } = await test.client.call('packets.seal', {
    annotationIds: [long.id],
    into: { path: test.out },
    name: 'CANCELLED',
  });
  await new Promise<void>((resolve) => {
    test.client.on('job.changed', (changed) => {
      if (changed.id === job.id && changed.done > 0) {
        resolve();
      }
    });
  });
  await test.client.call('jobs.cancel', { id: job.id });
  expect((await test.matter().jobs.wait(job.id)).state).toBe('cancelled');
  await expectNothingLeft('cancelled');
  expect(existsSync(path.join(test.out, 'CANCELLED'))).toBe(false);
});

it('says so when it is cancelled before it began', async () => {
  const first = await test.client.call('packets.seal', {
    annotationIds: [annotation.id],
    into: { path: test.out },
    name: 'RUNS',
    options: withoutPapers,
  });
  const second = await test.client.call('packets.seal', {
    annotationIds: [annotation.id],
    into: { path: test.out },
    name: 'WAITS',
  });
  expect(await test.client.call('jobs.cancel', { id: second.job.id })).toMatchObject({ state: 'cancelled' });
  expect((await test.matter().jobs.wait(first.job.id)).state).toBe('done');
  const failures = (await test.client.call('custody.list', {})).filter((line) => line.type === 'export.fail');
  expect(failures.at(-1)?.data).toMatchObject({ packet: 'WAITS', code: 'cancelled' });
});

it('refuses a destination without room before it begins, and cleans up when it runs full', async () => {
  if (process.getuid?.() !== 0) {
    process.stdout.write('small destination: skipped, mounting needs root\n');
    return;
  }
  const small = path.join(test.place, 'small');
  mkdirSync(small);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=18m', 'tmpfs', small]);
  mounts.push(small);
  // Most of the room is taken: refused at once.
  writeFileSync(path.join(small, 'filler'), Buffer.alloc(8 * 1024 ** 2));
  await expect(test.seal({ name: 'NO-ROOM', into: { path: small } })).rejects.toMatchObject({ code: 'disk-full' });
  expect(readdirSync(small)).toEqual(['filler']);
  writeFileSync(path.join(small, 'filler'), '');

  // Room enough by the estimate, gone while the packet is written.
  const { job } = await test.client.call('packets.seal', {
    annotationIds: [annotation.id],
    into: { path: small },
    name: 'RUNS-FULL',
  });
  const filling = setInterval(() => {
    if (existsSync(path.join(small, 'RUNS-FULL.partial'))) {
      clearInterval(filling);
      try {
        writeFileSync(path.join(small, 'filler'), Buffer.alloc(18 * 1024 ** 2));
      } catch (error) {
        expect(error).toMatchObject({ code: 'ENOSPC' });
      }
    }
  }, 1);
  const ended = await test.matter().jobs.wait(job.id);
  clearInterval(filling);
  expect(ended).toMatchObject({ state: 'failed', errorCode: 'disk-full' });
  expect(ended.errorMessage).toMatch(/free some space/i);
  expect(readdirSync(small)).toEqual(['filler']);
});
