import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bilevelTiff } from '../../../../src-main/engine/packets/load-files/bilevel-tiff.ts';
import { writeLoadFiles } from '../../../../src-main/engine/packets/load-files/load-files-writer.ts';
import { madePacketRecord } from '../../../helpers/made-packet-record.ts';
import { seededRandom } from '../../../helpers/seeded-random.ts';

const resourcesFolder = path.resolve(import.meta.dirname, '../../../../resources');
const folder = mkdtempSync(path.join(tmpdir(), 'slip-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hasLibtiff = spawnSync('tiffinfo', ['-h']).error === undefined;

/** One byte a pixel, 0 black and 255 white, as ffmpeg sees the page. */
function readByFfmpeg(file: string): Buffer {
  const options = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'gray', '-'];
  return execFileSync('ffmpeg', options, { maxBuffer: 64 * 1024 * 1024 });
}

function pixelsOf(width: number, rows: readonly (readonly number[])[]): Buffer {
  const pixels = Buffer.alloc(width * rows.length, 255);
  for (const [y, changes] of rows.entries()) {
    for (let at = 0; at < changes.length; at += 2) {
      pixels.fill(0, y * width + (changes[at] ?? width), y * width + (changes[at + 1] ?? width));
    }
  }
  return pixels;
}

/** Runs of every length of both colours, and rows of every kind of change against the row above. */
function testRows(width: number): number[][] {
  const random = seededRandom(4);
  const rows: number[][] = [];
  for (let run = 0; run <= 2600; run += 1) {
    rows.push([run, run + 2600 - run], [], [width - run], [7, 7 + run]);
  }
  for (let at = 0; at < 600; at += 1) {
    const last = rows.at(-1) ?? [];
    const moved = last.map((x) => x + Math.floor(random() * 9) - 4);
    const fresh = Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * width));
    rows.push(random() < 0.5 ? moved : fresh);
  }
  return rows.map((row) => {
    const inside = [...new Set(row)].filter((x) => x >= 0 && x < width);
    return inside.sort((one, other) => one - other);
  });
}

test('every run length and every change of row is read back from Group 4 by ffmpeg and by libtiff', () => {
  const width = 5300;
  const rows = testRows(width);
  const file = path.join(folder, 'runs.tif');
  writeFileSync(file, bilevelTiff({ width, height: rows.length, dotsPerInch: 300, rows }));
  const expected = pixelsOf(width, rows);
  expect(readByFfmpeg(file).equals(expected)).toBe(true);
  if (!hasLibtiff) {
    expect(process.env['CI'], 'libtiff-tools are not installed').not.toBe('true');
    console.warn('Not read by libtiff: tiffcp is not installed (Debian: libtiff-tools).');
    return;
  }
  const plain = path.join(folder, 'plain.tif');
  const copied = spawnSync('tiffcp', ['-c', 'none', file, plain], { encoding: 'utf8' });
  expect(copied.stderr).toBe('');
  expect(copied.status).toBe(0);
  expect(readByFfmpeg(plain).equals(expected)).toBe(true);
});

test('a slip sheet is one black-and-white letter page at 300 dpi with ink where it should be', async () => {
  const files = await writeLoadFiles(madePacketRecord(), { resourcesFolder, signal: new AbortController().signal });
  const sheets = Object.entries(files).filter(([name]) => name.endsWith('.tif'));
  expect(sheets.length).toBeGreaterThan(5);
  const pictures = new Set<string>();
  for (const [name, bytes] of sheets) {
    const file = path.join(folder, path.basename(name));
    writeFileSync(file, bytes);
    expect(bytes.length).toBeLessThan(40_000);
    if (hasLibtiff) {
      const told = spawnSync('tiffinfo', ['-D', file], { encoding: 'utf8' });
      expect(told.stderr).toBe('');
      expect(told.stdout).toContain('Image Width: 2550 Image Length: 3300');
      expect(told.stdout).toContain('Resolution: 300, 300 pixels/inch');
      expect(told.stdout).toContain('Compression Scheme: CCITT Group 4');
      expect(told.stdout.match(/TIFF Directory at/g)).toHaveLength(1);
    }
    const pixels = readByFfmpeg(file);
    expect(pixels).toHaveLength(2550 * 3300);
    const ink = (top: number, bottom: number) => {
      const band = pixels.subarray(top * 2550, bottom * 2550);
      return band.reduce((sum, value) => sum + (value < 128 ? 1 : 0), 0);
    };
    expect(ink(0, 600)).toBe(0);
    expect(ink(690, 790), 'the heading').toBeGreaterThan(20_000);
    expect(ink(860, 1020), 'the number').toBeGreaterThan(20_000);
    expect(ink(3060, 3130), 'the stamp at the foot').toBeGreaterThan(3_000);
    expect(ink(3200, 3300)).toBe(0);
    pictures.add(pixels.toString('latin1'));
  }
  expect(pictures.size, 'no two sheets look alike').toBe(sheets.length);
  expect(readFileSync(path.join(folder, 'BOS0000001.tif')).subarray(0, 4)).toEqual(Buffer.from([0x49, 0x49, 42, 0]));
});

test('a hundred exhibits have their sheets, evenly and without holding up others', async () => {
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 5);
  const record = madePacketRecord({ clipCount: 100 });
  const files = await writeLoadFiles(record, { resourcesFolder, signal: new AbortController().signal });
  clearInterval(timer);
  const numbered = record.files.filter(({ bates }) => bates !== null).length;
  expect(numbered).toBeGreaterThan(300);
  expect(Object.keys(files)).toHaveLength(numbered + 4);
  expect(turns).toBeGreaterThan(75);
});
