import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import { type FrameNumber, ptsToSeconds } from '../../../src-main/domain/time.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { portableArgv } from '../../../src-main/engine/media/portable-argv.ts';
import { type ClipRequest, renderClip } from '../../../src-main/engine/media/render-clip.ts';
import { checkProofTable, hasPython } from '../../helpers/check-proof-table.ts';
import { clickSeconds, findClicks } from '../../helpers/click-track.ts';
import { footageFolder } from '../../helpers/footage-folder.ts';
import {
  type NumberedKind,
  numberedClip,
  numberedSize,
  readNumbers,
  readSound,
  uprightSize,
} from '../../helpers/numbered-clip.ts';

let folder = '';
const withPython = hasPython();

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'smart-cut-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function cut(file: string, inFrame: number, outFrame: number, more: Partial<ClipRequest> = {}) {
  const facts = await probeRecording(file, { originalName: path.basename(file), modifiedAt: null });
  const index = await indexFrames(file, facts);
  const span = spanOfFrames(index, inFrame as FrameNumber, outFrame as FrameNumber);
  const outputPath = path.join(folder, 'clip.mp4');
  const proofTablePath = path.join(folder, 'clip.csv');
  const request = { path: file, facts, index, span, outputPath, proofTablePath };
  const rendered = await renderClip({ ...request, mayCopy: true, ...more });
  if (withPython) {
    const verdict = checkProofTable(file, index.stream, outputPath, proofTablePath);
    expect(verdict.words).toBe(`${outFrame - inFrame} rows checked, 0 cells wrong\n`);
  }
  expect((await readdir(folder)).sort()).toEqual(['clip.csv', 'clip.mp4']);
  return { index, span, outputPath, proofTablePath, rendered, summary: rendered.summary };
}

/** Where in the kind to cut, and how many pictures must be the source's own. */
const copied: readonly (readonly [NumberedKind, number, number, number])[] = [
  ['cfr', 7, 137, 60],
  ['cfr', 60, 120, 60],
  ['cfr', 0, 150, 150],
  ['vfr', 7, 137, 60],
  ['ntsc', 33, 150, 90],
  ['edit-list', 7, 105, 90],
  ['empty-edit', 0, 100, 60],
  ['no-edit-list', 59, 121, 60],
  ['late-video', 7, 137, 60],
  ['matroska', 7, 137, 60],
  ['transport-stream', 7, 137, 60],
  ['fragmented', 7, 137, 60],
];

