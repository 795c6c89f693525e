import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeClickTrack } from './click-track.ts';
import { encodeFieldCoded } from './field-coded-h264.ts';
import { drawNumber, readNumber } from './number-picture.ts';

/** A recording whose every picture carries its number, of a kind that has misled players and cutters. */
export interface NumberedClip {
  readonly kind: NumberedKind;
  readonly path: string;
  /** The numbers an independent full decode of the file shows, in order: what frame N must show. */
  readonly numbers: readonly number[];
  /** Seconds by which the beeps of the click track stand later on the file's clock; null where there is no sound. */
  readonly clickOffset: number | null;
}

export const numberedKinds = [
  'cfr',
  'vfr',
  'ntsc',
  'open-gop',
  'edit-list',
  'empty-edit',
  'no-edit-list',
  'late-video',
  'matroska',
  'transport-stream',
  'cut-transport-stream',
  'fragmented',
  'hevc',
  'avi',
  'raw-h264',
  'rotated',
  'field-coded',
  'field-coded-transport-stream',
  'repeated-pts',
  'restarted-clock',
  'sixty-fps',
] as const;
export type NumberedKind = (typeof numberedKinds)[number];

/** Size and count of the pictures every recipe begins with. */
export const numberedSize = { width: 320, height: 180, frames: 150 } as const;
const { width, height, frames } = numberedSize;
const fieldHeight = 192;
const fieldFrames = 60;

async function runFfmpeg(folder: string, args: readonly string[], input?: Buffer): Promise<Buffer> {
  const child = spawn('ffmpeg', ['-hide_banner', '-v', 'error', '-nostdin', ...args], { cwd: folder });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
  child.stdin.on('error', (error) => errors.push(Buffer.from(String(error))));
  child.stdin.end(input);
  const exitCode = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (exitCode !== 0) {
    throw new Error(`ffmpeg ${args.join(' ')} ended with ${exitCode}: ${Buffer.concat(errors).toString()}`);
  }
  return Buffer.concat(output);
}

/** Planes as a yuv420p raw video. */
function toRawVideo(planes: readonly Uint8Array[]): Buffer {
  return Buffer.concat(planes.flatMap((luma) => [luma, Buffer.alloc(luma.length / 2, 128)]));
}

/** The coded picture that stands upright after a quarter turn clockwise. */
function turnBack(upright: Uint8Array, uprightWidth: number, uprightHeight: number): Uint8Array {
  const coded = new Uint8Array(upright.length);
  for (let y = 0; y < uprightHeight; y += 1) {
    for (let x = 0; x < uprightWidth; x += 1) {
      coded[(uprightWidth - 1 - x) * uprightHeight + y] = upright[y * uprightWidth + x] ?? 0;
    }
  }
  return coded;
}

/** Writes a quarter turn clockwise into the first track header of an MP4 that has a picture. */
function turnTrack(mp4: Buffer): Buffer {
  for (let at = mp4.indexOf('tkhd'); at !== -1; at = mp4.indexOf('tkhd', at + 4)) {
    const matrix = at + 4 + 40;
    if (mp4.readUInt32BE(matrix + 36) > 0) {
      [0, 0x10000, 0, -0x10000, 0, 0, height * 0x10000, 0, 0x40000000].forEach((value, position) => {
        mp4.writeInt32BE(value, matrix + position * 4);
      });
      return mp4;
    }
  }
  throw new Error('The MP4 has no track with a picture.');
}

