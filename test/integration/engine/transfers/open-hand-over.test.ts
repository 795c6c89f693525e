import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hasTool, runTool } from '../../../helpers/command-tools.ts';
import { filesIn } from '../../../helpers/forge-packet.ts';
import { madeZip } from '../../../helpers/made-zip.ts';
import { seededRandom } from '../../../helpers/seeded-random.ts';
import { openTransferMatter, type TransferMatter } from './transfer-matter.ts';

let test: TransferMatter;
/** Encrypted to `identity`, in parts. */
let parts: string;
let identity: string;
let work: string;
let into: string;
let round = 0;

beforeAll(async () => {
  test = await openTransferMatter();
  identity = path.join(test.place, 'court.txt');
  parts = path.join(test.place, 'parts');
  mkdirSync(parts);
  const recipient = await test.client.call('recipients.createIdentity', {
    out: { path: identity },
    passphrase: null,
    name: 'Court',
  });
  await test.handOver({
    method: 'age-recipients',
    recipientIds: [recipient.id],
    into: { path: parts },
    partBytes: 65_536,
  });
});
afterAll(() => test.dispose());
beforeEach(() => {
  round += 1;
  work = path.join(test.place, `work-${round}`);
  into = path.join(work, 'into');
  mkdirSync(into, { recursive: true });
  cpSync(parts, path.join(work, 'parts'), { recursive: true });
});

const part = (number: number) => path.join(work, 'parts', `PKT001.zip.age.${String(number).padStart(3, '0')}`);

function open(file: string, more: { identity?: string; phrase?: string } = { identity }) {
  return test.client.call('transfers.open', {
    file: { path: file },
    into: { path: into },
    identity: more.identity === undefined ? null : { path: more.identity },
    phrase: more.phrase ?? null,
  });
}

it('joins, decrypts, unpacks and verifies from any of the parts', async () => {
  for (const number of [1, 2]) {
    const opened = await open(part(number));
    expect(opened).toMatchObject({ name: 'PKT001', folder: path.join(into, 'PKT001') });
    // The open matter knows its own key.
    expect(opened.verification).toMatchObject({ level: 0, result: 'pass' });
    expect(filesIn(opened.folder)).toEqual(filesIn(test.packet.folder));
    expect(readdirSync(into)).toEqual(['PKT001']);
    rmSync(opened.folder, { recursive: true });
  }
});

it('is an entry of the custody log of the open matter', async () => {
  const { isRecorded, verification } = await open(part(1));
  expect(isRecorded).toBe(true);
  expect(await test.lastEntry('transfer.open')).toMatchObject({
    refs: [`packet:${test.packet.id}`],
    data: {
      packet: 'PKT001',
      packetDigest: test.packet.digest,
      file: 'PKT001.zip.age',
      partCount: readdirSync(parts).filter((name) => /\.\d{3}$/.test(name)).length,
      openedWith: 'identity',
      signedBy: verification.signature.key,
      result: 'pass',
      level: 0,
      fileCount: verification.fileCount,
      byteCount: verification.byteCount,
    },
  });
});

it('never replaces what is there', async () => {
  mkdirSync(path.join(into, 'PKT001'));
  await expect(open(part(1))).rejects.toMatchObject({ code: 'destination-exists' });
  expect(readdirSync(into)).toEqual(['PKT001']);
  expect(readdirSync(path.join(into, 'PKT001'))).toEqual([]);
});

it('finds every flipped byte, names the part, and leaves nothing behind', async () => {
  const names = readdirSync(parts).filter((name) => /\.\d{3}$/.test(name));
  const random = seededRandom(7);
  for (let count = 0; count < 40; count++) {
    const name = names[Math.floor(random() * names.length)] ?? '';
    const file = path.join(work, 'parts', name);
    const bytes = readFileSync(file);
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(file, bytes);
    const where = `${name}, byte ${at}`;
    const failure = await open(part(1)).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure, where).toMatchObject({ code: expect.stringMatching(/^(packet-invalid|wrong-passphrase)$/) });
    expect(readdirSync(into), where).toEqual([]);
    writeFileSync(file, readFileSync(path.join(parts, name)));
  }
});

