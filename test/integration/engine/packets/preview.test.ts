import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;
let name = '';

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  name = path.basename(clip.path);
  test = await openPacketMatter([clip.path]);
  await test.annotate(name, [10, 20]);
  await test.annotate(name, [15, 30], { code: 'CTX.1', observation: 'A shout is audible.' });
  await test.annotate(name, [60, 70], { code: 'CTX.2', observation: 'Hands are raised.' });
});

afterAll(() => test.dispose());

const numbersSchema = z.object({ exhibits: z.array(z.object({ number: z.string(), title: z.string() })) });

it('says what sealing then makes, and records nothing', async () => {
  const [conduct] = await test.client.call('annotations.list', {});
  const choice = { profile: 'court' as const, annotationIds: [conduct?.id ?? ''] };
  const before = (await test.client.call('custody.list', {})).length;
  const preview = await test.client.call('packets.preview', choice);
  expect(preview.context.map(({ code, observation }) => [code, observation])).toEqual([
    ['CTX.1', 'A shout is audible.'],
  ]);
  expect(preview.exhibits.map(({ number, reason }) => [number, reason])).toEqual([
    ['1', 'chosen'],
    ['1-A', 'overlapping-context'],
  ]);
  expect(preview.nextBates).toMatch(/^[A-Z]{2,8}0000001$/);
  const less = await test.client.call('packets.preview', { ...choice, leavesContextOut: true });
  expect([less.exhibits.length, less.context.length]).toEqual([1, 1]);
  expect(less.byteCount).toBeLessThan(preview.byteCount);
  expect((await test.client.call('custody.list', {})).length).toBe(before);

  const packet = await test.seal({ ...choice, name: 'PREVIEW-PKT001' });
  const sealed = numbersSchema.parse(
    JSON.parse(readFileSync(path.join(packet.folder, 'data/logs/exhibits.json'), 'utf8')),
  );
  expect(sealed.exhibits.map(({ number, title }) => [number, title])).toEqual(
    preview.exhibits.map(({ number, title }) => [number, title]),
  );
  const next = await test.client.call('packets.preview', choice);
  expect(next.nextBates).not.toBe(preview.nextBates);
});

it('says beforehand why a choice cannot be sealed', async () => {
  const [footage] = test.footage;
  const drafts = [{ of: { kind: 'native', footageId: footage?.footage.id ?? '' } }] as const;
  await test.client.call('exhibits.add', { drafts: [...drafts] });
  await expect(test.client.call('packets.preview', { profile: 'public', exhibitIds: 'all' })).rejects.toMatchObject({
    code: 'bad-request',
    message: expect.stringContaining('Ex. 1'),
  });
  const court = await test.client.call('packets.preview', { profile: 'court', exhibitIds: 'all' });
  expect(court.exhibits.map(({ files }) => files.map((file) => file.class))).toEqual([['NATIVE-COPY']]);
});
