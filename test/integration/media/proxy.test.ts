import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { renderProxy } from '../../../src-main/engine/media/proxy.ts';
import { clickSeconds, findClicks, makeClickTrack } from '../../helpers/click-track.ts';
import { type NumberedKind, numberedClip, readNumbers, readSound, uprightSize } from '../../helpers/numbered-clip.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'proxy-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const expectations: readonly (readonly [NumberedKind, 'remux' | 'transcode'])[] = [
  ['transport-stream', 'remux'],
  ['cut-transport-stream', 'transcode'],
  ['hevc', 'transcode'],
  ['avi', 'transcode'],
  ['raw-h264', 'transcode'],
  ['field-coded-transport-stream', 'transcode'],
  ['restarted-clock', 'transcode'],
];

describe('a proxy', () => {
  it.each(expectations)('of the kind %s has the same frames (%s)', async (kind, method) => {
    const clip = await numberedClip(kind);
    const facts = await probeRecording(clip.path, { originalName: kind, modifiedAt: null });
    expect(facts.needsProxy).toBe(true);
    const index = await indexFrames(clip.path, facts);
    const outputPath = path.join(folder, `${kind}.mp4`);
    const progress: number[] = [];
    const proxy = await renderProxy({
      path: clip.path,
      facts,
      index,
      outputPath,
      onProgress: ({ done }) => progress.push(done),
    });
    expect(proxy.method).toBe(method);
    expect(proxy.frameCount).toBe(clip.numbers.length);
    expect(await readNumbers(outputPath, uprightSize(kind))).toEqual(clip.numbers);
    const made = await probeRecording(outputPath, { originalName: 'proxy.mp4', modifiedAt: null });
    expect(made.needsProxy).toBe(false);
    expect(made.tags).not.toHaveProperty('title');
    expect(progress.length).toBeGreaterThan(0);
  });

  it('of sound alone keeps its moments', async () => {
    const wav = path.join(folder, 'clicks.wav');
    await writeFile(wav, makeClickTrack(3));
    const facts = await probeRecording(wav, { originalName: 'clicks.wav', modifiedAt: null });
    expect(facts.mainVideoStream).toBeNull();
    const outputPath = path.join(folder, 'clicks.mp4');
    const proxy = await renderProxy({ path: wav, facts, index: null, outputPath });
    expect(proxy.frameCount).toBe(0);
    const clicks = findClicks(await readSound(outputPath));
    expect(clicks.length).toBe(6);
    clicks.forEach((click, position) => {
      expect(Math.abs(click - position * clickSeconds)).toBeLessThan(0.01);
    });
  });

  it('that is cancelled leaves nothing behind', async () => {
    const clip = await numberedClip('hevc');
    const facts = await probeRecording(clip.path, { originalName: 'hevc', modifiedAt: null });
    const index = await indexFrames(clip.path, facts);
    const outputPath = path.join(folder, 'cancelled.mp4');
    const stop = new AbortController();
    const rendering = renderProxy({ path: clip.path, facts, index, outputPath, signal: stop.signal });
    setTimeout(() => stop.abort(), 60);
    await expect(rendering).rejects.toMatchObject({ code: 'cancelled' });
    expect((await readdir(folder)).filter((name) => name.includes('cancelled'))).toEqual([]);
  });
});
