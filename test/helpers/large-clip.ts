import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countOfNumbers, drawNumber } from './number-picture.ts';

/** Numbered recordings that are large in one way: many pixels, many frames a second, or many frames. */
export type LargeKind = 'four-k' | 'sixty' | 'day';

export type LargeClip = {
  readonly kind: LargeKind;
  readonly path: string;
  readonly frameCount: number;
  /** What frame N shows. */
  numberOf(frame: number): number;
  /** Size at which the squares of the number have their usual size: what a picture is scaled to before it is read. */
  readonly size: { readonly width: number; readonly height: number };
};

const large = { width: 3840, height: 2160, scale: 12, frames: 60 };
const quick = { width: 320, height: 180, frames: 600 };
/** No moving pattern, and only as large as the number: a day of it is a few hundred megabytes. */
const small = { width: 192, height: 64 };
const dayFrames = 86_400 * 30;

function folder(): string {
  const hash = createHash('sha256');
  for (const source of ['large-clip.ts', 'number-picture.ts']) {
    hash.update(readFileSync(path.join(import.meta.dirname, source)));
  }
  const made = path.join(tmpdir(), `frame-of-record-large-${hash.digest('hex').slice(0, 16)}`);
  mkdirSync(made, { recursive: true });
  return made;
}

/** The number on flat grey. */
function drawPlain(value: number): Uint8Array {
  const luma = drawNumber(value, small.width, small.height);
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      if (y >= 36 || x >= 162) {
        luma[y * small.width + x] = 90;
      }
    }
  }
  return luma;
}

/** Encodes pictures one after another; a day's worth of them never lies in memory. */
async function encode(
  count: number,
  draw: (value: number) => Uint8Array,
  size: { width: number; height: number },
  rate: number,
  options: readonly string[],
  target: string,
): Promise<void> {
  const child = spawn('ffmpeg', [
    ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'gray', '-video_size', `${size.width}x${size.height}`],
    ...['-framerate', String(rate), '-i', 'pipe:0', '-pix_fmt', 'yuv420p', ...options, target],
  ]);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  for (let value = 0; value < count; value += 1) {
    if (!child.stdin.write(draw(value))) {
      await new Promise((resolve) => child.stdin.once('drain', resolve));
    }
  }
  child.stdin.end();
  if ((await ended) !== 0) {
    throw new Error(`ffmpeg could not encode ${target}: ${errors}`);
  }
}

const x264 = (preset: string, parameters: string) => [
  ...['-c:v', 'libx264', '-preset', preset, '-crf', '20', '-x264-params', `scenecut=0:${parameters}`],
];

async function make(kind: LargeKind, frameCount: number, into: string, target: string): Promise<void> {
  const scaled = ['-vf', `scale=${large.width}:${large.height}:flags=neighbor`];
  switch (kind) {
    case 'four-k': {
      const size = { width: large.width / large.scale, height: large.height / large.scale };
      const draw = (value: number) => drawNumber(value, size.width, size.height);
      const options = [...scaled, ...x264('ultrafast', 'keyint=30:min-keyint=30:bframes=2')];
      return encode(frameCount, draw, size, 30, options, target);
    }
    case 'sixty': {
      const draw = (value: number) => drawNumber(value, quick.width, quick.height);
      return encode(frameCount, draw, quick, 60, x264('veryfast', 'keyint=120:min-keyint=120:bframes=3'), target);
    }
    case 'day': {
      const round = path.join(into, `${randomUUID()}.mp4`);
      await encode(
        countOfNumbers,
        drawPlain,
        small,
        30,
        x264('superfast', 'keyint=256:min-keyint=256:bframes=2'),
        round,
      );
      const repeats = frameCount / countOfNumbers - 1;
      execFileSync('ffmpeg', [
        ...['-v', 'error', '-nostdin', '-y', '-stream_loop', String(repeats), '-i', round, '-c', 'copy', target],
      ]);
      rmSync(round);
    }
  }
}

const frameCounts = { 'four-k': large.frames, sixty: quick.frames } as const;

/**
 * Makes a large recording once. `hours` makes the day shorter, where a whole one costs too much. What a frame shows is
 * known from how it was made: the day is one coded round of 4,096 numbers, copied end to end.
 */
export async function largeClip(kind: LargeKind, hours = 24): Promise<LargeClip> {
  const rounds = Math.ceil((dayFrames * hours) / 24 / countOfNumbers);
  const frameCount = kind === 'day' ? rounds * countOfNumbers : frameCounts[kind];
  const into = folder();
  const target = path.join(into, kind === 'day' ? `day-${hours}.mp4` : `${kind}.mp4`);
  if (!existsSync(target)) {
    const temporary = path.join(into, `${randomUUID()}.mp4`);
    await make(kind, frameCount, into, temporary);
    renameSync(temporary, target);
  }
  return {
    kind,
    path: target,
    frameCount,
    numberOf: (frame) => frame % countOfNumbers,
    size: kind === 'day' ? small : { width: quick.width, height: quick.height },
  };
}
