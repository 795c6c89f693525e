import { rm } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import type { ClipProofSummary, ClipQuality } from '../../domain/clip-proof.ts';
import type { Digest } from '../../domain/digest.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameSpan } from '../../domain/time.ts';
import { clipPixelFormat, encoderConversion } from './clip-conversion.ts';
import { type ClipProof, proveClip } from './clip-proof.ts';
import { clockOptions, seekOptions } from './decode-pass.ts';
import { encoderThreads, exactTimingOptions, framesIn, withoutMetadata } from './encode-options.ts';
import { proveEveryFrame } from './every-frame-proof.ts';
import { buildFfmpegArguments, type Filter } from './ffmpeg-arguments.ts';
import { mainVideoOf } from './index-frames.ts';
import { type MediaOptions, type ReportProgress, shareProgress } from './media-options.ts';
import { type RenderedFile, type WrittenFile, writeThenRename } from './rendered-file.ts';
import { createRunProof } from './run-proof.ts';
import { runTool } from './run-tool.ts';
import { planSeeks, type SeekAttempt } from './seek-plan.ts';
import { parseShowinfo } from './showinfo.ts';
import { makeSmartCut, type NoSmartCut } from './smart-cut.ts';
import { spanSound } from './span-sound.ts';
import { createFrameProgress, progressOptions } from './tool-progress.ts';
import { findMediaTools, type MediaTools } from './tools.ts';

export interface ClipRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  /** An MP4 file; replaced when it exists. */
  readonly outputPath: string;
  /** `visually-lossless` when absent. */
  readonly quality?: ClipQuality | undefined;
  /** Whether packets of the source may be copied (smart-cut.ts); never for a public release. False when absent. */
  readonly mayCopy?: boolean | undefined;
  /** A CSV with a row for every frame; replaced when it exists. Null or absent: only the ends are compared. */
  readonly proofTablePath?: string | null | undefined;
}

export interface RenderedClip extends RenderedFile {
  readonly frameCount: number;
  readonly proof: ClipProof;
  /** Null where no table was asked for. */
  readonly summary: ClipProofSummary | null;
  readonly proofTable: { readonly digest: Digest; readonly byteCount: number } | null;
}

function videoFilters(request: ClipRequest, attempt: SeekAttempt, pixelFormat: string): Filter[] {
  const distinctTimes = `PTS-(${request.span.inPts})`;
  // Where time stamps repeat or go back each picture still needs a moment of its own.
  const forcedTimes = 'if(eq(N,0),0,max(PTS-STARTPTS,PREV_OUTPTS+1))';
  return [
    { filter: 'showinfo', options: { checksum: 0 } },
    attempt.pick,
    { filter: 'setpts', options: { expr: attempt.isByPts ? distinctTimes : forcedTimes } },
    ...encoderConversion(mainVideoOf(request.facts), pixelFormat),
  ];
}

function codecOptions(quality: ClipQuality, pixelFormat: string): string[] {
  const rate = quality === 'lossless' ? ['-qp', '0'] : ['-crf', '18'];
  return ['-c:v', 'libx264', ...encoderThreads, '-preset', 'medium', ...rate, '-pix_fmt', pixelFormat];
}

interface Encoding {
  readonly request: ClipRequest;
  readonly quality: ClipQuality;
  readonly pixelFormat: string;
  readonly tools: MediaTools;
}