const rawInput = (rate: string, file = 'frames.yuv'): string[] => [
  ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${width}x${height}`, '-framerate', rate, '-i', file],
];
const sound = ['-i', 'clicks.wav', '-c:a', 'aac', '-b:a', '128k'];
const x264 = (parameters: string): string[] => [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-x264-params', `scenecut=0:b-adapt=0:${parameters}`],
];
const usual = x264('keyint=60:min-keyint=60:bframes=3');

type Recipe = {
  readonly extension: string;
  readonly clickOffset: number | null;
  /** Kinds that must exist before. */
  readonly needs?: NumberedKind;
  readonly make: (folder: string, output: string, needed: string) => Promise<void>;
};

const ffmpegRecipe =
  (args: (needed: string) => readonly string[]): Recipe['make'] =>
  async (folder, output, needed) => {
    await runFfmpeg(folder, [...args(needed), '-y', output]);
  };

const copyOf = (options: readonly string[]): Recipe['make'] =>
  ffmpegRecipe((needed) => ['-i', needed, '-c', 'copy', ...options]);

const fieldCoded: Recipe['make'] = async (folder, output) => {
  const planes = Array.from({ length: fieldFrames }, (_, n) => drawNumber(n, width, fieldHeight));
  const stream = path.join(folder, `${randomUUID()}.h264`);
  await writeFile(stream, encodeFieldCoded(planes, width, fieldHeight));
  await runFfmpeg(folder, ['-r', '25', '-i', stream, '-c', 'copy', '-y', output]);
  await rm(stream);
};

const recipes: Readonly<Record<NumberedKind, Recipe>> = {
  cfr: { extension: 'mp4', clickOffset: 0, make: ffmpegRecipe(() => [...rawInput('30'), ...sound, ...usual]) },
  vfr: {
    extension: 'mp4',
    clickOffset: 0,
    make: ffmpegRecipe(() => [
      ...[...rawInput('30'), ...sound, ...usual, '-vf', 'settb=1/90000,setpts=N*3000+mod(N*N*7\\,11)*250'],
      ...['-fps_mode', 'passthrough', '-enc_time_base', '1/90000', '-video_track_timescale', '90000'],
    ]),
  },
  ntsc: { extension: 'mp4', clickOffset: 0, make: ffmpegRecipe(() => [...rawInput('30000/1001'), ...sound, ...usual]) },
  'sixty-fps': { extension: 'mp4', clickOffset: null, make: ffmpegRecipe(() => [...rawInput('60'), ...usual]) },
  'open-gop': {
    extension: 'mp4',
    clickOffset: 0,
    make: ffmpegRecipe(() => [
      ...[...rawInput('30'), ...sound, ...x264('open-gop=1:keyint=30:min-keyint=30:bframes=3')],
    ]),
  },
  'edit-list': {
    extension: 'mp4',
    clickOffset: -1.5,
    needs: 'cfr',
    make: ffmpegRecipe((needed) => ['-ss', '1.5', '-i', needed, '-c', 'copy']),
  },
  'empty-edit': {
    extension: 'mp4',
    clickOffset: 5,
    needs: 'cfr',
    make: ffmpegRecipe((needed) => ['-itsoffset', '5', '-i', needed, '-c', 'copy']),
  },
  'no-edit-list': { extension: 'mp4', clickOffset: null, needs: 'cfr', make: copyOf(['-use_editlist', '0', '-an']) },
  'late-video': {
    extension: 'mp4',
    clickOffset: 0,
    needs: 'cfr',
    make: ffmpegRecipe((needed) => [
      ...['-i', needed, '-itsoffset', '0.7', '-i', needed, '-map', '1:v', '-map', '0:a', '-c', 'copy'],
    ]),
  },
  matroska: { extension: 'mkv', clickOffset: 1024 / 48_000, needs: 'cfr', make: copyOf([]) },
  'transport-stream': { extension: 'ts', clickOffset: 22 / 15, needs: 'cfr', make: copyOf([]) },
  'cut-transport-stream': {
    extension: 'ts',
    clickOffset: null,
    needs: 'transport-stream',
    make: async (_folder, output, needed) => {
      const bytes = await readFile(needed);
      await writeFile(output, bytes.subarray(Math.floor(bytes.length / 188 / 4) * 188));
    },
  },
  fragmented: {
    extension: 'mp4',
    clickOffset: 1 / 15,
    needs: 'cfr',
    make: copyOf(['-movflags', 'frag_keyframe+empty_moov']),
  },
  hevc: {
    extension: 'mp4',
    clickOffset: 0,
    make: ffmpegRecipe(() => [
      ...[...rawInput('30'), ...sound, '-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '20'],
      ...['-x265-params', 'keyint=45:bframes=3:log-level=error'],
    ]),
  },
  avi: {
    extension: 'avi',
    clickOffset: null,
    make: ffmpegRecipe(() => [
      ...[...rawInput('30'), '-i', 'clicks.wav', '-c:a', 'pcm_s16le'],
      ...['-c:v', 'mpeg4', '-bf', '2', '-g', '30', '-q:v', '3'],
    ]),
  },
  'raw-h264': { extension: 'h264', clickOffset: null, needs: 'cfr', make: copyOf(['-an', '-f', 'h264']) },
  rotated: {
    extension: 'mp4',
    clickOffset: 0,
    make: async (folder, output) => {
      const planes = Array.from({ length: frames }, (_, n) => turnBack(drawNumber(n, height, width), height, width));
      await runFfmpeg(folder, [...rawInput('30', 'pipe:0'), ...sound, ...usual, '-y', output], toRawVideo(planes));
      await writeFile(output, turnTrack(await readFile(output)));
    },
  },
  'field-coded': { extension: 'mkv', clickOffset: null, make: fieldCoded },
  'field-coded-transport-stream': { extension: 'ts', clickOffset: null, make: fieldCoded },
  'repeated-pts': {
    extension: 'mkv',
    clickOffset: null,
    make: ffmpegRecipe(() => [
      ...[...rawInput('30'), ...x264('keyint=30:min-keyint=30:bframes=0')],
      ...['-bsf:v', 'setts=ts=if(eq(mod(N\\,20)\\,10)\\,PREV_OUTPTS\\,PTS)'],
    ]),
  },
  'restarted-clock': {
    extension: 'ts',
    clickOffset: null,
    needs: 'transport-stream',
    make: async (_folder, output, needed) => {
      const bytes = await readFile(needed);
      await writeFile(output, Buffer.concat([bytes, bytes]));
    },
  },
};

let folder: Promise<string> | null = null;

/** One folder for all runs of the same recipes, so that they are encoded once; files appear in it whole or not at all. */
async function clipFolder(): Promise<string> {
  const sources = ['numbered-clip.ts', 'number-picture.ts', 'field-coded-h264.ts', 'click-track.ts'];
  const hash = createHash('sha256');
  for (const source of sources) {
    hash.update(readFileSync(path.join(import.meta.dirname, source)));
  }
  const made = path.join(tmpdir(), `frame-of-record-clips-${hash.digest('hex').slice(0, 16)}`);
  await mkdir(made, { recursive: true });
  await writeOnce(made, 'frames.yuv', () =>
    toRawVideo(Array.from({ length: frames }, (_, n) => drawNumber(n, width, height))),
  );
  await writeOnce(made, 'clicks.wav', () => makeClickTrack(frames / 30));
  return made;
}

async function writeOnce(into: string, name: string, content: () => Buffer): Promise<void> {
  const target = path.join(into, name);
  if (!existsSync(target)) {
    const temporary = path.join(into, `${randomUUID()}.partial`);
    await writeFile(temporary, content());
    await rename(temporary, target);
  }
}

async function makeFile(kind: NumberedKind): Promise<string> {
  folder ??= clipFolder();
  const into = await folder;
  const recipe = recipes[kind];
  const target = path.join(into, `${kind}.${recipe.extension}`);
  if (!existsSync(target)) {
    const needed = recipe.needs === undefined ? '' : await makeFile(recipe.needs);
    const temporary = path.join(into, `${randomUUID()}.${recipe.extension}`);
    await recipe.make(into, temporary, needed);
    await rename(temporary, target);
  }
  return target;
}

/**
 * The numbers a file's pictures show, in order, by a plain full decode that shares nothing with the program's own way.
 * A picture that cannot be read is -1. `size` is that of the upright picture.
 */
export async function readNumbers(
  file: string,
  size: { readonly width: number; readonly height: number },
  options: readonly string[] = [],
): Promise<number[]> {
  const raw = await runFfmpeg(tmpdir(), [
    ...[...options, '-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough'],
    ...['-pix_fmt', 'gray', '-f', 'rawvideo', '-'],
  ]);
  const pictureBytes = size.width * size.height;
  if (raw.length % pictureBytes !== 0) {
    throw new Error(`${file} does not decode to pictures of ${size.width}x${size.height}.`);
  }
  return Array.from(
    { length: raw.length / pictureBytes },
    (_, picture) => readNumber(raw.subarray(picture * pictureBytes, (picture + 1) * pictureBytes), size.width, 1) ?? -1,
  );
}

/** Cuts the way that hides frames: packets copied from `seconds` on. Tells the first number shown and how many are. */
export async function cutByCopy(
  file: string,
  output: string,
  seconds: number,
): Promise<{ readonly firstShown: number; readonly shown: number }> {
  await runFfmpeg(tmpdir(), ['-ss', String(seconds), '-i', file, '-c', 'copy', '-y', output]);
  const numbers = await readNumbers(output, numberedSize);
  return { firstShown: numbers[0] ?? -1, shown: numbers.length };
}

/** The raw pixels of the picture at `position` in a plain full decode, in coded orientation. */
export async function decodeEverything(file: string, pixelFormat: string, position: number): Promise<Buffer> {
  return runFfmpeg(tmpdir(), [
    ...['-noautorotate', '-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough', '-vf', `select=eq(n\\,${position})`],
    ...['-frames:v', '1', '-pix_fmt', pixelFormat, '-f', 'rawvideo', '-'],
  ]);
}

/** The pixels of an image file, three bytes each. */
export async function decodeToRgb(file: string): Promise<Buffer> {
  return runFfmpeg(tmpdir(), ['-i', file, '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-']);
}

/** The upright picture at `position` in a plain decode from the start, converted as the engine's stills are, three bytes a pixel. */
export async function decodeFrameToRgb(file: string, position: number): Promise<Buffer> {
  return runFfmpeg(tmpdir(), [
    ...['-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough', '-frames:v', '1'],
    ...['-vf', `select=eq(n\\,${position}),scale=flags=bicubic+accurate_rnd+full_chroma_int`],
    ...['-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
  ]);
}

/** Mono samples of a file's sound at 48 kHz; the first one sounds at media time 0. */
export async function readSound(file: string): Promise<Buffer> {
  return runFfmpeg(tmpdir(), [
    ...['-i', file, '-map', '0:a:0', '-af', 'aresample=48000:async=1:first_pts=0', '-ac', '1'],
    ...['-c:a', 'pcm_s16le', '-f', 's16le', '-'],
  ]);
}

/** Size of the upright picture of a kind. */
export function uprightSize(kind: NumberedKind): { width: number; height: number } {
  if (kind === 'rotated') {
    return { width: height, height: width };
  }
  return { width, height: kind.startsWith('field-coded') ? fieldHeight : height };
}

/** Makes a numbered recording and reads back what it shows; both once for all runs, and kept beside one another. */
export async function numberedClip(kind: NumberedKind): Promise<NumberedClip> {
  const file = await makeFile(kind);
  const kept = `${file}.numbers.json`;
  if (!existsSync(kept)) {
    const shown = JSON.stringify(await readNumbers(file, uprightSize(kind)));
    await writeOnce(path.dirname(kept), path.basename(kept), () => Buffer.from(shown));
  }
  const numbers = JSON.parse(await readFile(kept, 'utf8')) as number[];
  return { kind, path: file, numbers, clickOffset: recipes[kind].clickOffset };
}
