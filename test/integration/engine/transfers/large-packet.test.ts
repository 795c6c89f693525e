import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { beginAge, newIdentity } from '../../../../src-main/engine/transfers/age-keys.ts';
import { openParts } from '../../../../src-main/engine/transfers/joined-parts.ts';
import { packZip } from '../../../../src-main/engine/transfers/pack-zip.ts';
import { decryptedBytes } from '../../../../src-main/engine/transfers/readable-bytes.ts';
import { sealedSegments } from '../../../../src-main/engine/transfers/segments.ts';
import { planParts, writeParts } from '../../../../src-main/engine/transfers/write-parts.ts';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';

const place = makeTestPlace('large');
afterAll(() => rmSync(place, { recursive: true, force: true }));

const gibibyte = 1024 ** 3;
/** GiB; most of it a hole, so that it costs no room to have it. Beyond 4 it is Zip64, which takes a minute or two. */
const size = Number(process.env['FRAME_OF_RECORD_LARGE_PACKET'] ?? '2.1');
const byteCount = Math.ceil(size * gibibyte);

it('packs and encrypts a large file in constant memory, and reads its far end in place', async (context) => {
  const space = statfsSync(place);
  if (space.bavail * space.bsize < 2 * byteCount) {
    context.skip('there is too little room for a large packet here');
    return;
  }
  const source = path.join(place, 'native.mp4');
  const end = randomBytes(1000);
  const file = openSync(source, 'w');
  writeSync(file, end, 0, end.length, byteCount - end.length);
  closeSync(file);
  const { secret, key } = await newIdentity();
  const start = await beginAge({ keys: [key] });
  const zip = packZip('PKT001', [{ name: 'data/native.mp4', path: source, byteCount, digest: null }]);
  const sealed = sealedSegments(zip.byteCount, zip.chunks, start);
  const parts = planParts('PKT001.zip.age', sealed.byteCount, null);
  const into = path.join(place, 'into');
  mkdirSync(into);
  const before = process.memoryUsage().rss;
  let highest = before;
  let longestPause = 0;
  let lastTick = performance.now();
  const ticks = setInterval(() => {
    longestPause = Math.max(longestPause, performance.now() - lastTick);
    lastTick = performance.now();
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 10);
  const began = performance.now();
  try {
    await writeParts(sealed, {
      folder: into,
      parts,
      keptCount: 0,
      signal: new AbortController().signal,
      onBytes: () => undefined,
      onPart: () => undefined,
    });
  } finally {
    clearInterval(ticks);
    zip.close();
  }
  const seconds = (performance.now() - began) / 1000;
  const grownMebibytes = (highest - before) / 1024 ** 2;
  console.log(
    `${(byteCount / seconds / 1e6).toFixed(0)} MB/s, ${grownMebibytes.toFixed(0)} MiB more memory, longest pause ${longestPause.toFixed(0)} ms`,
  );
  expect(grownMebibytes).toBeLessThan(256);

  const joined = await openParts(path.join(into, 'PKT001.zip.age'));
  try {
    const bytes = await decryptedBytes(joined, { identities: [secret] });
    expect(bytes.byteCount).toBe(zip.byteCount);
    const local = 30 + 'PKT001/data/native.mp4'.length;
    expect((await bytes.read(local + byteCount - end.length, end.length)).equals(end)).toBe(true);
  } finally {
    await joined.close();
  }
}, 240_000);
