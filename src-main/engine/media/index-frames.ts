import { AppError } from '../../domain/app-error.ts';
import { assertFrameIndex, type FrameIndex, hasDistinctPts } from '../../domain/frame-index.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../domain/recording-facts.ts';
import { type Pts, ptsToSeconds } from '../../domain/time.ts';
import { type DecodedColumns, runDecodePass } from './decode-pass.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { type MediaOptions, throttleProgress } from './media-options.ts';
import { hiddenOf, indexFromPackets, settleDurations, whyPacketsAreNotEnough } from './packet-truth.ts';
import { videoFacts } from './playable.ts';
import { type PacketColumns, readPackets } from './read-packets.ts';
import { runTool } from './run-tool.ts';
import { findMediaTools } from './tools.ts';

export interface IndexFramesOptions extends MediaOptions {
  /** Decodes every picture whatever the packets say: for a recording whose count did not verify. */
  readonly mustDecode?: boolean | undefined;
}

/** Frames decoded at each end of a recording to see that the packets tell the truth there. */
const sampledFrames = 48;

/** The stream whose frames are meant; throws `media-unsupported` when the recording has no moving picture. */
export function mainVideoOf(facts: RecordingFacts): VideoStreamFacts {
  const video = videoFacts(facts, facts.mainVideoStream);
  if (video === null) {
    throw new AppError(
      'media-unsupported',
      'This recording has no moving picture, so it has no frames. Use its sound instead.',
    );
  }
  return video;
}

function equalRuns(decoded: Float64Array, from: number, index: FrameIndex, first: number, count: number): boolean {
  for (let offset = 0; offset < count; offset += 1) {
    if (decoded[from + offset] !== index.pts[first + offset]) {
      return false;
    }
  }
  return true;
}

/** Decodes a little at the start and at the end and compares: catches two packets to a picture, or pictures that never come. */
async function agreesWithDecoder(path: string, index: FrameIndex, options: MediaOptions): Promise<boolean> {
  const quiet: MediaOptions = { signal: options.signal, tools: options.tools };
  const headCount = Math.min(sampledFrames, index.count);
  const head = await runDecodePass(path, index.stream, { ...quiet, mostFrames: headCount });
  if (head.count < headCount || !equalRuns(head.pts, 0, index, 0, headCount)) {
    return false;
  }
  if (index.count <= sampledFrames) {
    return (await runDecodePass(path, index.stream, quiet)).count === index.count;
  }
  const first = index.count - Math.ceil(sampledFrames / 2);
  const seekSeconds = ptsToSeconds((index.pts[first] ?? 0) as Pts, index.timebase) - 2;
  const tail = await runDecodePass(path, index.stream, { ...quiet, seekSeconds });
  const from = tail.pts.indexOf(index.pts[first] ?? 0);
  return (
    from !== -1 &&
    tail.count - from === index.count - first &&
    equalRuns(tail.pts, from, index, first, tail.count - from)
  );
}

/** Row of the packet each decoded picture came from, by byte position; null when that is not one to one. */
function matchPackets(decoded: DecodedColumns, packets: PacketColumns): Uint32Array | null {
  const rowAt = new Map<number, number>();
  for (let row = 0; row < packets.count; row += 1) {
    const position = packets.bytePositions[row] ?? -1;
    if (position >= 0 && !rowAt.has(position)) {
      rowAt.set(position, row);
    }
  }
  const rows = new Uint32Array(decoded.count);
  const taken = new Set<number>();
  for (let frame = 0; frame < decoded.count; frame += 1) {
    const row = rowAt.get(decoded.bytePositions[frame] ?? -1);
    if (row === undefined || taken.has(row)) {
      return null;
    }
    taken.add(row);
    rows[frame] = row;
  }
  return rows;
}

/** Ranks from 0 without holes: the place of each row among all of them. */
function denseRanks(rows: Uint32Array, hiddenRows: Uint32Array): { frames: Uint32Array; hidden: Uint32Array } {
  const order = Uint32Array.from([...rows, ...hiddenRows]).sort();
  const rankOf = new Map<number, number>();
  order.forEach((row, rank) => {
    rankOf.set(row, rank);
  });
  return {
    frames: rows.map((row) => rankOf.get(row) ?? 0),
    hidden: hiddenRows.map((row) => rankOf.get(row) ?? 0),
  };
}

