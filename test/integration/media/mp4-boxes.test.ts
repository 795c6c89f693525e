import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readMp4Boxes } from '../../../src-main/engine/media/mp4-boxes.ts';
import { cutByCopy, numberedClip } from '../../helpers/numbered-clip.ts';

let folder = '';
let hiding = '';
let shown = 0;

/** Sizes of all packets of a stream by ffprobe. */
function storedSizes(file: string, stream: number): number[] {
  const text = execFileSync('ffprobe', [
    ...['-v', 'error', '-ignore_editlist', '1', '-select_streams', String(stream)],
    ...['-show_entries', 'packet=size', '-of', 'csv=p=0', file],
  ]).toString();
  return text
    .trim()
    .split(/\s+/)
    .map((line) => Number.parseInt(line, 10));
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'mp4-boxes-'));
  hiding = path.join(folder, 'hiding.mp4');
  ({ shown } = await cutByCopy((await numberedClip('cfr')).path, hiding, 1.5));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('counts what is stored in each track, whatever the edit list shows, as ffprobe does', async () => {
  const { tracks, mediaBytes } = await readMp4Boxes(hiding);
  expect(tracks.length).toBe(2);
  for (const [stream, track] of tracks.entries()) {
    const sizes = storedSizes(hiding, stream);
    expect(track).toEqual({ count: sizes.length, byteCount: sizes.reduce((sum, size) => sum + size, 0) });
  }
  expect(tracks[0]?.count).toBeGreaterThan(shown);
  expect(tracks.reduce((sum, { byteCount }) => sum + byteCount, 0)).toBe(mediaBytes);
});

it('calls a table of sizes broken that does not fit its box', async () => {
  const file = await open(hiding, 'r+');
  const { size } = await file.stat();
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, 0);
  const at = bytes.indexOf('stsz') + 12;
  bytes.writeUInt32BE(bytes.readUInt32BE(at) + 1, at);
  await file.write(bytes, 0, size, 0);
  await file.close();
  expect((await readMp4Boxes(hiding)).foreign).toContain('broken');
});