function clipArguments(encoding: Encoding, attempt: SeekAttempt, outputPath: string): string[] {
  const { request, quality, pixelFormat } = encoding;
  const { index } = request;
  const sound = spanSound(request);
  return buildFfmpegArguments({
    inputPath: request.path,
    inputOptions: [...clockOptions(attempt.isPtsTrusted), ...seekOptions(attempt.seekSeconds)],
    videoFilters: videoFilters(request, attempt, pixelFormat),
    audioFilters: sound?.filters ?? [],
    outputOptions: [
      ...['-map', `0:${index.stream}`],
      ...(sound === null ? [] : ['-map', `0:${sound.stream}`, '-c:a', 'aac', '-b:a', '160k']),
      ...withoutMetadata,
      ...codecOptions(quality, pixelFormat),
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
  encoding: Encoding,
  attempt: SeekAttempt,
  outputPath: string,
  onProgress: ReportProgress | undefined,
): Promise<readonly string[] | null> {
  const { request, tools } = encoding;
  const { span, index } = request;
  const count = span.outFrame - span.inFrame;
  const proof = createRunProof(index, { first: span.inFrame, count }, attempt);
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: clipArguments(encoding, attempt, outputPath),
    signal: request.signal,
    onStdout: createFrameProgress(onProgress, count),
    onStderrLine: (line) => {
      const picture = parseShowinfo(line);
      if (picture !== null) {
        proof.push(picture);
      }
    },
  });
  return proof.isProven() ? run.argv : null;
}

interface MadeClip {
  readonly argv: readonly string[];
  readonly proof: ClipProof;
  readonly summary: ClipProofSummary | null;
}

/** Parts of the whole work, in hundredths, as long as they usually take. */
const encodeShare = 85;
const cutShare = 25;

async function reEncode(
  encoding: Encoding,
  clipPath: string,
  tablePath: string | null,
  fallbackReason: string,
): Promise<MadeClip> {
  const { request, quality, pixelFormat } = encoding;
  const { span } = request;
  const frameCount = span.outFrame - span.inFrame;
  const everyFrame = tablePath !== null || quality === 'lossless';
  const share = everyFrame ? encodeShare : 100;
  const progress = shareProgress(request.onProgress, frameCount);
  for (const attempt of planSeeks(request.facts, request.index, span.inFrame, frameCount)) {
    const argv = await encode(encoding, attempt, clipPath, progress(0, share));
    if (argv === null) {
      continue;
    }
    const toProve = { ...request, tools: encoding.tools, clipPath, onProgress: progress(share, 100) };
    if (!everyFrame) {
      return { argv, proof: await proveClip(toProve), summary: null };
    }
    const identical = quality === 'lossless' ? { first: 0, end: frameCount } : null;
    const { proof, measured } = await proveEveryFrame({ ...toProve, pixelFormat, identical, tablePath });
    const summary = { way: 're-encode', quality, ...measured, pictureHash: 'sha256', fallbackReason } as const;
    return { argv, proof, summary: tablePath === null ? null : summary };
  }
  throw new AppError(
    'proof-failed',
    `The frames ${span.inFrame} to ${span.outFrame} could not be proved while cutting the clip. Verify the recording's frame count, or hand on the original instead.`,
    { inFrame: span.inFrame, outFrame: span.outFrame },
  );
}

/** A smart cut that was proven, or why there is none. */
async function trySmartCut(
  { request, quality, tools }: Encoding,
  clipPath: string,
  tablePath: string | null,
): Promise<MadeClip | NoSmartCut> {
  if (quality === 'lossless') {
    return { reason: 'A clip without any loss is coded in one piece.' };
  }
  const { span } = request;
  const progress = shareProgress(request.onProgress, span.outFrame - span.inFrame);
  try {
    const cut = await makeSmartCut({ ...request, tools, clipPath, onProgress: undefined });
    if ('reason' in cut) {
      return cut;
    }
    progress(0, cutShare)?.({ done: 1, total: 1, unit: 'cut' });
    const identical = { first: cut.copied.first - span.inFrame, end: cut.copied.end - span.inFrame };
    const { proof, measured } = await proveEveryFrame({
      ...{ ...request, tools, clipPath, tablePath, identical },
      pixelFormat: mainVideoOf(request.facts).pixelFormat,
      onProgress: progress(cutShare, 100),
    });
    const summary = { way: 'smart-cut', quality, ...measured, pictureHash: 'sha256', fallbackReason: '' } as const;
    return { argv: cut.argv, proof, summary: tablePath === null ? null : summary };
  } catch (error) {
    if (!(error instanceof AppError) || !['proof-failed', 'tool-failed'].includes(error.code)) {
      throw error;
    }
    const reason = error.details['reason'];
    return {
      reason: `The quicker cut did not pass its proof (${typeof reason === 'string' ? reason : error.message}).`,
    };
  }
}

async function makeClip(encoding: Encoding, clipPath: string, tablePath: string | null): Promise<MadeClip> {
  if (encoding.request.mayCopy !== true) {
    return reEncode(encoding, clipPath, tablePath, '');
  }
  const smart = await trySmartCut(encoding, clipPath, tablePath);
  return 'reason' in smart ? reEncode(encoding, clipPath, tablePath, smart.reason) : smart;
}

function encodingOf(request: ClipRequest, tools: MediaTools): Encoding {
  const quality = request.quality ?? 'visually-lossless';
  const { pixelFormat } = mainVideoOf(request.facts);
  const coded = clipPixelFormat(mainVideoOf(request.facts), quality);
  if (coded === null) {
    throw new AppError(
      'media-unsupported',
      `The pictures of this recording (pixel format ${pixelFormat}) cannot be coded without loss as H.264. Choose a visually lossless clip, or hand on the original.`,
      { pixelFormat },
    );
  }
  return { request, quality, pixelFormat: coded, tools };
}

/** Lets `make` write a table beside a clip: both get their names, or neither is left. */
async function withTable(
  tablePath: string | null,
  outputPath: string,
  make: (temporaryTable: string | null) => Promise<WrittenFile<MadeClip>>,
): Promise<{ clip: WrittenFile<MadeClip>; table: RenderedClip['proofTable'] }> {
  if (tablePath === null) {
    return { clip: await make(null), table: null };
  }
  let isClipNamed = false;
  try {
    const written = await writeThenRename(tablePath, async (temporaryTable) => {
      const clip = await make(temporaryTable);
      isClipNamed = true;
      return clip;
    });
    return { clip: written.made, table: { digest: written.digest, byteCount: written.byteCount } };
  } catch (error) {
    if (isClipNamed) {
      await rm(outputPath, { force: true });
    }
    throw error;
  }
}

/**
 * Cuts exactly the frames of `span` into an MP4 (H.264, AAC), upright, with the source's own times and without its
 * metadata, and proves the finished file before it gets its name: specs/frames.md 5. With `proofTablePath` every frame is
 * measured against the source and listed, and `summary` says what came of it. `lossless` is H.264 without loss (High 4:4:4
 * Predictive), in the source's own pixel format, kept only when every sample of every frame is equal. Throws `proof-failed`
 * when the result is not exactly those frames, `media-unsupported` when the pictures cannot be coded without loss,
 * `tool-failed`, `disk-full`, `destination-unusable`, `cancelled`.
 */
export async function renderClip(request: ClipRequest): Promise<RenderedClip> {
  const tools = request.tools ?? (await findMediaTools());
  const encoding = encodingOf(request, tools);
  const { clip, table } = await withTable(request.proofTablePath ?? null, request.outputPath, (temporaryTable) =>
    writeThenRename(request.outputPath, (temporaryPath) => makeClip(encoding, temporaryPath, temporaryTable)),
  );
  return {
    argv: [...clip.made.argv],
    toolVersion: tools.version,
    byteCount: clip.byteCount,
    digest: clip.digest,
    frameCount: request.span.outFrame - request.span.inFrame,
    proof: clip.made.proof,
    summary: clip.made.summary,
    proofTable: table,
  };
}
