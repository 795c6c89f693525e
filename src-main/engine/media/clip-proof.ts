import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { decodePictures, rawPicture } from './decode-pictures.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { probeRecording } from './ffprobe.ts';
import { mainVideoOf } from './index-frames.ts';
import type { MediaOptions } from './media-options.ts';
import { indexFromPackets } from './packet-truth.ts';
import { judgeLikeness, type Likeness } from './picture-likeness.ts';
import type { PictureSize } from './picture-size.ts';
import { readPackets } from './read-packets.ts';
import { runTool } from './run-tool.ts';
import { steadyTimes } from './seek-plan.ts';
import { parseShowinfo } from './showinfo.ts';
import { splitRaw } from './split-images.ts';
import { findMediaTools } from './tools.ts';

/** What was checked of a clip before it got its name. All whole numbers. */
export interface ClipProof {
  /** Pictures a decoder gets out of the clip. */
  readonly decodedFrames: number;
  /** Packets in the file, whatever its edit list says; equal to `decodedFrames`, so nothing is hidden. */
  readonly storedFrames: number;
  /** False also where the span lies outside the recording's sound. */
  readonly hasSound: boolean;
  readonly first: Likeness;
  readonly last: Likeness;
}

export interface ProveClipRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  readonly clipPath: string;
}

/** Pictures are compared shrunken to this width: movement stays, noise and coding errors fade. */
const comparedWidth = 480;

function failed(request: ProveClipRequest, reason: string): AppError {
  return new AppError(
    'proof-failed',
    `The clip of the frames ${request.span.inFrame} to ${request.span.outFrame} did not pass its check (${reason}) and was not kept. Try again; if it repeats, hand on the original instead.`,
    { inFrame: request.span.inFrame, outFrame: request.span.outFrame, reason },
  );
}

function comparedSize(facts: RecordingFacts): PictureSize {
  const video = mainVideoOf(facts);
  const isTurned = video.rotation === 90 || video.rotation === 270;
  const [width, height] = isTurned ? [video.height, video.width] : [video.width, video.height];
  const scale = Math.min(1, comparedWidth / width);
  return { width: Math.max(2, Math.round(width * scale)), height: Math.max(2, Math.round(height * scale)) };
}

/** The clip's times must be the source's, counted from the first frame, to the tick. */
function hasSourceTimes(source: FrameIndex, span: FrameSpan, clip: FrameIndex): boolean {
  const clipUnit = BigInt(clip.timebase.num) * BigInt(source.timebase.den);
  const sourceUnit = BigInt(source.timebase.num) * BigInt(clip.timebase.den);
  const sourceTimes = steadyTimes(source, span.inFrame, span.outFrame);
  for (let frame = 0; frame < clip.count; frame += 1) {
    const sourceTicks = (sourceTimes[frame] ?? 0) - span.inPts;
    if (BigInt(clip.pts[frame] ?? 0) * clipUnit !== BigInt(sourceTicks) * sourceUnit) {
      return false;
    }
  }
  return true;
}

interface DecodedClip {
  readonly count: number;
  /** First and last picture, small. */
  readonly ends: readonly Buffer[];
}

/** Decodes the whole clip once: counts its pictures and keeps the first and the last. */
async function decodeClip(
  request: ProveClipRequest,
  stream: number,
  last: number,
  size: PictureSize,
): Promise<DecodedClip> {
  const tools = request.tools ?? (await findMediaTools());
  let count = 0;
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: request.clipPath,
      videoFilters: [
        { filter: 'showinfo', options: { checksum: 0 } },
        { filter: 'select', options: { expr: `eq(n,0)+eq(n,${last})` } },
        ...rawPicture(size, 'rgb24'),
      ],
      outputOptions: ['-map', `0:${stream}`, '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'rawvideo'],
      output: '-',
      logLevel: 'info',
    }),
    signal: request.signal,
    onStderrLine: (line) => {
      count += parseShowinfo(line) === null ? 0 : 1;
    },
  });
  return { count, ends: splitRaw(run.stdout, size.width * size.height * 3) };
}

interface SourcePictures {
  readonly own: Buffer | undefined;
  readonly neighbours: readonly Buffer[];
}

/** A frame of the source and the frames beside it, small. */
async function decodeSource(request: ProveClipRequest, frame: number, size: PictureSize): Promise<SourcePictures> {
  const first = Math.max(0, frame - 1) as FrameNumber;
  const count = Math.min(request.index.count, frame + 2) - first;
  const output = { kind: 'raw', pixelFormat: 'rgb24', ...size } as const;
  const { images } = await decodePictures({ ...request, onProgress: undefined, first, count, output });
  return { own: images[frame - first], neighbours: images.filter((_, position) => first + position !== frame) };
}

function compare(request: ProveClipRequest, rendered: Buffer | undefined, source: SourcePictures): Likeness {
  const { own, neighbours } = source;
  const likeness = own === undefined || rendered === undefined ? null : judgeLikeness(rendered, own, neighbours);
  if (likeness === null) {
    throw failed(request, 'its first or last picture does not look like that frame of the recording');
  }
  return likeness;
}

/**
 * Proves that a clip holds exactly the frames of a span: count stored, count decoded, times, and the look of the first
 * and last picture. A decode with the edit list ignored needs no second run: where nothing is flagged hidden and the
 * packets are the same either way, it is the same decode. Throws `proof-failed`.
 */
export async function proveClip(request: ProveClipRequest): Promise<ClipProof> {
  const { clipPath, span } = request;
  const quiet: MediaOptions = { signal: request.signal, tools: request.tools };
  const expected = span.outFrame - span.inFrame;
  const facts = await probeRecording(clipPath, { ...quiet, originalName: 'clip.mp4', modifiedAt: null });
  const video = mainVideoOf(facts);
  const size = comparedSize(request.facts);
  const [packets, stored, decoded, sourceFirst, sourceLast] = await Promise.all([
    readPackets(clipPath, video.stream, quiet),
    readPackets(clipPath, video.stream, { ...quiet, ignoreEditList: true }),
    decodeClip(request, video.stream, expected - 1, size),
    decodeSource(request, span.inFrame, size),
    decodeSource(request, span.outFrame - 1, size),
  ]);
  const index = indexFromPackets(packets, video, facts.container);
  if (decoded.count !== expected || index.count !== expected) {
    throw failed(request, `it holds ${decoded.count} frames instead of ${expected}`);
  }
  if (index.hidden.count > 0 || stored.count !== expected) {
    throw failed(request, `it hides ${stored.count - expected} frames`);
  }
  if (!hasSourceTimes(request.index, span, index)) {
    throw failed(request, 'its times differ from those of the recording');
  }
  const first = compare(request, decoded.ends[0], sourceFirst);
  const last = compare(request, decoded.ends[expected === 1 ? 0 : 1], sourceLast);
  const hasSound = facts.mainAudioStream !== null;
  return { decodedFrames: decoded.count, storedFrames: stored.count, hasSound, first, last };
}
