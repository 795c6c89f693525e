import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FrameIndex, spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import type { RecordingFacts } from '../../../src-main/domain/recording-facts.ts';
import type { FrameNumber } from '../../../src-main/domain/time.ts';
import { proveClip } from '../../../src-main/engine/media/clip-proof.ts';
import { decodeFrame } from '../../../src-main/engine/media/decode-frame.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { renderClip } from '../../../src-main/engine/media/render-clip.ts';
import { digestFile } from '../../../src-main/engine/media/rendered-file.ts';
import { findMediaTools } from '../../../src-main/engine/media/tools.ts';
import { cutByCopy, numberedClip } from '../../helpers/numbered-clip.ts';

let folder = '';
let source: { path: string; facts: RecordingFacts; index: FrameIndex };
let clipPath = '';

const span = (inFrame: number, outFrame: number) =>
  spanOfFrames(source.index, inFrame as FrameNumber, outFrame as FrameNumber);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clip-proof-'));
  const clip = await numberedClip('cfr');
  const facts = await probeRecording(clip.path, { originalName: 'cfr', modifiedAt: null });
  source = { path: clip.path, facts, index: await indexFrames(clip.path, facts) };
  clipPath = path.join(folder, 'clip.mp4');
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the proof of a clip', () => {
  it('accepts the clip it was made for and says what it saw', async () => {
    const reports: number[] = [];
    const rendered = await renderClip({
      ...source,
      span: span(40, 64),
      outputPath: clipPath,
      onProgress: ({ done }) => reports.push(done),
    });
    expect(rendered.proof).toMatchObject({ decodedFrames: 24, storedFrames: 24, hasSound: true });
    expect(rendered.proof.first.neighboursTold).toBe(2);
    expect(rendered.proof.last.neighboursTold).toBe(2);
    expect(rendered.digest).toBe(await digestFile(clipPath));
    expect(reports.at(-1)).toBe(24);
    expect(await proveClip({ ...source, span: span(40, 64), clipPath })).toEqual(rendered.proof);
  });

  it.each([
    [41, 65, 'one frame late'],
    [39, 63, 'one frame early'],
    [40, 65, 'one frame short'],
    [40, 63, 'one frame long'],
  ])('refuses it as the clip of the frames %d to %d (%s)', async (inFrame, outFrame) => {
    await expect(proveClip({ ...source, span: span(inFrame, outFrame), clipPath })).rejects.toMatchObject({
      code: 'proof-failed',
    });
  });

  it('refuses a clip that hides frames before its start', async () => {
    const copied = path.join(folder, 'copied.mp4');
    const { firstShown, shown } = await cutByCopy(source.path, copied, 1.5);
    const proving = proveClip({ ...source, span: span(firstShown, firstShown + shown), clipPath: copied });
    await expect(proving).rejects.toThrowError(/hides \d+ frames/);
  });

  it.runIf(process.platform === 'linux')('gives the same bytes on a machine with one core', async () => {
    const tools = await findMediaTools();
    const onOneCore = path.join(folder, 'ffmpeg-on-one-core');
    await writeFile(onOneCore, `#!/bin/sh\nexec taskset -c 0 ${tools.ffmpeg} "$@"\n`, { mode: 0o755 });
    const outputPath = path.join(folder, 'one-core.mp4');
    const made = await renderClip({
      ...source,
      span: span(0, 150),
      outputPath,
      tools: { ...tools, ffmpeg: onOneCore },
    });
    const usual = await renderClip({ ...source, span: span(0, 150), outputPath: path.join(folder, 'all-cores.mp4') });
    expect(made.argv[0]).toBe(onOneCore);
    expect(made.digest).toBe(usual.digest);
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const stop = new AbortController();
    const outputPath = path.join(folder, 'cancelled.mp4');
    const rendering = renderClip({ ...source, span: span(0, 150), outputPath, signal: stop.signal });
    setTimeout(() => stop.abort(), 120);
    await expect(rendering).rejects.toMatchObject({ code: 'cancelled' });
    expect((await readdir(folder)).filter((name) => name.includes('cancelled'))).toEqual([]);
  });

  it('keeps nothing of what the source says of itself', async () => {
    const made = await probeRecording(clipPath, { originalName: 'clip.mp4', modifiedAt: null });
    const words = Object.entries(made.tags).map(([key, value]) => `${key}=${value}`);
    expect(words.filter((word) => /creation_time|title|location|encoder=Lavf/.test(word))).toEqual([]);
  });
});

describe('a picture from an index that is not the recording’s', () => {
  it('is refused rather than shown', async () => {
    const wrong: FrameIndex = { ...source.index, pts: source.index.pts.map((pts) => pts + 100) };
    const refused = decodeFrame({ ...source, index: wrong, frame: 90 as FrameNumber, format: 'png' });
    await expect(refused).rejects.toMatchObject({ code: 'proof-failed' });
  });
});
