import { randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CustodyEvent } from '../../../../src-main/domain/custody-event.ts';
import { jobIdSchema } from '../../../../src-main/domain/identifier.ts';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { noteDraftDigest } from '../../../../src-main/engine/packets/packet-store.ts';
import { recoverPackets, settleDraft } from '../../../../src-main/engine/packets/recover-packets.ts';
import { sealPacketJob } from '../../../../src-main/engine/packets/seal-packet-job.ts';
import { inTransaction } from '../../../../src-main/engine/store/transaction.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  test = await openPacketMatter([clip.path]);
  await test.annotate(path.basename(clip.path), [10, 14]);
});
afterAll(() => test.dispose());

/** The state a kill between the rename and the commit leaves: the folder has its name, the row is a draft that noted it. */
async function unacknowledged(name: string): Promise<Packet> {
  const packet = await test.seal({ name, options: withoutPapers });
  const { database } = test.matter();
  inTransaction(database, () => {
    database
      .prepare(`UPDATE packet SET state = 'draft', byte_count = NULL, sealed_at = NULL WHERE id = ?`)
      .run(packet.id);
  });
  return { ...packet, state: 'draft', byteCount: null, sealedAt: null };
}

async function shown(packet: Packet): Promise<Packet | undefined> {
  return (await test.client.call('packets.list', {})).find((each) => each.id === packet.id);
}

async function lastEntry(type: string) {
  return (await test.client.call('custody.list', {})).filter((line) => line.type === type).at(-1);
}

it('acknowledges a whole packet that got its name just before the engine died', async () => {
  const packet = await unacknowledged('WHOLE');
  mkdirSync(`${packet.folder}.partial`);
  await recoverPackets(test.matter());
  expect(await shown(packet)).toMatchObject({ state: 'sealed', digest: packet.digest });
  expect((await lastEntry('export.done'))?.data).toMatchObject({ packet: 'WHOLE', recovered: true });
  expect(readdirSync(test.out)).toEqual(['WHOLE']);
});

it('sets aside what stands there under the name and is not the noted packet', async () => {
  const altered = await unacknowledged('ALTERED');
  writeFileSync(path.join(altered.folder, 'data', 'extra.txt'), 'x');
  await recoverPackets(test.matter());
  expect(await shown(altered)).toMatchObject({ state: 'draft', digest: null });
  expect(existsSync(altered.folder)).toBe(false);
  expect(existsSync(`${altered.folder}.unacknowledged`)).toBe(true);
  expect((await lastEntry('recovery'))?.data).toMatchObject({ packet: 'ALTERED', outcome: 'set-aside' });

  // Whole and ours, but another packet: not this one either. The first set aside is not written over.
  const other = await unacknowledged('OTHER');
  rmSync(other.folder, { recursive: true });
  cpSync(path.join(test.out, 'WHOLE'), other.folder, { recursive: true });
  mkdirSync(`${other.folder}.unacknowledged`);
  await recoverPackets(test.matter());
  expect(await shown(other)).toMatchObject({ state: 'draft', digest: null });
  expect(existsSync(`${other.folder}.unacknowledged-2`)).toBe(true);
});

it('clears an unfinished folder, and leaves alone what a draft without a noted digest finds', async () => {
  const packet = await unacknowledged('UNFINISHED');
  renameSync(packet.folder, `${packet.folder}.partial`);
  inTransaction(test.matter().database, () => noteDraftDigest(test.matter().database, packet.id, null));
  mkdirSync(packet.folder);
  writeFileSync(path.join(packet.folder, 'mine.txt'), 'somebody put this here');
  expect(await settleDraft(test.matter(), { ...packet, digest: null }, { isGoingOn: false })).toBe(false);
  expect(existsSync(`${packet.folder}.partial`)).toBe(false);
  expect(readdirSync(packet.folder)).toEqual(['mine.txt']);
});

it('opens the matter although the drive of a draft is gone', async () => {
  const packet = await unacknowledged('GONE');
  renameSync(test.out, `${test.out}-away`);
  writeFileSync(test.out, 'a file where the folder was');
  await recoverPackets(test.matter());
  expect(await shown(packet)).toMatchObject({ state: 'draft' });
  rmSync(test.out);
  renameSync(`${test.out}-away`, test.out);
  await recoverPackets(test.matter());
  expect(await shown(packet)).toMatchObject({ state: 'sealed' });
});

it('knows its own packet when the commit failed after the rename', async () => {
  const packet = await unacknowledged('COMMIT');
  rmSync(packet.folder, { recursive: true });
  const matter = test.matter();
  inTransaction(matter.database, () => noteDraftDigest(matter.database, packet.id, null));
  const failing = {
    ...matter,
    custody: {
      ...matter.custody,
      append(event: CustodyEvent) {
        if (event.type === 'export.done') {
          throw new Error('the drive of the matter went away');
        }
        return matter.custody.append(event);
      },
    },
  };
  const work = {
    jobId: jobIdSchema.parse(randomUUID()),
    signal: new AbortController().signal,
    progress: () => undefined,
  };
  const run = () => sealPacketJob.run({ ...work, matter: failing, input: { packetId: packet.id } });
  await expect(run()).rejects.toThrow('went away');
  expect(await shown(packet)).toMatchObject({ state: 'draft' });
  expect(existsSync(packet.folder)).toBe(true);
  await recoverPackets(matter);
  const adopted = await shown(packet);
  expect(adopted?.state).toBe('sealed');
  expect(await test.client.call('packets.verify', { packet: { id: packet.id } })).toMatchObject({ level: 0 });
});