it('refuses what was cut, lengthened, put in another order, or lacks a part', async () => {
  const names = readdirSync(parts).filter((name) => /\.\d{3}$/.test(name));
  const last = part(names.length);
  const whole = readFileSync(last);
  for (const length of [0, 1, 16, 17, whole.length - 1]) {
    writeFileSync(last, whole.subarray(0, length));
    await expect(open(part(1)), `cut to ${length}`).rejects.toMatchObject({ code: 'packet-invalid' });
  }
  rmSync(last);
  await expect(open(part(1))).rejects.toMatchObject({ code: 'packet-invalid' });
  writeFileSync(last, whole);
  appendFileSync(last, Buffer.alloc(20));
  await expect(open(part(1))).rejects.toMatchObject({ code: 'packet-invalid' });
  writeFileSync(last, whole);
  rmSync(part(2));
  await expect(open(part(1))).rejects.toMatchObject({
    code: 'packet-invalid',
    message: expect.stringContaining('Part 2 of PKT001.zip.age is missing'),
  });
  renameSync(part(3), part(2));
  cpSync(path.join(parts, path.basename(part(2))), part(3));
  await expect(open(part(1))).rejects.toMatchObject({ code: 'packet-invalid' });
  // The first 64 KiB boundary of the age file: whole chunks, but not the last one.
  truncateSync(part(1), 100);
  await expect(open(part(1))).rejects.toMatchObject({ code: 'packet-invalid' });
  expect(readdirSync(into)).toEqual([]);
});

it('opens with a protected identity only with its passphrase, and with no other', async (context) => {
  const passphrase = 'amber lantern over the bay';
  const protectedFile = path.join(work, 'protected.txt');
  const recipient = await test.client.call('recipients.createIdentity', {
    out: { path: protectedFile },
    passphrase,
    name: `Protected ${round}`,
  });
  expect(readFileSync(protectedFile, 'utf8')).toMatch(/^-----BEGIN AGE ENCRYPTED FILE-----/);
  const out = path.join(work, 'out');
  mkdirSync(out);
  await test.handOver({ method: 'age-recipients', recipientIds: [recipient.id], into: { path: out } });
  const file = path.join(out, 'PKT001.zip.age');
  await expect(open(file, { identity: protectedFile })).rejects.toMatchObject({
    code: 'wrong-passphrase',
    details: { isIdentityProtected: true },
  });
  await expect(open(file, { identity: protectedFile, phrase: 'wrong' })).rejects.toMatchObject({
    code: 'wrong-passphrase',
  });
  await expect(open(file, { identity })).rejects.toMatchObject({
    code: 'wrong-passphrase',
    message: expect.stringContaining('This identity does not open'),
  });
  await expect(open(file, { phrase: 'some words' })).rejects.toMatchObject({ code: 'wrong-passphrase' });
  await expect(open(file, {})).rejects.toMatchObject({ code: 'wrong-passphrase' });
  expect(readdirSync(into)).toEqual([]);
  expect((await open(file, { identity: protectedFile, phrase: passphrase })).verification.level).toBe(0);
  if (!hasTool('age')) {
    context.skip('age is not installed');
  }
});

it('opens with a phrase, also typed with blanks and capitals', async () => {
  const out = path.join(work, 'out');
  mkdirSync(out);
  const { asked } = await test.handOver({ method: 'age-phrase', into: { path: out } });
  const typed = (asked.phrase ?? '').replaceAll('-', '  ').toUpperCase();
  expect((await open(path.join(out, 'PKT001.zip.age'), { phrase: typed })).verification.level).toBe(0);
});

it('opens what the age tool encrypted', async (context) => {
  if (!hasTool('age')) {
    context.skip('age is not installed');
    return;
  }
  const out = path.join(work, 'out');
  mkdirSync(out);
  await test.handOver({ method: 'zip', into: { path: out } });
  const key = runTool('age-keygen', ['-y', identity]).trim();
  runTool('age', ['-r', key, '-o', 'PKT001.zip.age', 'PKT001.zip'], out);
  expect((await open(path.join(out, 'PKT001.zip.age'))).verification.level).toBe(0);
});

it('says of a packet that does not verify what is wrong with it, as of one found on a drive', async () => {
  const entries = filesIn(test.packet.folder).map((file) => {
    const data = readFileSync(path.join(test.packet.folder, file));
    return {
      name: `PKT001/${file}`,
      data: file.endsWith('README.html') ? Buffer.concat([data, Buffer.from(' ')]) : data,
    };
  });
  const file = path.join(work, 'PKT001.zip');
  writeFileSync(file, madeZip(entries));
  const { verification } = await open(file, {});
  expect(verification).toMatchObject({ level: 21, result: 'hash-mismatch' });
  expect(verification.problems.join()).toContain('data/README.html');
  expect(await test.lastEntry('transfer.open')).toMatchObject({
    refs: [],
    data: { packet: 'PKT001', packetDigest: null, openedWith: 'nothing', result: 'hash-mismatch', level: 21 },
  });
});

it('writes nothing into the log when nothing was opened', async () => {
  const before = (await test.client.call('custody.list', {})).length;
  await expect(open(part(1), { phrase: 'not these words' })).rejects.toMatchObject({ code: 'wrong-passphrase' });
  expect(await test.client.call('custody.list', {})).toHaveLength(before);
});

it('says that the key is not known, and that no log has it, where no matter is open', async () => {
  await test.close();
  const opened = await open(part(1));
  expect(opened.verification).toMatchObject({ level: 10, result: 'pass-hash-only' });
  expect(opened.isRecorded).toBe(false);
  await test.reopen();
});
