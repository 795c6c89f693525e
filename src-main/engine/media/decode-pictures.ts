import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { clockOptions, seekOptions } from './decode-pass.ts';
import { buildFfmpegArguments, type Filter } from './ffmpeg-arguments.ts';
import type { MediaOptions } from './media-options.ts';
import type { PictureSize } from './picture-size.ts';
import { isRunProven, shownOfRun } from './run-proof.ts';
import { runTool } from './run-tool.ts';
import { planSeeks, type SeekAttempt } from './seek-plan.ts';
import { parseShowinfo, type ShownPicture } from './showinfo.ts';
import { splitJpeg, splitPng, splitRaw } from './split-images.ts';
import { findMediaTools, type MediaTools } from './tools.ts';

/**
 * How pictures come out. `native` is the decoder's own memory, in coded orientation and pixel format, for hashing; all
 * others stand upright.
 */
export type PictureOutput =
  /** `after` works on the finished picture, upright and in RGB. */
  | { readonly kind: 'png'; readonly after?: readonly Filter[] | undefined }
  | { readonly kind: 'jpeg' }
  /** Shrunken by averaging, for lists and papers. */
  | { readonly kind: 'small-jpeg'; readonly width: number; readonly height: number }
  | { readonly kind: 'native' }
  | { readonly kind: 'raw'; readonly pixelFormat: 'gray' | 'rgb24'; readonly width: number; readonly height: number };

export interface PicturesRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly first: FrameNumber;
  /** At least 1; the run must lie inside the index. */
  readonly count: number;
  readonly output: PictureOutput;
}

export interface Pictures {
  /** One for each frame of the run, in order. */
  readonly images: readonly Buffer[];
  readonly width: number;
  readonly height: number;
  /** Of the decoded picture, before any conversion. */
  readonly pixelFormat: string;
  /** What the decoder said of each, in the order of `images`. */
  readonly shown: readonly ShownPicture[];
  readonly argv: readonly string[];
  readonly toolVersion: string;
}

const rgb: Filter = { filter: 'format', options: { pix_fmts: 'rgb24' } };
const jpegColours: Filter = { filter: 'format', options: { pix_fmts: 'yuvj420p' } };
const exactScaling: Filter = { filter: 'scale', options: { flags: 'bicubic+accurate_rnd+full_chroma_int' } };

/** Filters that shrink a picture by averaging, in one pixel format. */
export function rawPicture(size: PictureSize, pixelFormat: 'gray' | 'rgb24'): Filter[] {
  return [
    { filter: 'scale', options: { w: size.width, h: size.height, flags: 'area+accurate_rnd' } },
    { filter: 'format', options: { pix_fmts: pixelFormat } },
  ];
}

function conversionOf(output: PictureOutput): { filters: Filter[]; options: string[] } {
  switch (output.kind) {
    case 'png':
      return {
        filters: [exactScaling, rgb, ...(output.after === undefined ? [] : [...output.after, rgb])],
        options: ['-c:v', 'png', '-f', 'image2pipe'],
      };
    case 'jpeg':
      return {
        filters: [exactScaling, jpegColours],
        options: ['-c:v', 'mjpeg', '-q:v', '2', '-f', 'image2pipe'],
      };
    case 'small-jpeg':
      return {
        filters: [...rawPicture(output, 'rgb24'), jpegColours],
        options: ['-c:v', 'mjpeg', '-q:v', '4', '-f', 'image2pipe'],
      };
    case 'native':
      return { filters: [], options: ['-c:v', 'rawvideo', '-f', 'rawvideo'] };
    case 'raw':
      return {
        filters: rawPicture(output, output.pixelFormat),
        options: ['-c:v', 'rawvideo', '-f', 'rawvideo'],
      };
  }
}

function splitImages(bytes: Buffer, output: PictureOutput, count: number): Buffer[] {
  switch (output.kind) {
    case 'png':
      return splitPng(bytes);
    case 'jpeg':
    case 'small-jpeg':
      return splitJpeg(bytes);
    case 'native':
      return splitRaw(bytes, bytes.length / count);
    case 'raw':
      return splitRaw(bytes, output.width * output.height * (output.pixelFormat === 'gray' ? 1 : 3));
  }
}

async function runAttempt(request: PicturesRequest, attempt: SeekAttempt, tools: MediaTools): Promise<Pictures | null> {
  const conversion = conversionOf(request.output);
  const shown: ShownPicture[] = [];
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: request.path,
      inputOptions: [
        ...clockOptions(attempt.isPtsTrusted),
        ...seekOptions(attempt.seekSeconds),
        ...(request.output.kind === 'native' ? ['-noautorotate'] : []),
      ],
      videoFilters: [{ filter: 'showinfo', options: { checksum: 0 } }, attempt.pick, ...conversion.filters],
      outputOptions: [
        ...['-map', `0:${request.index.stream}`, '-fps_mode', 'passthrough'],
        ...['-frames:v', String(request.count), '-map_metadata', '-1'],
        ...conversion.options,
      ],
      output: '-',
      logLevel: 'info',
    }),
    signal: request.signal,
    onStderrLine: (line) => {
      const picture = parseShowinfo(line);
      if (picture !== null) {
        shown.push(picture);
      }
    },
  });
  if (run.stdout.length === 0 || !isRunProven(request.index, request, attempt, shown)) {
    return null;
  }
  const images = splitImages(run.stdout, request.output, request.count);
  const last = shown.at(-1);
  if (images.length !== request.count || last === undefined) {
    return null;
  }
  const size = 'width' in request.output ? request.output : last;
  return {
    images,
    width: size.width,
    height: size.height,
    pixelFormat: last.pixelFormat,
    shown: shownOfRun(request.index, request, attempt, shown),
    argv: run.argv,
    toolVersion: tools.version,
  };
}

function notProven(request: PicturesRequest, cause: unknown): AppError {
  return new AppError(
    'proof-failed',
    `The picture of frame ${request.first} could not be decoded and proved to be that frame. Verify the recording's frame count, and use the original in its own player meanwhile.`,
    { frame: request.first, count: request.count },
    cause,
  );
}

/**
 * Decodes a run of consecutive frames and proves, by time stamp and packet, that they are the frames named. Tries the
 * quick seek first; where that is not proven, decodes from further back and at last from the start of the file.
 * Throws `proof-failed`, `tool-failed`, `cancelled`.
 */
export async function decodePictures(request: PicturesRequest): Promise<Pictures> {
  const tools = request.tools ?? (await findMediaTools());
  let lastError: unknown;
  for (const attempt of planSeeks(request.facts, request.index, request.first, request.count)) {
    try {
      const pictures = await runAttempt(request, attempt, tools);
      if (pictures !== null) {
        return pictures;
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'tool-failed') {
        throw error;
      }
      lastError = error;
    }
  }
  throw notProven(request, lastError);
}
