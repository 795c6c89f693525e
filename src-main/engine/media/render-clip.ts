import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { AudioStreamFacts, RecordingFacts } from '../../domain/recording-facts.ts';
import { type FrameSpan, ptsToSeconds } from '../../domain/time.ts';
import { type ClipProof, proveClip } from './clip-proof.ts';
import { clockOptions, seekOptions } from './decode-pass.ts';
import {
  evenSize,
  exactTimingOptions,
  framesIn,
  gapFillingFromZero,
  sampleTicks,
  withoutMetadata,
} from './encode-options.ts';
import { buildFfmpegArguments, type Filter } from './ffmpeg-arguments.ts';
import { mainVideoOf } from './index-frames.ts';
import type { MediaOptions } from './media-options.ts';
import { audioFacts } from './playable.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { isRunProven } from './run-proof.ts';
import { runTool } from './run-tool.ts';
import { namesFramesByPts, planSeeks, type SeekAttempt } from './seek-plan.ts';
import { parseShowinfo, type ShownPicture } from './showinfo.ts';
import { createFrameProgress, progressOptions } from './tool-progress.ts';
import { findMediaTools, type MediaTools } from './tools.ts';

export interface ClipRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  /** An MP4 file; replaced when it exists. */
  readonly outputPath: string;
}

export interface RenderedClip extends RenderedFile {
  readonly frameCount: number;
  readonly proof: ClipProof;
}

/** The sound of the span, unless frames outside the span carry times inside it: wrong sound is worse than none. */
function soundOf(request: ClipRequest): AudioStreamFacts | null {
  const { index, span } = request;
  const isElsewhere = (pts: number, frame: number): boolean =>
    (frame < span.inFrame || frame >= span.outFrame) && pts >= span.inPts && pts < span.outPts;
  const isCertain = namesFramesByPts(index) || !index.pts.some(isElsewhere);
  return isCertain ? audioFacts(request.facts, request.facts.mainAudioStream) : null;
}

function videoFilters(request: ClipRequest, attempt: SeekAttempt): Filter[] {
  const distinctTimes = `PTS-(${request.span.inPts})`;
  // Where time stamps repeat or go back each picture still needs a moment of its own.
  const forcedTimes = 'if(eq(N,0),0,max(PTS-STARTPTS,PREV_OUTPTS+1))';
  return [
    { filter: 'showinfo', options: { checksum: 0 } },
    attempt.pick,
    { filter: 'setpts', options: { expr: attempt.isByPts ? distinctTimes : forcedTimes } },
    ...evenSize(mainVideoOf(request.facts)),
  ];
}

/** Sound of exactly the span's time, silence where the recording has none. */
function audioFilters(request: ClipRequest, audio: AudioStreamFacts): Filter[] {
  const sampleAt = (pts: FrameSpan['inPts']): number =>
    Math.round(ptsToSeconds(pts, request.index.timebase) * audio.sampleRate);
  const first = sampleAt(request.span.inPts);
  return [
    sampleTicks(audio),
    { filter: 'atrim', options: { start_pts: first, end_pts: sampleAt(request.span.outPts) } },
    { filter: 'asetpts', options: { expr: `PTS-(${first})` } },
    gapFillingFromZero,
  ];
}

function clipArguments(request: ClipRequest, attempt: SeekAttempt, outputPath: string): string[] {
  const { index } = request;
  const audio = soundOf(request);
  return buildFfmpegArguments({
    inputPath: request.path,
    inputOptions: [...clockOptions(attempt.isPtsTrusted), ...seekOptions(attempt.seekSeconds)],
    videoFilters: videoFilters(request, attempt),
    audioFilters: audio === null ? [] : audioFilters(request, audio),
    outputOptions: [
      ...['-map', `0:${index.stream}`],
      ...(audio === null ? [] : ['-map', `0:${audio.stream}`, '-c:a', 'aac', '-b:a', '160k']),
      ...withoutMetadata,
      ...['-c:v', 'libx264', '-preset', 'medium', '-crf', '18', '-pix_fmt', 'yuv420p'],
      ...['-bf', '0', '-g', String(framesIn(index, 2)), '-bsf:v', 'filter_units=remove_types=6'],
      ...exactTimingOptions(index.timebase),
      ...['-avoid_negative_ts', 'disabled', '-movflags', '+faststart'],
      ...progressOptions,
      ...['-f', 'mp4'],
    ],
    output: outputPath,
    logLevel: 'info',
    isDeaf: false,
  });
}

/** Runs one way of cutting; null when the pictures that went in were not proven to be the span's. */
async function encode(
  request: ClipRequest,
  attempt: SeekAttempt,
  outputPath: string,
  tools: MediaTools,
): Promise<readonly string[] | null> {
  const { span, index } = request;
  const count = span.outFrame - span.inFrame;
  const shown: ShownPicture[] = [];
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: clipArguments(request, attempt, outputPath),
    signal: request.signal,
    onStdout: createFrameProgress(request.onProgress, count),
    onStderrLine: (line) => {
      const picture = parseShowinfo(line);
      if (picture !== null) {
        shown.push(picture);
      }
    },
  });
  return isRunProven(index, { first: span.inFrame, count }, attempt, shown) ? run.argv : null;
}

/**
 * Encodes exactly the frames of `span` into an MP4 (H.264, AAC), upright, with the source's own times and without its
 * metadata, and proves it before the file gets its name: specs/frames.md 5, the way that is always exact. Throws
 * `proof-failed` when the result is not exactly those frames, `tool-failed`, `disk-full`, `cancelled`.
 */
export async function renderClip(request: ClipRequest): Promise<RenderedClip> {
  const tools = request.tools ?? (await findMediaTools());
  const frameCount = request.span.outFrame - request.span.inFrame;
  const written = await writeThenRename(request.outputPath, async (temporaryPath) => {
    for (const attempt of planSeeks(request.facts, request.index, request.span.inFrame, frameCount)) {
      const argv = await encode(request, attempt, temporaryPath, tools);
      if (argv !== null) {
        return { argv, proof: await proveClip({ ...request, tools, clipPath: temporaryPath }) };
      }
    }
    throw new AppError(
      'proof-failed',
      `The frames ${request.span.inFrame} to ${request.span.outFrame} could not be proved while cutting the clip. Verify the recording's frame count, or hand on the original instead.`,
      { inFrame: request.span.inFrame, outFrame: request.span.outFrame },
    );
  });
  return {
    argv: [...written.made.argv],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    frameCount,
    proof: written.made.proof,
  };
}