/** A picture without a time stamp takes the one before it: a repeated pts is a finding, a hole would be a lie. */
function fillPts(pts: Float64Array): Float64Array {
  let previous = 0;
  return pts.map((value) => {
    previous = Number.isNaN(value) ? previous : value;
    return previous;
  });
}

function indexFromDecode(
  decoded: DecodedColumns,
  packets: PacketColumns,
  video: VideoStreamFacts,
  container: string,
): FrameIndex {
  const rows = matchPackets(decoded, packets);
  const pts = fillPts(decoded.pts);
  const listed = hiddenOf(packets);
  const unmatchedRows = Uint32Array.from(decoded.pts, (_, frame) => listed.count + frame);
  const ranks =
    rows === null
      ? { frames: unmatchedRows, hidden: Uint32Array.from(listed.pts, (_, position) => position) }
      : denseRanks(rows, listed.decodeOrder);
  const pick = (column: Float64Array, missing: number): Float64Array =>
    Float64Array.from(decoded.pts, (_, frame) => {
      const value = rows === null ? missing : (column[rows[frame] ?? 0] ?? missing);
      return Number.isNaN(value) ? missing : value;
    });
  return {
    stream: video.stream,
    timebase: video.timebase,
    readFrom: 'decode',
    count: decoded.count,
    pts,
    durations: settleDurations(pts, pick(packets.durations, Number.NaN), container === 'mov'),
    isKey: Uint8Array.from(decoded.isKey),
    decodeOrder: ranks.frames,
    bytePositions: rows === null ? decoded.bytePositions : pick(packets.bytePositions, -1),
    byteSizes: pick(packets.byteSizes, 0),
    hidden: { count: listed.count, pts: listed.pts, decodeOrder: ranks.hidden },
  };
}

/**
 * Lists every frame of the main video stream, so that frame N is the N-th picture ffmpeg decodes. From the packets
 * where they tell the truth (checked by rule and against a decode of both ends), else by decoding everything. Throws
 * `media-unsupported` without a moving picture, `media-unreadable` when not one picture can be decoded.
 */
export async function indexFrames(
  path: string,
  facts: RecordingFacts,
  options: IndexFramesOptions = {},
): Promise<FrameIndex> {
  const video = mainVideoOf(facts);
  const packets = await readPackets(path, video.stream, options);
  if (options.mustDecode !== true && whyPacketsAreNotEnough(packets, video) === null) {
    const index = indexFromPackets(packets, video, facts.container);
    if (index.count > 0 && hasDistinctPts(index) && (await agreesWithDecoder(path, index, options))) {
      return assertFrameIndex(index);
    }
  }
  const decoded = await runDecodePass(path, video.stream, {
    ...options,
    isPtsTrusted: !packets.pts.some(Number.isNaN),
    expectedFrames: packets.count,
  });
  if (decoded.count === 0) {
    throw new AppError(
      'media-unreadable',
      'Not one picture of this recording can be decoded. It is kept as received; ask the source for another copy.',
      { packetCount: packets.count },
    );
  }
  return assertFrameIndex(indexFromDecode(decoded, packets, video, facts.container));
}

export interface CountFramesOptions extends MediaOptions {
  readonly expectedFrames?: number | null | undefined;
}

/**
 * How many pictures ffmpeg decodes from a stream, counted by ffmpeg itself at the end of its pipeline: independent of
 * the packets a FrameIndex was read from. Throws `tool-failed` or `cancelled`.
 */
export async function countDecodedFrames(
  path: string,
  stream: number,
  options: CountFramesOptions = {},
): Promise<number> {
  const tools = options.tools ?? (await findMediaTools());
  const report = throttleProgress(options.onProgress);
  let text = '';
  let count = 0;
  await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: path,
      inputOptions: ['-noautorotate'],
      outputOptions: ['-map', `0:${stream}`, '-fps_mode', 'passthrough', '-progress', 'pipe:1', '-f', 'null'],
      output: '-',
    }),
    signal: options.signal,
    onStdout: (chunk) => {
      text = (text + chunk.toString('latin1')).slice(-4096);
      const last = [...text.matchAll(/^frame=\s*(\d+)\r?\n/gm)].at(-1);
      count = last === undefined ? count : Number(last[1]);
      report({ done: count, total: options.expectedFrames ?? null, unit: 'frames' });
    },
  });
  if (!/^progress=end$/m.test(text)) {
    throw new AppError('tool-failed', 'ffmpeg ended without saying how many frames it decoded. Please try again.', {
      tool: 'ffmpeg',
      toolVersion: tools.version,
    });
  }
  return count;
}
