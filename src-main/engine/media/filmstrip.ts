import { writeFile } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { type FrameIndex, frameAtPts, keyFrameAtOrBefore, ptsOfFrame } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, Pts } from '../../domain/time.ts';
import { clockOptions } from './decode-pass.ts';
import { decodePictures } from './decode-pictures.ts';
import { encodeJpeg } from './encode-jpeg.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { mainVideoOf } from './index-frames.ts';
import { type MediaOptions, throttleProgress } from './media-options.ts';
import { displaySize, fitInto, type PictureSize } from './picture-size.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { isFrame } from './run-proof.ts';
import { runTool } from './run-tool.ts';
import { hasTrustedPts, planSeeks } from './seek-plan.ts';
import { parseShowinfo, type ShownPicture } from './showinfo.ts';
import { splitRaw } from './split-images.ts';
import { findMediaTools, type MediaTools } from './tools.ts';

export interface FilmstripRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly outputPath: string;
  /** At most this many tiles; fewer when the recording has fewer frames. */
  readonly tileCount?: number | undefined;
  /** Height of a tile in pixels. */
  readonly tileHeight?: number | undefined;
}

export interface RenderedFilmstrip extends RenderedFile {
  readonly columns: number;
  readonly rows: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Frame number of each tile, row by row. */
  readonly frames: number[];
}

const defaultTiles = 60;
const defaultTileHeight = 90;
const columnsAcross = 10;

/** A recording this short is decoded once from its start; in a longer one each tile is sought. */
const mostFramesInOnePass = 2500;

/** Evenly spread over the time of the recording; a key frame where its part of the time has one, since it is cheap. */
export function chooseTileFrames(index: FrameIndex, tileCount: number): FrameNumber[] {
  const first = ptsOfFrame(index, 0 as FrameNumber);
  const length = ptsOfFrame(index, (index.count - 1) as FrameNumber) - first;
  const chosen = new Set<FrameNumber>();
  const tiles = Math.min(tileCount, index.count);
  for (let tile = 0; tile < tiles; tile += 1) {
    const from = frameAtPts(index, Math.floor(first + (length * tile) / tiles) as Pts);
    const middle = frameAtPts(index, Math.floor(first + (length * (tile + 0.5)) / tiles) as Pts);
    const key = keyFrameAtOrBefore(index, middle);
    chosen.add(key >= from ? key : middle);
  }
  return [...chosen].sort((a, b) => a - b);
}

type TileRun = { readonly images: readonly Buffer[]; readonly argv: readonly string[] };

/** Decodes from the start once and keeps the chosen pictures; null when they were not proven to be those frames. */
async function decodeInOnePass(
  request: FilmstripRequest,
  frames: readonly FrameNumber[],
  size: PictureSize,
  tools: MediaTools,
): Promise<TileRun> {
  const shown: ShownPicture[] = [];
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: request.path,
      inputOptions: clockOptions(hasTrustedPts(request.facts)),
      videoFilters: [
        { filter: 'select', options: { expr: frames.map((frame) => `eq(n,${frame})`).join('+') } },
        { filter: 'showinfo', options: { checksum: 0 } },
        { filter: 'scale', options: { w: size.width, h: size.height, flags: 'area' } },
        { filter: 'format', options: { pix_fmts: 'rgb24' } },
      ],
      outputOptions: [
        ...['-map', `0:${request.index.stream}`, '-fps_mode', 'passthrough', '-frames:v', String(frames.length)],
        ...['-c:v', 'rawvideo', '-f', 'rawvideo'],
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
  const images = splitRaw(run.stdout, size.width * size.height * 3);
  const areProven = frames.every((frame, tile) => {
    const picture = shown[tile];
    return picture !== undefined && isFrame(request.index, frame, picture, false);
  });
  if (!areProven || images.length !== frames.length) {
    throw new AppError(
      'proof-failed',
      "The pictures of the filmstrip could not be proved to be their frames. Verify the recording's frame count.",
    );
  }
  return { images, argv: run.argv };
}

async function decodeOneByOne(
  request: FilmstripRequest,
  frames: readonly FrameNumber[],
  size: PictureSize,
  tools: MediaTools,
): Promise<TileRun> {
  const report = throttleProgress(request.onProgress);
  const images: Buffer[] = [];
  let argv: readonly string[] = [];
  for (const frame of frames) {
    const pictures = await decodePictures({
      ...request,
      tools,
      first: frame,
      count: 1,
      output: { kind: 'raw', pixelFormat: 'rgb24', ...size },
    });
    images.push(Buffer.concat(pictures.images));
    argv = pictures.argv;
    report({ done: images.length, total: frames.length, unit: 'tiles' });
  }
  return { images, argv };
}

/** Lays tiles out row by row on a black sheet. */
function layTiles(images: readonly Buffer[], size: PictureSize, columns: number, rows: number): Buffer {
  const rowBytes = size.width * 3;
  const sheet = Buffer.alloc(rowBytes * columns * size.height * rows);
  images.forEach((image, tile) => {
    const left = (tile % columns) * rowBytes;
    const top = Math.floor(tile / columns) * size.height;
    for (let line = 0; line < size.height; line += 1) {
      image.copy(sheet, (top + line) * rowBytes * columns + left, line * rowBytes, (line + 1) * rowBytes);
    }
  });
  return sheet;
}

/** Writes one JPEG of small pictures spread over the recording, and says which frame each shows. */
export async function renderFilmstrip(request: FilmstripRequest): Promise<RenderedFilmstrip> {
  const tools = request.tools ?? (await findMediaTools());
  const { index, facts } = request;
  const height = request.tileHeight ?? defaultTileHeight;
  const size = fitInto(displaySize(mainVideoOf(facts)), { width: height * 3, height });
  const frames = chooseTileFrames(index, request.tileCount ?? defaultTiles);
  const columns = Math.min(columnsAcross, frames.length);
  const rows = Math.ceil(frames.length / columns);
  const middle = frames[Math.floor(frames.length / 2)] ?? (0 as FrameNumber);
  const canSeek = planSeeks(facts, index, middle, 1).some((attempt) => attempt.seekSeconds !== null);
  const isOnePass = index.count <= mostFramesInOnePass || !canSeek;
  const written = await writeThenRename(request.outputPath, async (temporaryPath) => {
    const decode = isOnePass ? decodeInOnePass : decodeOneByOne;
    const tiles = await decode(request, frames, size, tools);
    const sheetSize = { width: size.width * columns, height: size.height * rows };
    const jpeg = await encodeJpeg(layTiles(tiles.images, size, columns, rows), sheetSize, { ...request, tools });
    await writeFile(temporaryPath, jpeg, { flag: 'wx' });
    return tiles.argv;
  });
  return {
    argv: [...written.made],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    columns,
    rows,
    tileWidth: size.width,
    tileHeight: size.height,
    frames,
  };
}
