import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { renderContactSheet } from '../../../src-main/engine/media/render-contact-sheet.ts';
import { digestFile } from '../../../src-main/engine/media/rendered-file.ts';
import { readNumber } from '../../helpers/number-picture.ts';
import { decodeToRgb, type NumberedKind, numberedClip } from '../../helpers/numbered-clip.ts';

const resourcesFolder = path.join(import.meta.dirname, '../../../resources');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sheets-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function sheetOf(kind: NumberedKind, first: number, end: number, heading: readonly string[]) {
  const clip = await numberedClip(kind);
  const facts = await probeRecording(clip.path, { originalName: kind, modifiedAt: null });
  const index = await indexFrames(clip.path, facts);
  const outputPath = path.join(folder, `${kind}-${first}.png`);
  const span = spanOfFrames(index, first as FrameNumber, end as FrameNumber);
  const request = { path: clip.path, facts, index, span, heading, resourcesFolder, outputPath };
  return { made: await renderContactSheet(request), request, numbers: clip.numbers };
}

describe('a contact sheet', () => {
  it.each(['cfr', 'vfr', 'rotated', 'transport-stream', 'avi', 'repeated-pts'] as const)(
    'of the kind %s shows the frames it names, the first and the last among them',
    async (kind) => {
      const { made, request, numbers } = await sheetOf(kind, 11, 121, ['Ex. 12', `${kind}.mp4`, 'a'.repeat(64)]);
      expect(made.frames[0]).toBe(11);
      expect(made.frames.at(-1)).toBe(120);
      expect(made.frames.length).toBeGreaterThanOrEqual(16);
      expect(made.digest).toBe(await digestFile(request.outputPath));
      expect(made.argv[0]).toMatch(/ffmpeg/);
      const sheet = await decodeToRgb(request.outputPath);
      expect(sheet.length).toBe(made.width * made.height * 3);
      made.frames.forEach((frame, position) => {
        const tile = made.tiles[position] ?? { x: 0, y: 0, width: 0, height: 0 };
        const rows = Array.from({ length: tile.height }, (_, line) => {
          const start = ((tile.y + line) * made.width + tile.x) * 3;
          return sheet.subarray(start, start + tile.width * 3);
        });
        expect(readNumber(Buffer.concat(rows), tile.width, 3)).toBe(numbers[frame]);
      });
    },
  );

  it('of a single frame, under an awkward heading, is one picture', async () => {
    const heading = ["Ex. 1' : % \\ ,;[out] 😀", `שלום ${'long-name-'.repeat(40)}.mp4`, '\u202Egpj.exe'];
    const { made } = await sheetOf('cfr', 149, 150, heading);
    expect(made.frames).toEqual([149]);
    const tile = made.tiles[0] ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(tile.y + tile.height).toBeLessThan(made.height);
  });

  it('leaves no file when it is cancelled', async () => {
    const { request } = await sheetOf('cfr', 0, 100, ['Ex. 2']);
    const own = await mkdtemp(path.join(folder, 'cancel-'));
    const stop = new AbortController();
    const made = renderContactSheet({
      ...request,
      outputPath: path.join(own, 'sheet.png'),
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(made).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(own)).toEqual([]);
  });
});
