import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  test = await openPacketMatter([clip.path]);
  for (const from of [10, 40, 70]) {
    await test.annotate(path.basename(clip.path), [from, from + 25]);
  }
  await test.matter().jobs.whenIdle();
});
afterAll(() => test.dispose());

const making = (name: string) => path.join(test.out, `${name}.partial`, 'making');

function wholeFiles(name: string): number {
  const journal = path.join(test.out, `${name}.partial`, 'journal.jsonl');
  return existsSync(journal)
    ? readFileSync(journal, 'utf8')
        .split('\n')
        .filter((line) => line.includes('"{\\"made')).length
    : 0;
}

/** A name of the very file: inodes are used again, so the time of writing belongs to it. */
function stampOf(file: string): string {
  const { ino, mtimeMs } = statSync(file);
  return `${ino} ${mtimeMs}`;
}

/** Asks for a packet, closes the matter when so many files are whole, and says which they are by inode and time of writing. */
async function interrupt(name: string, after: number): Promise<Map<string, string>> {
  await test.client.call('packets.seal', { name, into: { path: test.out }, annotationIds: 'all' });
  while (wholeFiles(name) < after) {
    await sleep(5);
  }
  await test.close();
  const files = readdirSync(making(name)).filter((file) => !file.startsWith('.'));
  return new Map(files.map((file) => [stampOf(path.join(making(name), file)), file]));
}

async function sealed(name: string): Promise<Packet> {
  await test.matter().jobs.whenIdle();
  const packet = (await test.client.call('packets.list', {})).find((each) => each.name === name);
  if (packet?.state !== 'sealed') {
    const [job] = await test.client.call('jobs.list', {});
    throw new Error(`${name} is not sealed: ${job?.errorMessage}`);
  }
  const report = await test.client.call('packets.verify', { packet: { id: packet.id } });
  expect([report.level, report.problems]).toEqual([0, []]);
  expect(readdirSync(test.out).filter((file) => file.startsWith(`${name}.`))).toEqual([]);
  return packet;
}

function inodesOf(packet: Packet): Set<string> {
  const data = path.join(packet.folder, 'data');
  return new Set(
    ['clips', 'stills', 'proofs'].flatMap((folder) =>
      readdirSync(path.join(data, folder)).map((file) => stampOf(path.join(data, folder, file))),
    ),
  );
}

it.each([1, 3, 6])('goes on with the %i files that were whole', async (after) => {
  const whole = await interrupt(`RESUMED-${after}`, after);
  await test.reopen();
  const inodes = inodesOf(await sealed(`RESUMED-${after}`));
  const kept = [...whole.keys()].filter((inode) => inodes.has(inode));
  expect(kept.length).toBeGreaterThanOrEqual(after);
});

it('makes a file again that was changed meanwhile, and believes no line that the matter did not sign', async () => {
  await interrupt('SPOILT', 2);
  const [first = ''] = readdirSync(making('SPOILT')).filter((file) => file.endsWith('.mp4'));
  const spoilt = path.join(making('SPOILT'), first);
  const bytes = readFileSync(spoilt);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 9) ^ 1, bytes.length - 9);
  writeFileSync(spoilt, bytes);
  // With the digest in the journal put right, the line no longer has its signature.
  const journal = path.join(test.out, 'SPOILT.partial', 'journal.jsonl');
  writeFileSync(
    journal,
    `${readFileSync(journal, 'utf8').replace(/digest\\":\\"[0-9a-f]{8}/, 'digest\\":\\"00000000')}{"torn`,
  );
  await test.reopen();
  const packet = await sealed('SPOILT');
  const read = (file: string) => readFileSync(path.join(packet.folder, file));
  const same = await test.seal({ name: 'UNSPOILT', options: withoutPapers });
  const clipsOf = (manifest: string) => manifest.split('\n').filter((line) => line.includes('data/clips/'));
  expect(clipsOf(read('manifest-sha256.txt').toString())).toEqual(
    clipsOf(readFileSync(path.join(same.folder, 'manifest-sha256.txt'), 'utf8')),
  );
});

it('goes on after its files had their places already, and assigns no number twice', async () => {
  const before = await test.client.call('bates.list', {});
  await test.client.call('packets.seal', { name: 'PLACED', into: { path: test.out }, annotationIds: 'all' });
  const packetFolder = path.join(test.out, 'PLACED.partial', 'packet');
  while (!existsSync(path.join(packetFolder, 'data', 'clips'))) {
    await sleep(2);
  }
  await test.close();
  expect(existsSync(path.join(test.out, 'PLACED'))).toBe(false);
  await test.reopen();
  await sealed('PLACED');
  // The same clips and stills as in the packets before: every one keeps its number.
  expect((await test.client.call('bates.list', {})).total).toBe(before.total);
  const assigned = (await test.client.call('custody.list', {})).filter(({ type }) => type === 'bates.assign');
  expect(assigned.at(-1)?.data).toMatchObject({ packet: 'PLACED', count: 0, reusedCount: 6 });
});

it('leaves nothing when a person cancels what was interrupted', async () => {
  await interrupt('STOPPED', 2);
  await test.reopen();
  const job = (await test.client.call('jobs.list', {})).find(({ title }) => title.endsWith('STOPPED'));
  await test.client.call('jobs.cancel', { id: z.string().parse(job?.id) as never });
  await test.matter().jobs.whenIdle();
  expect(readdirSync(test.out).filter((file) => file.startsWith('STOPPED'))).toEqual([]);
  const failed = (await test.client.call('custody.list', {})).filter(({ type }) => type === 'export.fail');
  expect(failed.at(-1)?.data).toMatchObject({ packet: 'STOPPED', code: 'cancelled' });
});
