import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PacketVerification } from '../../../../src-main/domain/packet.ts';
import { verifyPacketAt } from '../../../../src-main/engine/packets/verify-packet.ts';
import {
  type ForgerKey,
  filesIn,
  foreignKey,
  noteOf,
  rewriteTagManifests,
  signPacket,
} from '../../../helpers/forge-packet.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { copyPacket, forgeObservation, type PacketCopy } from '../../../helpers/packet-copy.ts';
import { openPacketMatter, type PacketMatter } from '../../../helpers/packet-matter.ts';
import { seededRandom } from '../../../helpers/seeded-random.ts';
import { tamperingsWithKey } from './tampering-with-key.ts';
import { tamperingsWithoutKey } from './tampering-without-key.ts';

let test: PacketMatter;
/** The sealed packet; every case works on a copy. */
let sealed = '';
let copies = '';
let copy: PacketCopy;
let ours: ForgerKey;
let ourFingerprint = '';
let oldCheckpoint = '';

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  test = await openPacketMatter([clip.path]);
  await test.annotate(path.basename(clip.path), [10, 22]);
  await test.annotate(path.basename(clip.path), [15, 20], { code: 'CTX.1', observation: 'A shout is audible.' });
  const early = path.join(test.out, 'early.txt');
  await test.client.call('custody.checkpoint', { out: { path: early } });
  oldCheckpoint = readFileSync(early, 'utf8');
  const packet = await test.seal({ name: 'TAMPER-PKT001' });
  sealed = packet.folder;
  ours = test.matter().signer;
  ourFingerprint = test.matter().signer.fingerprint;
  copies = path.join(test.place, 'copies');
  mkdirSync(copies);
});

afterAll(() => test.dispose());

function freshCopy(): PacketCopy {
  copy = copyPacket(sealed, path.join(copies, 'copy'));
  return copy;
}

async function verifyCopy(keys: readonly string[] = [ourFingerprint]): Promise<PacketVerification> {
  return verifyPacketAt(copy.folder, { keys });
}

it('passes as it was sealed, with the key known or not', async () => {
  freshCopy();
  expect(await verifyCopy()).toMatchObject({ result: 'pass', level: 0, problems: [], signature: { status: 'good' } });
  expect(await verifyCopy([])).toMatchObject({ result: 'pass-hash-only', level: 10, problems: [] });
  // A packet may be renamed and carried elsewhere.
  const renamed = path.join(copies, 'renamed');
  renameSync(copy.folder, renamed);
  expect((await verifyPacketAt(renamed, { keys: [ourFingerprint] })).level).toBe(0);
});

describe('a packet somebody changed without the key', () => {
  it.each(tamperingsWithoutKey)('%s: code %i', async (_what, code, named, change) => {
    freshCopy();
    change({ copy, ours, oldCheckpoint });
    const report = await verifyCopy();
    expect([report.level, report.problems.join('\n')]).toEqual([code, expect.stringMatching(named)]);
  });

  it('is a pass by digest only when a foreign key signed and nobody pinned ours', async () => {
    freshCopy();
    forgeObservation(copy, foreignKey(ours.keyName));
    // The custody entries are signed by our key, which the forger's keyring no longer has.
    expect(await verifyCopy([])).toMatchObject({ level: 31 });
    freshCopy();
    forgeObservation(copy, foreignKey(ours.keyName), ours);
    expect(await verifyCopy([])).toMatchObject({ level: 10, signature: { status: 'unknown-key' } });
  });
});

