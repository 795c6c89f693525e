import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyMatter } from '../../../../src-main/engine/history/verify-matter.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter, type PacketMatter, withoutPapers } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  test = await openPacketMatter([clip.path]);
  await test.annotate(path.basename(clip.path), [10, 14]);
  await test.seal({ name: 'BATES-PKT001', options: withoutPapers });
  await test.annotate(path.basename(clip.path), [30, 34]);
  await test.seal({ name: 'BATES-PKT002', options: withoutPapers });
});

afterAll(() => test.dispose());

const verify = () => verifyMatter(test.matter(), { signal: new AbortController().signal });

it('gives the same file the same number, and holds the register against the custody log', async () => {
  const { entries, total } = await test.client.call('bates.list', {});
  expect(total).toBe(new Set(entries.map(({ digest }) => digest)).size);
  expect(entries.map(({ packetName }) => packetName)).toEqual([
    'BATES-PKT001',
    'BATES-PKT001',
    'BATES-PKT002',
    'BATES-PKT002',
  ]);
  expect(await verify()).toMatchObject({ verdict: 'OK', problems: [] });
});

it.each([
  ['a number that points at another file', `UPDATE bates SET digest = '${'ab'.repeat(32)}' WHERE number = 2`],
  ['a number that is gone', 'DELETE FROM bates WHERE number = 3'],
  [
    'a number that nobody assigned',
    `INSERT INTO bates SELECT prefix, 9, '${'cd'.repeat(32)}', packet_id, assigned_at FROM bates WHERE number = 1`,
  ],
])('names %s', async (_what, sql) => {
  const { database } = test.matter();
  database.exec(
    'SAVEPOINT tampering; DROP TRIGGER bates_is_append_only_update; DROP TRIGGER bates_is_append_only_delete;',
  );
  database.exec(sql);
  const report = await verify();
  database.exec('ROLLBACK TO tampering; RELEASE tampering;');
  expect(report.verdict).toBe('TAMPERED');
  expect(report.problems.join('\n')).toMatch(/Bates numbers/);
});

it('refuses to change or forget a number', () => {
  const { database } = test.matter();
  expect(() => database.exec('UPDATE bates SET number = 99 WHERE number = 1')).toThrow(/append-only/);
  expect(() => database.exec('DELETE FROM bates')).toThrow(/append-only/);
});
