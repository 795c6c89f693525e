import { AppError } from '../../domain/app-error.ts';
import { type FrameIndex, hasDistinctPts } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { clockOptions } from './decode-pass.ts';
import { evenSize, exactTimingOptions, framesIn, gapFilling, timescaleFor, withoutMetadata } from './encode-options.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { probeRecording } from './ffprobe.ts';
import { indexFrames, mainVideoOf } from './index-frames.ts';
import type { MediaOptions } from './media-options.ts';
import { audioFacts, isPlayablePicture, isPlayableSound, videoFacts } from './playable.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { runTool } from './run-tool.ts';
import { hasTrustedPts, steadyTimes } from './seek-plan.ts';
import { createFrameProgress, createTimeProgress, progressOptions } from './tool-progress.ts';
import { findMediaTools, type MediaTools } from './tools.ts';

export interface ProxyRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  /** Null for a recording of sound alone. */
  readonly index: FrameIndex | null;
  readonly outputPath: string;
}

export type ProxyMethod = 'remux' | 'transcode';

export interface RenderedProxy extends RenderedFile {
  /** `remux`: the same packets in a box that plays; `transcode`: the same frames encoded anew. */
  readonly method: ProxyMethod;
  readonly frameCount: number;
  /** Microseconds to add to a moment of the original to find it in the proxy. */
  readonly offsetMicros: number;
}

const half = 0.5;

/**
 * Good H.264 in a box Chromium does not open, or beside sound it does not play, need not be encoded again. Where the
 * packets did not tell the frames (half pictures, a start without a key frame), another player may see others.
 */
function canRemux(facts: RecordingFacts, index: FrameIndex): boolean {
  const video = mainVideoOf(facts);
  return (
    video.codec === 'h264' &&
    isPlayablePicture(video) &&
    hasTrustedPts(facts) &&
    index.readFrom === 'packets' &&
    hasDistinctPts(index)
  );
}

function audioOptions(facts: RecordingFacts, mayCopy: boolean): { options: string[]; isCopied: boolean } {
  const audio = audioFacts(facts, facts.mainAudioStream);
  if (audio === null) {
    return { options: ['-an'], isCopied: true };
  }
  const isCopied = mayCopy && audio.codec === 'aac' && isPlayableSound(audio);
  const codec = isCopied ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-b:a', '160k'];
  return { options: ['-map', `0:${audio.stream}`, ...codec], isCopied };
}

const boxOptions: readonly string[] = [
  ...withoutMetadata,
  ...['-avoid_negative_ts', 'disabled', '-movflags', '+faststart'],
  ...progressOptions,
  ...['-f', 'mp4'],
];

function remuxArguments(request: ProxyRequest, index: FrameIndex, outputPath: string): string[] {
  const audio = audioOptions(request.facts, true);
  return buildFfmpegArguments({
    inputPath: request.path,
    inputOptions: clockOptions(false),
    audioFilters: audio.isCopied ? [] : [gapFilling],
    outputOptions: [
      ...['-map', `0:${index.stream}`, '-c:v', 'copy', ...audio.options],
      ...['-video_track_timescale', String(timescaleFor(index.timebase)), ...boxOptions],
    ],
    output: outputPath,
    isDeaf: false,
  });
}

function transcodeArguments(request: ProxyRequest, index: FrameIndex, outputPath: string): string[] {
  const { facts } = request;
  const audio = audioOptions(facts, false);
  const isDistinct = hasDistinctPts(index);
  // Where time stamps repeat or go back each picture still needs a moment of its own.
  const steady = { filter: 'setpts', options: { expr: 'if(eq(N,0),PTS,max(PTS,PREV_OUTPTS+1))' } };
  return buildFfmpegArguments({
    inputPath: request.path,
    inputOptions: clockOptions(!isDistinct && hasTrustedPts(facts)),
    videoFilters: [...(isDistinct ? [] : [steady]), ...evenSize(mainVideoOf(facts))],
    audioFilters: audio.isCopied ? [] : [gapFilling],
    outputOptions: [
      ...['-map', `0:${index.stream}`, ...audio.options],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p'],
      ...['-bf', '0', '-g', String(framesIn(index, half)), '-sc_threshold', '0', '-flags', '+cgop'],
      ...exactTimingOptions(index.timebase),
      ...boxOptions,
    ],
    output: outputPath,
    isDeaf: false,
  });
}

/**
 * The constant offset from the original's frames to the proxy's in microseconds, or null when they are not the same
 * frames: another count, another order, or times that differ by more than rounding to one tick.
 */
