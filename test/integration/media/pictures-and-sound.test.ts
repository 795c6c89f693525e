import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FrameIndex } from '../../../src-main/domain/frame-index.ts';
import { readPeaks } from '../../../src-main/domain/peaks.ts';
import type { RecordingFacts } from '../../../src-main/domain/recording-facts.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import { decodeFrame } from '../../../src-main/engine/media/decode-frame.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { renderFilmstrip } from '../../../src-main/engine/media/filmstrip.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { renderPeaks } from '../../../src-main/engine/media/peaks.ts';
import { renderPoster } from '../../../src-main/engine/media/poster.ts';
import { renderStill } from '../../../src-main/engine/media/render-still.ts';
import { digestFile } from '../../../src-main/engine/media/rendered-file.ts';
import { clickSeconds } from '../../helpers/click-track.ts';
import { footageFolder } from '../../helpers/footage-folder.ts';
import { readNumber } from '../../helpers/number-picture.ts';
import { decodeToRgb, type NumberedKind, numberedClip } from '../../helpers/numbered-clip.ts';
import { readPng } from '../../helpers/png-pixels.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pictures-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function open(kind: NumberedKind): Promise<{ path: string; facts: RecordingFacts; index: FrameIndex }> {
  const clip = await numberedClip(kind);
  const facts = await probeRecording(clip.path, { originalName: kind, modifiedAt: null });
  return { path: clip.path, facts, index: await indexFrames(clip.path, facts) };
}

describe('a filmstrip', () => {
  it.each(['cfr', 'edit-list', 'rotated', 'avi'] as const)('of the kind %s shows the frames it names', async (kind) => {
    const recording = await open(kind);
    const { numbers } = await numberedClip(kind);
    const outputPath = path.join(folder, `${kind}.jpg`);
    const upright = kind === 'rotated' ? 320 : 180;
    const strip = await renderFilmstrip({ ...recording, outputPath, tileCount: 12, tileHeight: upright });
    expect(strip.frames.length).toBeGreaterThan(8);
    expect(strip.digest).toBe(await digestFile(outputPath));
    const width = strip.tileWidth * strip.columns;
    const sheet = await decodeToRgb(outputPath);
    expect(sheet.length).toBe(width * strip.tileHeight * strip.rows * 3);
    strip.frames.forEach((frame, tile) => {
      const left = (tile % strip.columns) * strip.tileWidth;
      const top = Math.floor(tile / strip.columns) * strip.tileHeight;
      const rows = Array.from({ length: strip.tileHeight }, (_, line) => {
        const start = ((top + line) * width + left) * 3;
        return sheet.subarray(start, start + strip.tileWidth * 3);
      });
      expect(readNumber(Buffer.concat(rows), strip.tileWidth, 3)).toBe(numbers[frame]);
    });
  });
});

describe('a still and a poster', () => {
  it('are written whole, with their digest, and show their frame', async () => {
    const recording = await open('open-gop');
    const { numbers } = await numberedClip('open-gop');
    const outputPath = path.join(folder, 'still.png');
    const still = await renderStill({ ...recording, frame: 77 as FrameNumber, outputPath });
    const { pixels, width } = readPng(await readFile(outputPath));
    expect(readNumber(pixels, width, 3)).toBe(numbers[77]);
    expect(still).toMatchObject({ frame: 77, width: 320, height: 180, digest: await digestFile(outputPath) });
    expect(still.argv[0]).toMatch(/ffmpeg/);

    const posterPath = path.join(folder, 'poster.jpg');
    const poster = await renderPoster({ ...recording, outputPath: posterPath });
    expect(readNumber(await decodeToRgb(posterPath), poster.width, 3)).toBe(numbers[poster.frame]);
  });

  it('a JPEG of a frame shows it as well', async () => {
    const recording = await open('vfr');
    const { numbers } = await numberedClip('vfr');
    const decoded = await decodeFrame({ ...recording, frame: 101 as FrameNumber, format: 'jpeg' });
    const file = path.join(folder, 'frame.jpg');
    await writeFile(file, decoded.bytes);
    expect(readNumber(await decodeToRgb(file), decoded.width, 3)).toBe(numbers[101]);
  });

  it('into a folder that is not there are refused with a sentence', async () => {
    const recording = await open('cfr');
    const outputPath = path.join(folder, 'nowhere', 'still.png');
    await expect(renderStill({ ...recording, frame: 0 as FrameNumber, outputPath })).rejects.toMatchObject({
      code: 'destination-unusable',
    });
  });
});

describe('peaks', () => {
  it.each([
    ['cfr', 0],
    ['late-video', 0],
    ['empty-edit', 5],
    ['matroska', 1024 / 48_000],
    ['transport-stream', 22 / 15],
  ] as const)('of the kind %s stand where the sound is, on the clock of the frames', async (kind, offset) => {
    const clip = await numberedClip(kind);
    const facts = await probeRecording(clip.path, { originalName: kind, modifiedAt: null });
    const outputPath = path.join(folder, `${kind}.peaks`);
    const rendered = await renderPeaks(clip.path, facts, outputPath);
    const peaks = readPeaks(await readFile(outputPath));
    expect(peaks.levels.map((level) => level.samplesPerBin)).toEqual([256, 2048, 16_384]);
    expect(rendered.details).toMatchObject({ sampleRate: 48_000, startMicros: peaks.startMicros });
    const finest = peaks.levels[0];
    const onsets: number[] = [];
    let quietUntil = -1;
    for (let bin = 0; bin < (finest?.binCount ?? 0); bin += 1) {
      if (bin > quietUntil && (finest?.values[bin * 2 + 1] ?? 0) > 8000) {
        onsets.push(peaks.startMicros / 1_000_000 + (bin * 256) / peaks.sampleRate - offset);
        quietUntil = bin + 20;
      }
    }
    expect(onsets.length).toBe(10);
    onsets.forEach((onset, position) => {
      expect(Math.abs(onset - position * clickSeconds)).toBeLessThan(0.012);
    });
    const loudest = peaks.levels.map((level) => level.values.reduce((most, value) => Math.max(most, value), 0));
    expect(new Set(loudest).size).toBe(1);
  });

  it.skipIf(footageFolder() === null)('tell silence from sound', async () => {
    const file = path.join(footageFolder() ?? '', '03-parking-overhead.mp4');
    const facts = await probeRecording(file, { originalName: 'a.mp4', modifiedAt: null });
    const outputPath = path.join(folder, 'silence.peaks');
    await renderPeaks(file, facts, outputPath);
    const peaks = readPeaks(await readFile(outputPath));
    expect(peaks.levels.every((level) => level.values.every((value) => value === 0))).toBe(true);
  });

  it('of a recording without sound are refused', async () => {
    const clip = await numberedClip('no-edit-list');
    const facts = await probeRecording(clip.path, { originalName: 'x', modifiedAt: null });
    await expect(renderPeaks(clip.path, facts, path.join(folder, 'none.peaks'))).rejects.toMatchObject({
      code: 'media-unsupported',
    });
  });
});
