import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FrameIndex, ptsOfFrame, spanOfFrames } from '../../../src-main/domain/frame-index.ts';
import type { RecordingFacts } from '../../../src-main/domain/recording-facts.ts';
import { type FrameNumber, ptsToSeconds } from '../../../src-main/domain/time.ts';
import { decodeFrame, decodeFrames } from '../../../src-main/engine/media/decode-frame.ts';
import { probeRecording } from '../../../src-main/engine/media/ffprobe.ts';
import { countDecodedFrames, indexFrames } from '../../../src-main/engine/media/index-frames.ts';
import { renderClip } from '../../../src-main/engine/media/render-clip.ts';
import { clickSeconds, findClicks } from '../../helpers/click-track.ts';
import { readNumber } from '../../helpers/number-picture.ts';
import {
  type NumberedClip,
  numberedClip,
  numberedKinds,
  readNumbers,
  readSound,
  uprightSize,
} from '../../helpers/numbered-clip.ts';
import { readPng } from '../../helpers/png-pixels.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

const seed = Number(process.env['FRAME_TRUTH_SEED'] ?? 20260102);
const samples = Number(process.env['FRAME_TRUTH_SAMPLES'] ?? 4);
const clipSamples = Math.max(1, Math.round(samples / 6));
const inStepSeconds = 0.01;

const tried = new Map<string, { frames: number; clips: number; clipFrames: number; clicks: number }>();
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-truth-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  for (const [kind, count] of tried) {
    console.log(
      `frame truth, ${kind}: ${count.frames} frames, ${count.clips} clips of ${count.clipFrames} frames, ${count.clicks} beeps tried, seed ${seed}`,
    );
  }
});

/** The ends, the surroundings of key frames and a seeded choice of the rest. */
function chooseFrames(index: FrameIndex, random: () => number): FrameNumber[] {
  const chosen = new Set([0, 1, 2, index.count - 3, index.count - 2, index.count - 1]);
  const keys = [...index.isKey.keys()].filter((frame) => index.isKey[frame] === 1 && frame > 0);
  for (const key of keys.slice(0, 2)) {
    for (const frame of [key - 1, key, key + 1]) {
      chosen.add(frame);
    }
  }
  for (let count = 0; count < samples; count += 1) {
    chosen.add(Math.floor(random() * index.count));
  }
  return [...chosen].filter((frame) => frame >= 0 && frame < index.count) as FrameNumber[];
}

/** Spans of some frames that lie in one run of the clock. */
function chooseSpans(index: FrameIndex, numbers: readonly number[], random: () => number): [number, number][] {
  const restart = numbers.findIndex((number, frame) => frame > 0 && number < (numbers[frame - 1] ?? 0));
  const runs: [number, number][] =
    restart === -1
      ? [[0, index.count]]
      : [
          [0, restart],
          [restart, index.count],
        ];
  const spans: [number, number][] = [];
  for (const [start, end] of runs) {
    spans.push([start, start + 4], [end - 5, end]);
    for (let count = 0; count < clipSamples; count += 1) {
      const from = start + Math.floor(random() * (end - start - 40));
      spans.push([from, from + 20 + Math.floor(random() * 20)]);
    }
  }
  return spans;
}

describe.each(numberedKinds)('a recording of the kind %s', (kind) => {
  const random = seededRandom(seed + numberedKinds.indexOf(kind));
  const count = { frames: 0, clips: 0, clipFrames: 0, clicks: 0 };
  let clip: NumberedClip;
  let facts: RecordingFacts;
  let index: FrameIndex;

  beforeAll(async () => {
    tried.set(kind, count);
    clip = await numberedClip(kind);
    facts = await probeRecording(clip.path, { originalName: kind, modifiedAt: null });
    index = await indexFrames(clip.path, facts);
  });

  const request = (frame: FrameNumber) => ({ path: clip.path, facts, index, frame });

  it('has a FrameIndex of exactly the pictures a decoder puts out', async () => {
    expect(clip.numbers).not.toContain(-1);
    expect(clip.numbers.length).toBeGreaterThan(50);
    expect(index.count).toBe(clip.numbers.length);
    expect(await countDecodedFrames(clip.path, index.stream)).toBe(index.count);
  });

  it('shows the frame that is named', async () => {
    for (const frame of chooseFrames(index, random)) {
      const decoded = await decodeFrame({ ...request(frame), format: 'png' });
      const { width, height, pixels } = readPng(decoded.bytes);
      expect({ width, height }).toEqual(uprightSize(kind));
      expect(`frame ${frame} shows ${readNumber(pixels, width, 3)}`).toBe(
        `frame ${frame} shows ${clip.numbers[frame]}`,
      );
      expect(decoded.pts).toBe(ptsOfFrame(index, frame));
      count.frames += 1;
    }
    expect(count.frames).toBeGreaterThan(8);
  });

  it('gives a run of consecutive frames in order', async () => {
    const first = Math.floor(index.count / 2) as FrameNumber;
    const run = await decodeFrames({ ...request(first), count: 8, format: 'png' });
    const shown = run.map(({ bytes, width }) => readNumber(readPng(bytes).pixels, width, 3));
    expect(shown).toEqual(clip.numbers.slice(first, first + 8));
    count.frames += shown.length;
  });

  it('cuts clips that hold exactly the frames of their span, hide none, and stay in step', async () => {
    for (const [inFrame, outFrame] of chooseSpans(index, clip.numbers, random)) {
      const span = spanOfFrames(index, inFrame as FrameNumber, outFrame as FrameNumber);
      const outputPath = path.join(folder, `${kind}.mp4`);
      const rendered = await renderClip({ path: clip.path, facts, index, span, outputPath });
      const expected = clip.numbers.slice(inFrame, outFrame);
      expect(rendered.frameCount).toBe(expected.length);
      expect(await readNumbers(outputPath, uprightSize(kind))).toEqual(expected);
      expect(await readNumbers(outputPath, uprightSize(kind), ['-ignore_editlist', '1'])).toEqual(expected);
      count.clips += 1;
      count.clipFrames += expected.length;
      if (clip.clickOffset !== null && rendered.proof.hasSound) {
        const start = ptsToSeconds(span.inPts, index.timebase);
        const seconds = ptsToSeconds(span.outPts, index.timebase) - start;
        count.clicks += await checkClicks(outputPath, clip.clickOffset, start, seconds);
      }
    }
    expect(count.clips).toBeGreaterThan(2);
    expect(clip.clickOffset === null || count.clicks > 0).toBe(true);
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

/** Every beep of the source inside the span is heard at its moment, and no other. Returns how many. */
async function checkClicks(file: string, offset: number, start: number, seconds: number): Promise<number> {
  const clicks = findClicks(await readSound(file)).filter((click) => click > inStepSeconds);
  const expected: number[] = [];
  for (let beep = 0; beep * clickSeconds < 5; beep += 1) {
    const moment = beep * clickSeconds + offset - start;
    if (moment > inStepSeconds && moment < seconds - inStepSeconds) {
      expected.push(moment);
    }
  }
  const inside = clicks.filter((click) => click < seconds - inStepSeconds);
  expect(inside.length, `beeps heard at ${inside.join(', ')}; expected at ${expected.join(', ')}`).toBe(
    expected.length,
  );
  expected.forEach((moment, position) => {
    expect(Math.abs((inside[position] ?? 0) - moment)).toBeLessThan(inStepSeconds);
  });
  return expected.length;
}
