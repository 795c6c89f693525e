import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { openHandOver } from '../../../../src-main/engine/transfers/open-hand-over.ts';
import { type MadeEntry, madeZip } from '../../../helpers/made-zip.ts';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';

const place = makeTestPlace('zip');
const into = path.join(place, 'into');
const file = path.join(place, 'PKT001.zip');

beforeEach(() => {
  rmSync(into, { recursive: true, force: true });
  mkdirSync(into);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function open(zip: Buffer, record: () => void = () => undefined) {
  writeFileSync(file, zip);
  return openHandOver({
    file,
    into,
    identityFile: null,
    phrase: null,
    keys: [],
    signal: new AbortController().signal,
    onBytes: () => undefined,
    record,
  });
}

const large = Buffer.alloc(101 * 1024 ** 2);
const good: MadeEntry = { name: 'PKT001/data/a.txt' };

/** Each with something that a packet never holds. */
const unsafe: Readonly<Record<string, readonly MadeEntry[]>> = {
  'a step up': [{ name: 'PKT001/../../outside.txt' }],
  'a step up at the beginning': [{ name: '../outside.txt' }],
  'an absolute name': [{ name: '/tmp/outside.txt' }],
  'a drive': [{ name: 'C:/outside.txt' }],
  'a share': [{ name: '\\\\server\\share\\outside.txt' }],
  backslashes: [{ name: 'PKT001\\..\\outside.txt' }],
  'a stream of NTFS': [{ name: 'PKT001/a.txt:hidden' }],
  'a zero byte': [{ name: Buffer.from('PKT001/a.txt\0.png') }],
  'a line break': [{ name: 'PKT001/a\n.txt' }],
  'a hidden name': [{ name: 'PKT001/.bashrc' }],
  'a dot': [{ name: 'PKT001/./a.txt' }],
  'an empty step': [{ name: 'PKT001//a.txt' }],
  'a trailing dot': [{ name: 'PKT001/a.txt.' }],
  'a blank': [{ name: 'PKT001/a b.txt' }],
  'a reserved name': [{ name: 'PKT001/con.txt' }],
  'a reserved port': [{ name: 'PKT001/LPT1' }],
  'a name of other letters': [{ name: 'PKT001/\u0430.txt' }],
  'a very long name': [{ name: `PKT001/${'a'.repeat(81)}` }],
  'a very long path': [{ name: `PKT001/${'abcdefghi/'.repeat(30)}a` }],
  'a file outside of any folder': [{ name: 'a.txt' }],
  'a folder': [good, { name: 'PKT001/empty/', data: Buffer.alloc(0) }],
  'a link': [{ ...good, mode: 0o120777, data: Buffer.from('/etc/passwd') }],
  'a device': [{ ...good, mode: 0o020644 }],
  'a pipe': [{ ...good, mode: 0o010644 }],
  'the same name twice': [good, good],
  'names that differ by case': [good, { name: 'PKT001/data/A.txt' }],
  'a file that is a folder too': [good, { name: 'PKT001/data' }],
  'two packets': [good, { name: 'PKT002/a.txt' }],
  'another compression': [{ ...good, method: 12 }],
  'an encrypted entry': [{ ...good, flags: 0x801 }],
  'a wrong checksum': [{ ...good, crc: 1 }],
  'a bomb': [{ ...good, method: 8, data: large, packed: deflateRawSync(large) }],
  'a size that is not so': [{ ...good, method: 8, packed: deflateRawSync(Buffer.alloc(500)), statedSize: 10 }],
  nothing: [],
};

it.each(Object.entries(unsafe))('refuses %s and leaves nothing behind', async (_what, entries) => {
  await expect(open(madeZip(entries))).rejects.toMatchObject({ code: 'packet-invalid' });
  expect(readdirSync(into)).toEqual([]);
  expect(readdirSync(place).sort()).toEqual(['PKT001.zip', 'into']);
});

it('opens what is right, and says that it is no packet', async () => {
  const { folder, verification } = await open(
    madeZip([good, { ...good, name: 'PKT001/data/b.txt', method: 8, packed: deflateRawSync(Buffer.from('x')) }]),
  );
  expect(folder).toBe(path.join(into, 'PKT001'));
  expect(readdirSync(path.join(folder, 'data')).sort()).toEqual(['a.txt', 'b.txt']);
  expect(verification.level).toBeGreaterThan(10);
});

it('refuses what is no ZIP, and one that was cut', async () => {
  await expect(open(Buffer.from('not a zip'))).rejects.toMatchObject({ code: 'packet-invalid' });
  const zip = madeZip([good]);
  await expect(open(zip.subarray(0, zip.length - 1))).rejects.toMatchObject({ code: 'packet-invalid' });
  expect(readdirSync(into)).toEqual([]);
});

it('leaves nothing behind where the custody log does not take it', async () => {
  const refused = open(madeZip([good]), () => {
    throw new Error('the log is full');
  });
  await expect(refused).rejects.toThrow('the log is full');
  expect(readdirSync(into)).toEqual([]);
});
