import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import type { Micros } from '../../../../src-main/domain/time.ts';
import { createFakeClock } from '../../../helpers/fake-clock.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter } from '../../../helpers/packet-matter.ts';

const datedAt = 1_771_322_645_000_000 as Micros;
const clock = createFakeClock('2026-03-02T09:00:00.000Z');
let test: PacketMatter;

beforeAll(async () => {
  const clip = await numberedClip('vfr');
  test = await openPacketMatter([clip.path], { clock });
  await test.annotate(path.basename(clip.path), [10, 34]);
  await test.annotate(path.basename(clip.path), [20, 30], { code: 'CTX.1', observation: 'A shout is audible.' });
  await test.matter().jobs.whenIdle();
});
afterAll(() => test.dispose());

function manifest(packet: Packet): string {
  return readFileSync(path.join(packet.folder, 'manifest-sha256.txt'), 'utf8');
}

async function sealDated(folder: string, profile: Packet['profile'], at: Micros | null = datedAt): Promise<Packet> {
  const into = path.join(test.out, folder);
  mkdirSync(into);
  return await test.seal({
    name: `PROD-${profile}`,
    into: { path: into },
    profile,
    includeNative: profile !== 'public',
    options: { datedAt: at },
  });
}

it.each(['court', 'internal', 'public'] as const)(
  'gives the same payload, byte for byte, of the same choice with the same date: %s',
  async (profile) => {
    const first = await sealDated(`${profile}-1`, profile);
    clock.advance(86_400_000);
    await test.close();
    await test.reopen();
    await test.client
      .call('annotations.add', {
        footageId: test.recording('vfr.mp4').footage.id,
        inFrame: 60,
        outFrame: 70,
        code: 'UOF.1',
        observation: 'Something else, annotated later.',
      })
      .then((later) => test.client.call('annotations.withdraw', { id: later.id, revision: later.revision }));
    await test.matter().jobs.whenIdle();
    const again = await sealDated(`${profile}-2`, profile);
    expect(manifest(again).split('\n')).toEqual(manifest(first).split('\n'));
    expect(again.name).toBe(first.name);
    expect(again.digest).not.toBe(first.digest);
    for (const packet of [first, again]) {
      expect(await test.client.call('packets.verify', { packet: { id: packet.id } })).toMatchObject({ level: 0 });
    }
    const notices = readFileSync(path.join(again.folder, 'data/NOTICES.txt'), 'utf8');
    expect(notices).toContain('2026-02-17T10:04:05Z');
    const info = readFileSync(path.join(again.folder, 'bag-info.txt'), 'utf8');
    expect(info).toContain(`Bagging-Date: ${new Date(clock.now() / 1000).toISOString().slice(0, 10)}`);
  },
);

it('differs in what carries the date where it has another one or none, and never in the exhibits', async () => {
  const files = (text: string) => text.split('\n').filter((line) => /data\/(clips|stills|natives)\//.test(line));
  await expect(sealDated('court-3', 'court', (datedAt + 1_000_000) as Micros)).rejects.toMatchObject({
    code: 'destination-exists',
  });
  const first = await sealDated('court-4', 'court');
  const undated = await test.seal({ name: 'UNDATED', profile: 'court', includeNative: true });
  expect(manifest(undated)).not.toBe(manifest(first));
  expect(files(manifest(first)).length).toBe(5);
  expect(files(manifest(undated))).toEqual(files(manifest(first)));
});
