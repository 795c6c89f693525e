import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyPacketAt } from '../../../../src-main/engine/packets/verify-packet.ts';
import {
  filesIn,
  foreignKey,
  keyringOf,
  noteOf,
  rewriteTagManifests,
  signPacket,
} from '../../../helpers/forge-packet.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { copyPacket, type PacketCopy } from '../../../helpers/packet-copy.ts';
import { openPacketMatter, type PacketMatter } from '../../../helpers/packet-matter.ts';

let test: PacketMatter;
let sealed = '';
let copies = '';

beforeAll(async () => {
  const clip = await numberedClip('cfr');
  test = await openPacketMatter([clip.path]);
  await test.annotate(path.basename(clip.path), [10, 16]);
  sealed = (await test.seal({ name: 'STRANGER-PKT001' })).folder;
  copies = path.join(test.place, 'copies');
  mkdirSync(copies);
});

afterAll(() => test.dispose());

const freshCopy = (): PacketCopy => copyPacket(sealed, path.join(copies, 'copy'));

/** The script that travels in the packet, run by the plainest shell there is. */
function byShell(folder: string): { status: number | null; stdout: string } {
  const script = path.join(import.meta.dirname, '../../../../resources/packet-viewer/verify.sh');
  return spawnSync('sh', [script, folder], { encoding: 'utf8' });
}

function payloadFile(copy: PacketCopy): string {
  return filesIn(copy.folder).find((file) => file.startsWith('data/') && file.endsWith('.mp4')) ?? '';
}

it('is a valid bag by the text of RFC 8493, and a spoiled one is not', () => {
  const script = path.join(import.meta.dirname, '../../../independent/check-bag.py');
  const run = (folder: string) => spawnSync('python3', [script, folder], { encoding: 'utf8' });
  const whole = run(sealed);
  expect(whole.error).toBeUndefined();
  expect([whole.stdout.trim().split('\n').at(-1), whole.status]).toEqual([
    expect.stringMatching(/^[1-9]\d* payload files, 0 rules broken$/),
    0,
  ]);
  const copy = freshCopy();
  copy.edit('bag-info.txt', (text) => text.replace(/Payload-Oxum: \d/, 'Payload-Oxum: 9'));
  copy.write('data/more.txt', 'x');
  const spoiled = run(copy.folder);
  expect(spoiled.status).toBe(1);
  expect(spoiled.stdout).toContain('lists every payload file and no other');
  expect(spoiled.stdout).toContain('Payload-Oxum');
});

it('passes by digest with a shell alone, run from inside or outside', () => {
  const outside = byShell(sealed);
  expect([outside.stdout.trim(), outside.status]).toEqual([
    expect.stringMatching(/^PASS by digest \(10\): \d+ files/),
    10,
  ]);
  const inside = spawnSync('sh', ['verify/verify.sh'], { cwd: sealed, encoding: 'utf8' });
  expect(inside.status).toBe(10);
});

it.each<[what: string, code: number, named: RegExp, change: (copy: PacketCopy) => void]>([
  ['a changed clip', 21, /CHANGED: data\/.*\.mp4/, (copy) => writeFileSync(copy.at(payloadFile(copy)), 'x')],
  [
    'a changed manifest',
    21,
    /CHANGED: manifest-sha512\.txt/,
    (copy) => copy.edit('manifest-sha512.txt', (text) => text.slice(1)),
  ],
  ['a removed clip', 20, /MISSING: data\/.*\.mp4/, (copy) => rmSync(copy.at(payloadFile(copy)))],
  ['a removed signature', 20, /MISSING: bundle-signature\.txt/, (copy) => rmSync(copy.at('bundle-signature.txt'))],
  ['an added file', 22, /NOT LISTED by the packet:\n\.\/data\/extra\.txt/, (copy) => copy.write('data/extra.txt', 'x')],
  ['a link', 23, /UNSAFE/, (copy) => symlinkSync('/etc/passwd', copy.at('data/link.txt'))],
  ['a linked folder', 23, /UNSAFE/, (copy) => symlinkSync('/etc', copy.at('data/etc'))],
  ['a name that steers a terminal', 23, /UNSAFE/, (copy) => copy.write('data/a\u001b[2J', 'x')],
  [
    'a path that leads out',
    40,
    /MALFORMED/,
    (copy) => copy.edit('manifest-sha256.txt', (text) => text.replace('  data/', '  ../data/')),
  ],
  [
    'a path with a command in it',
    40,
    /MALFORMED/,
    (copy) => copy.edit('manifest-sha256.txt', (text) => text.replace('  data/', '  $(touch hacked)data/')),
  ],
  ['no packet at all', 40, /not a packet/, (copy) => rmSync(copy.at('bagit.txt'))],
])('the shell names %s: code %i', (_what, code, named, change) => {
  const copy = freshCopy();
  change(copy);
  const run = byShell(copy.folder);
  expect([run.status, run.stdout]).toEqual([code, expect.stringMatching(named)]);
  expect(run.stdout).not.toContain('\u001b');
  expect(filesIn(copy.folder)).not.toContain('hacked');
});

it('knows everybody who signed, and refuses a signature by nobody it knows', async () => {
  const ours = test.matter().signer;
  const attorney = foreignKey('attorney/jane-roe');
  const copy = freshCopy();
  copy.write('custody/keyring.json', keyringOf([ours, attorney]));
  rewriteTagManifests(copy.folder);
  signPacket(copy.folder, ours);
  const note = copy.read('bundle-signature.txt');
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const lineOf = (whose: typeof attorney) => noteOf(text, whose).slice(text.length + 1);
  copy.write('bundle-signature.txt', `${note}${lineOf(attorney)}`);
  const verify = (key: string) => verifyPacketAt(copy.folder, { keys: [key] });
  const both = await verify(ours.fingerprint);
  expect(both).toMatchObject({ level: 0, problems: [], signature: { key: ours.fingerprint } });
  expect(both.signature.signers.map(({ name }) => name)).toEqual([ours.keyName, attorney.keyName]);
  const [, second] = both.signature.signers;
  expect(await verify(second?.fingerprint ?? '')).toMatchObject({
    level: 0,
    signature: { key: second?.fingerprint, status: 'good' },
  });
  copy.write('bundle-signature.txt', `${note}${lineOf(foreignKey('attorney/jane-roe'))}`);
  expect(await verify(ours.fingerprint)).toMatchObject({ level: 30 });
  copy.write('bundle-signature.txt', `${note}${lineOf(ours)}`);
  expect(await verify(ours.fingerprint)).toMatchObject({ level: 30 });
});