export function offsetBetween(original: FrameIndex, proxy: FrameIndex): number | null {
  if (original.count !== proxy.count || !hasDistinctPts(proxy)) {
    return null;
  }
  const times = steadyTimes(original, 0, original.count);
  const micros = (pts: number, timebase: FrameIndex['timebase']): number =>
    (pts * timebase.num * 1_000_000) / timebase.den;
  const tick = Math.max(micros(1, original.timebase), micros(1, proxy.timebase));
  const offset = micros(proxy.pts[0] ?? 0, proxy.timebase) - micros(times[0] ?? 0, original.timebase);
  for (let frame = 0; frame < original.count; frame += 1) {
    const difference =
      micros(proxy.pts[frame] ?? 0, proxy.timebase) - micros(times[frame] ?? 0, original.timebase) - offset;
    if (Math.abs(difference) > tick) {
      return null;
    }
  }
  return Math.round(offset);
}

interface MadeProxy {
  readonly method: ProxyMethod;
  readonly argv: readonly string[];
  readonly offsetMicros: number;
}

/** Makes a proxy one way and compares; null when it is not a proxy. */
async function tryMethod(
  request: ProxyRequest,
  index: FrameIndex,
  method: ProxyMethod,
  outputPath: string,
  tools: MediaTools,
): Promise<MadeProxy | null> {
  const toArguments = method === 'remux' ? remuxArguments : transcodeArguments;
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: ['-y', ...toArguments(request, index, outputPath)],
    signal: request.signal,
    onStdout: createFrameProgress(request.onProgress, index.count),
  });
  const quiet: MediaOptions = { signal: request.signal, tools };
  const facts = await probeRecording(outputPath, { ...quiet, originalName: 'proxy.mp4', modifiedAt: null });
  if (videoFacts(facts, facts.mainVideoStream) === null || facts.needsProxy) {
    return null;
  }
  const offsetMicros = offsetBetween(index, await indexFrames(outputPath, facts, quiet));
  return offsetMicros === null ? null : { method, argv: run.argv, offsetMicros };
}

async function makeProxy(
  request: ProxyRequest,
  index: FrameIndex,
  outputPath: string,
  tools: MediaTools,
): Promise<MadeProxy> {
  if (canRemux(request.facts, index)) {
    try {
      const remuxed = await tryMethod(request, index, 'remux', outputPath, tools);
      if (remuxed !== null) {
        return remuxed;
      }
    } catch (error) {
      if (!(error instanceof AppError) || !['tool-failed', 'media-unreadable'].includes(error.code)) {
        throw error;
      }
      // The packets do not fit the other box: they are encoded anew below.
    }
  }
  const transcoded = await tryMethod(request, index, 'transcode', outputPath, tools);
  if (transcoded === null) {
    throw new AppError(
      'proof-failed',
      "A playable copy was made, but its frames are not one for one those of the recording, so it was not kept. Step through the recording's own frames instead.",
      { frameCount: index.count },
    );
  }
  return transcoded;
}

/** A playable copy of a recording of sound alone: AAC in MP4, on the same clock. */
async function makeSoundProxy(request: ProxyRequest, outputPath: string, tools: MediaTools): Promise<MadeProxy> {
  const { facts } = request;
  const seconds = facts.durationMicros === null ? null : Math.round(facts.durationMicros / 1_000_000);
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: request.path,
      inputOptions: clockOptions(false),
      audioFilters: [gapFilling],
      outputOptions: ['-vn', ...audioOptions(facts, false).options, ...boxOptions],
      output: outputPath,
      isDeaf: false,
    }),
    signal: request.signal,
    onStdout: createTimeProgress(request.onProgress, seconds),
  });
  return { method: 'transcode', argv: run.argv, offsetMicros: 0 };
}

/**
 * Makes a copy that Chromium plays with exactly the same frames (specs/frames.md 4): the packets in another box where
 * they are good, else H.264 with short closed groups and AAC. It is compared frame by frame with the original before
 * the file gets its name; throws `proof-failed` when it is not one for one, `tool-failed`, `disk-full`, `cancelled`.
 */
export async function renderProxy(request: ProxyRequest): Promise<RenderedProxy> {
  const tools = request.tools ?? (await findMediaTools());
  const { index } = request;
  const written = await writeThenRename(request.outputPath, (temporaryPath) =>
    index === null ? makeSoundProxy(request, temporaryPath, tools) : makeProxy(request, index, temporaryPath, tools),
  );
  return {
    argv: [...written.made.argv],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    method: written.made.method,
    frameCount: index?.count ?? 0,
    offsetMicros: written.made.offsetMicros,
  };
}