describe('the smart cut', () => {
  it.each(copied)('of the kind %s, frames %d to %d, keeps %d pictures as they are', async (kind, from, to, kept) => {
    const clip = await numberedClip(kind);
    const { span, index, outputPath, proofTablePath, rendered, summary } = await cut(clip.path, from, to);
    expect(summary).toMatchObject({
      way: 'smart-cut',
      frameCount: to - from,
      identicalCount: kept,
      fallbackReason: '',
    });
    const expected = clip.numbers.slice(from, to);
    expect(await readNumbers(outputPath, numberedSize)).toEqual(expected);
    expect(await readNumbers(outputPath, numberedSize, ['-ignore_editlist', '1'])).toEqual(expected);
    const rows = (await readFile(proofTablePath, 'utf8')).trimEnd().split('\n').slice(1);
    expect(rows.filter((row) => row.includes(',yes,1.000000,inf,none')).length).toBe(kept);
    if (clip.clickOffset !== null && rendered.proof.hasSound) {
      const start = ptsToSeconds(span.inPts, index.timebase);
      const length = ptsToSeconds(span.outPts, index.timebase) - start;
      const offset = clip.clickOffset;
      const moments = Array.from({ length: 20 }, (_, beep) => beep * clickSeconds + offset - start);
      const due = moments.filter((moment) => moment > 0.01 && moment < Math.min(length - 0.01, 5 + offset - start));
      const heard = findClicks(await readSound(outputPath)).filter((moment) => moment > 0.01 && moment < length - 0.01);
      expect(due.length).toBeGreaterThan(0);
      expect(heard.length, `${heard.join(' ')} | ${due.join(' ')}`).toBe(due.length);
      heard.forEach((moment, beep) => {
        expect(Math.abs(moment - (due[beep] ?? 0))).toBeLessThan(0.01);
      });
    }
  });

  it.each([
    ['open-gop', 7, 60, /No whole closed group/],
    ['cfr', 7, 50, /No whole closed group/],
    ['cut-transport-stream', 7, 80, /packets of the recording alone/],
    ['hevc', 7, 137, /hevc; only H\.264/],
    ['avi', 7, 137, /mpeg4; only H\.264/],
    ['raw-h264', 7, 137, /./],
    ['rotated', 7, 137, /turned for display/],
    ['field-coded', 7, 47, /interlaced/],
    ['repeated-pts', 7, 137, /repeat or go back/],
  ] as const)('is not taken for the kind %s, frames %d to %d, and says why', async (kind, from, to, reason) => {
    const clip = await numberedClip(kind);
    const { outputPath, summary } = await cut(clip.path, from, to);
    expect(summary).toMatchObject({ way: 're-encode', identicalCount: 0 });
    expect(summary?.fallbackReason).toMatch(reason);
    expect(await readNumbers(outputPath, uprightSize(kind))).toEqual(clip.numbers.slice(from, to));
  });

  it('is never tried where nothing may be copied, nor for a clip without loss', async () => {
    const { path: file } = await numberedClip('cfr');
    const plain = await cut(file, 50, 130, { mayCopy: false });
    expect(plain.summary).toMatchObject({ way: 're-encode', identicalCount: 0, fallbackReason: '' });
    const lossless = await cut(file, 50, 130, { quality: 'lossless' });
    expect(lossless.summary).toMatchObject({ way: 're-encode', identicalCount: 80 });
    expect(lossless.summary?.fallbackReason).toMatch(/one piece/);
  });

  it('leaves nothing behind when it is cancelled, and says in its commands nothing of this machine', async () => {
    const { path: file } = await numberedClip('cfr');
    const stop = new AbortController();
    const cutting = cut(file, 7, 137, { signal: stop.signal });
    setTimeout(() => stop.abort(), 150);
    await expect(cutting).rejects.toMatchObject({ code: 'cancelled' });
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
    const { rendered, outputPath } = await cut(file, 7, 137);
    const said = portableArgv(rendered.argv, file, 'd'.repeat(64), outputPath, 'clips/EX-001.mp4');
    expect(said.filter((word) => word.includes(folder) || word.includes(tmpdir()))).toEqual([]);
    expect(said.filter((word) => word === 'ffmpeg').length).toBe(4);
    expect(said).toContain('file:copied.mp4');
    expect(said.at(-1)).toBe('file:clips/EX-001.mp4');
  });

  it('keeps nothing of what the source says of itself in its container', async () => {
    const { path: file } = await numberedClip('cfr');
    const { outputPath } = await cut(file, 7, 137);
    const made = await probeRecording(outputPath, { originalName: 'clip.mp4', modifiedAt: null });
    const words = Object.entries(made.tags).map(([key, value]) => `${key}=${value}`);
    expect(words.filter((word) => /creation_time|title|location|encoder/.test(word))).toEqual([]);
  });
});

const real = footageFolder();

describe.runIf(real !== null)('the smart cut of a real recording', () => {
  it.each([
    ['01-lobby-fixed-camera.mp4', 20, 120],
    ['04-hikers-faces.mp4', 20, 220],
    ['07-walk-pov-gopro.mp4', 20, 220],
  ] as const)('%s keeps most pictures as they are', async (name, from, to) => {
    const { summary } = await cut(path.join(real ?? '', name), from, to);
    expect(summary).toMatchObject({ way: 'smart-cut', fallbackReason: '' });
    expect(summary?.identicalCount).toBeGreaterThan((to - from) / 2);
  });
});

if (real === null) {
  console.log('smart cut: the real recordings are not here; SKIPPED');
}
