import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { commandLine } from '../../helpers/command-line.ts';
import { ingestFrames } from '../../helpers/ingest-frames.ts';
import { numberedClip } from '../../helpers/numbered-clip.ts';
import { leastKeyDerivation, makeTestPlace, openTestMatter, testPassphrase } from '../../helpers/open-test-matter.ts';

const place = makeTestPlace('hand-over-cli');
const folder = path.join(place, 'matter');
const { cli, value } = commandLine(place, testPassphrase);

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  const test = await openTestMatter({ place, keyDerivation: leastKeyDerivation });
  await ingestFrames(test, [clip.path]);
  const [detail] = await test.client.call('footage.list', {});
  if (detail === undefined) {
    throw new Error('The clip did not arrive.');
  }
  const draft = { footageId: detail.footage.id, inFrame: 10, outFrame: 14, code: 'UOF.1', observation: 'A hand.' };
  await test.client.call('annotations.add', draft);
  const { job } = await test.client.call('packets.seal', { annotationIds: 'all', name: 'PKT001' });
  expect(await test.matter().jobs.wait(job.id)).toMatchObject({ state: 'done' });
  await test.engine.close();
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

it('keeps an address book, hands over, opens, writes a receipt and records that it was received', async () => {
  const identity = path.join(place, 'court.txt');
  await value(
    ['recipients', 'identity', '--out', identity, '--name', 'Court', '--escrow'],
    z.looseObject({ name: z.literal('Court'), isEscrow: z.literal(true) }),
  );
  expect((await value(['recipients'], z.array(z.looseObject({ name: z.string() })))).length).toBe(1);
  const refused = await cli(['recipients', 'add', '--name', 'Nobody', '--key', 'age1abc']);
  expect(refused.code).toBe(1);

  const into = path.join(place, 'into');
  mkdirSync(into);
  const wrong = await cli(['hand-over', folder, 'PKT001', '--into', into, '--for', 'Court', '--phrase', '--plain']);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('exactly one of') });
  const to = ['--into', into, '--for', 'Clerk', '--recipient', 'Court', '--parts', '100000', '--seal', 'A-17'];
  const transfer = await value(
    ['hand-over', folder, 'pkt001', ...to],
    z.looseObject({ id: z.string(), state: z.literal('handed-over'), sealNumber: z.literal('A-17') }),
  );
  const opened = path.join(place, 'opened');
  mkdirSync(opened);
  const first = path.join(into, 'PKT001.zip.age.001');
  // The identity is protected: its passphrase is asked for as any other.
  await value(
    ['open', first, '--into', opened, '--identity', identity],
    z.looseObject({ name: z.literal('PKT001') }),
    10,
  );
  expect(readdirSync(opened)).toEqual(['PKT001']);
  const elsewhere = path.join(place, 'elsewhere');
  mkdirSync(elsewhere);
  const openedAgain = await cli(['open', first, '--into', elsewhere, '--identity', identity]);
  expect(openedAgain.stdout).toContain('No matter is open, so no custody log records that it was opened.');
  expect((await cli(['open', first, '--into', opened, '--identity', identity])).code).toBe(1);

  await value(
    ['receipts', folder, 'PKT001', '--out', place, '--transfer', transfer.id.slice(0, 8)],
    z.looseObject({ files: z.tuple([z.literal('PKT001-receipt.pdf'), z.literal('PKT001-receipt.txt')]) }),
  );
  const how = ['--by', 'C. Clerk', '--on', '2026-03-10', '--how', 'signed-receipt'];
  await value(['acknowledge', folder, transfer.id.slice(0, 8), ...how], z.looseObject({}));
  const said = await cli(['receipts', folder]);
  expect(said.stdout).toContain('received by C. Clerk on 2026-03-10, signed-receipt');
  expect(said.stdout).toContain('encrypted to Court (escrow)');
}, 120_000);
