import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { findFrameLock } from '../../../../src-main/engine/frame-locks/frame-lock-store.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;

beforeAll(async () => {
  test = await openPacketMatter([(await numberedClip('cfr')).path]);
});

afterAll(async () => {
  await test.dispose();
});

const annotationSchema = z.object({ lock: z.unknown(), observation: z.string() });
const exhibitsSchema = z.object({ exhibits: z.array(z.object({ annotations: z.array(annotationSchema) })) });

it('go with the exhibit they lock, each with its custody entry; an earlier span and other annotations stay behind', async () => {
  const first = await test.annotate('cfr.mp4', [10, 20], { observation: 'Exhibited.' });
  const other = await test.annotate('cfr.mp4', [70, 80], { observation: 'Not exhibited.' });
  await test.matter().jobs.whenIdle();
  const moved = await test.client.call('annotations.revise', { id: first.id, revision: 1, changes: { outFrame: 30 } });
  await test.matter().jobs.whenIdle();
  const lock = findFrameLock(test.matter().database, moved);
  const packet = await test.seal({ annotationIds: [first.id], options: withoutPapers });
  const read = (file: string) => readFileSync(path.join(packet.folder, file), 'utf8');
  const { exhibits } = exhibitsSchema.parse(JSON.parse(read('data/logs/exhibits.json')));
  expect(exhibits.flatMap(({ annotations }) => annotations)).toEqual([
    {
      observation: 'Exhibited.',
      lock: { first: lock?.first, last: lock?.last, toolVersion: lock?.toolVersion, custodySeq: lock?.custodySeq },
    },
  ]);
  const entries = read('custody/entries.jsonl')
    .trim()
    .split('\n')
    .map((line) => z.object({ seq: z.int(), body: z.object({ type: z.string() }) }).parse(JSON.parse(line)));
  expect(entries.filter(({ body }) => body.type === 'frame.lock').map(({ seq }) => seq)).toEqual([lock?.custodySeq]);
  expect(read('custody/entries.jsonl')).not.toContain(other.id);
  const report = await test.client.call('packets.verify', { packet: { id: packet.id } });
  expect(report).toMatchObject({ level: 0, problems: [] });
});