describe('a packet that was signed again with the key', () => {
  it.each(tamperingsWithKey)('%s: code %i', async (_what, code, named, change) => {
    freshCopy();
    change({ copy, ours, oldCheckpoint });
    rewriteTagManifests(copy.folder);
    signPacket(copy.folder, ours);
    const report = await verifyCopy();
    expect([report.level, report.problems.join('\n')]).toEqual([code, expect.stringMatching(named)]);
  });

  it('names a statement that speaks of another checkpoint or payload', async () => {
    freshCopy();
    signPacket(copy.folder, ours, (text) => text.replace(/checkpoint-size \d+/, 'checkpoint-size 1'));
    expect((await verifyCopy()).level).toBe(31);
    freshCopy();
    signPacket(copy.folder, ours, (text) => text.replace(/payload-oxum \d+/, 'payload-oxum 1'));
    expect((await verifyCopy()).level).toBe(40);
    freshCopy();
    writeFileSync(copy.at('bundle-signature.txt'), noteOf('bundle/v2\n', ours));
    expect((await verifyCopy()).level).toBe(30);
  });

  it('names a payload file that only one manifest lists', async () => {
    freshCopy();
    copy.edit('manifest-sha512.txt', (text) => text.slice(text.indexOf('\n') + 1));
    rewriteTagManifests(copy.folder);
    signPacket(copy.folder, ours);
    expect(await verifyCopy()).toMatchObject({ level: 40, problems: [expect.stringContaining('manifest-sha512.txt')] });
  });

  it('does not accept manifest lines that are only nearly right', async () => {
    const changes: ((text: string) => string)[] = [
      (text) => text.replace('  data/', ' data/'),
      (text) => text.replace('  data/', '   data/'),
      (text) => text.replace('  data/', '\tdata/'),
      (text) => text.replace('  data/', '  ./data/'),
      (text) => text.replace('  data/', '  data/../data/'),
      (text) => text.replace('  data/', '  /data/'),
      (text) => text.replaceAll('\n', '\r\n'),
      (text) => text.trimEnd(),
      (text) => `${text}${text.split('\n')[0]}\n`,
      (text) => `\ufeff${text}`,
      (text) => text.toUpperCase(),
    ];
    for (const change of changes) {
      freshCopy();
      copy.edit('manifest-sha256.txt', change);
      rewriteTagManifests(copy.folder);
      signPacket(copy.folder, ours);
      expect((await verifyCopy()).level).toBe(40);
    }
  });
});

it('names the file and fails with the right code for every byte flipped anywhere', async () => {
  const flips = Number(process.env['FRAME_OF_RECORD_FLIPS'] ?? 200);
  const seed = Number(process.env['FRAME_OF_RECORD_SEED'] ?? 20260301);
  const random = seededRandom(seed);
  freshCopy();
  const files = filesIn(copy.folder);
  for (let count = 0; count < flips; count++) {
    // Every file in turn, so that the small ones that hold the packet together are met as often as the films.
    const file = files[count % files.length] ?? '';
    const bytes = readFileSync(copy.at(file));
    const place = Math.floor(random() * bytes.length);
    const changed = Buffer.from(bytes);
    changed.writeUInt8((changed.readUInt8(place) ^ (1 << Math.floor(random() * 8))) & 0xff, place);
    writeFileSync(copy.at(file), changed);
    const report = await verifyCopy();
    const expected = file === 'bundle-signature.txt' ? 30 : 21;
    expect([file, place, report.level, report.problems.some((problem) => problem.startsWith(`${file}:`))]).toEqual([
      file,
      place,
      expected,
      true,
    ]);
    writeFileSync(copy.at(file), bytes);
  }
  expect((await verifyCopy()).level).toBe(0);
  process.stdout.write(`byte flips: ${flips} in ${files.length} files, all named (seed ${seed})\n`);
});

it('verifies as a stand-alone program outside the project, with the same exit codes', () => {
  freshCopy();
  const alone = path.join(test.place, 'elsewhere');
  mkdirSync(alone);
  cpSync(path.join(copy.folder, 'verify', 'verify.mjs'), path.join(alone, 'verify.mjs'));
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [path.join(alone, 'verify.mjs'), ...args], { cwd: alone, encoding: 'utf8' });
  expect(run(copy.folder, '--key', ourFingerprint.toUpperCase().replaceAll('-', ' ')).status).toBe(0);
  expect(run(copy.folder).status).toBe(10);
  expect(run(copy.folder, '--key', '0'.repeat(32)).status).toBe(30);
  expect(run(copy.folder, '--what').status).toBe(40);
  expect(run(path.join(copies, 'nowhere')).status).toBe(50);
  const inside = spawnSync(process.execPath, ['verify/verify.mjs', '--json'], { cwd: copy.folder, encoding: 'utf8' });
  expect(inside.status).toBe(10);
  expect(JSON.parse(inside.stdout)).toMatchObject({ result: 'pass-hash-only', level: 10, problems: [] });
  writeFileSync(path.join(copy.folder, 'data', 'a\u001b[31m'), 'x');
  const hostile = run(copy.folder);
  expect(hostile.status).toBe(23);
  expect(hostile.stdout).not.toContain('\u001b');
  expect(hostile.stdout).toContain('\\u{1b}');
});
