import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { decodePictures, rawPicture } from './decode-pictures.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { probeRecording } from './ffprobe.ts';
import { mainVideoOf } from './index-frames.ts';
import type { MediaOptions } from './media-options.ts';
import { type Mp4Boxes, readMp4Boxes } from './mp4-boxes.ts';
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

/** The one sentence with which a clip is refused. */
export function clipRefused(request: ProveClipRequest, reason: string): AppError {
  return new AppError(
    'proof-failed',
    `The clip of the frames ${request.span.inFrame} to ${request.span.outFrame} did not pass its check (${reason}) and was not kept. Try again; if it repeats, hand on the original instead.`,
    { inFrame: request.span.inFrame, outFrame: request.span.outFrame, reason },
  );
}

/** Size of the upright, shrunken pictures that are compared. */
export function comparedSize(facts: RecordingFacts): PictureSize {
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
    throw clipRefused(request, 'its first or last picture does not look like that frame of the recording');
  }
  return likeness;
}

/** What the container of a clip tells, already checked. */
export interface CheckedContainer {
  readonly video: VideoStreamFacts;
  readonly index: FrameIndex;
  readonly storedFrames: number;
  readonly hasSound: boolean;
}

/** No byte in the file but its packets and the boxes that say where they are (specs/evidence.md 3.2, R3 and R5). */
function requireNothingElse(request: ProveClipRequest, { tracks, mediaBytes, foreign }: Mp4Boxes): void {
  const packetBytes = tracks.reduce((sum, { byteCount }) => sum + byteCount, 0);
  if (foreign.length > 0) {
    throw clipRefused(request, `it holds boxes that no picture or sound needs: ${foreign.join(', ')}`);
  }
  if (mediaBytes !== packetBytes) {
    throw clipRefused(request, `it holds ${mediaBytes - packetBytes} bytes that belong to no picture or sound`);
  }
}

/**
 * Checks what needs no decoding: as many packets as frames whatever the edit list says, none flagged hidden, the source's
 * own times to the tick, one picture and at most one sound, and not a byte more. Throws `proof-failed`.
 */
export async function checkContainer(request: ProveClipRequest): Promise<CheckedContainer> {
  const { clipPath, span } = request;
  const quiet: MediaOptions = { signal: request.signal, tools: request.tools };
  const expected = span.outFrame - span.inFrame;
  const facts = await probeRecording(clipPath, { ...quiet, originalName: 'clip.mp4', modifiedAt: null });
  const video = mainVideoOf(facts);
  const packets = await readPackets(clipPath, video.stream, quiet);
  const boxes = await readMp4Boxes(clipPath);
  const storedFrames = boxes.tracks[video.stream]?.count ?? 0;
  const index = indexFromPackets(packets, video, facts.container);
  if (index.count !== expected) {
    throw clipRefused(request, `it holds ${index.count} frames instead of ${expected}`);
  }
  if (index.hidden.count > 0 || storedFrames !== expected) {
    throw clipRefused(request, `it hides ${storedFrames - expected} frames`);
  }
  if (!hasSourceTimes(request.index, span, index)) {
    throw clipRefused(request, 'its times differ from those of the recording');
  }
  if (facts.streams.length !== (facts.mainAudioStream === null ? 1 : 2)) {
    throw clipRefused(request, `it holds ${facts.streams.length} streams`);
  }
  requireNothingElse(request, boxes);
  return { video, index, storedFrames, hasSound: facts.mainAudioStream !== null };
}

/**
 * Proves that a clip holds exactly the frames of a span: `checkContainer`, the count decoded, and the look of the first
 * and last picture. A decode with the edit list ignored needs no second run: where nothing is flagged hidden and the
 * packets are the same either way, it is the same decode. Throws `proof-failed`.
 */
export async function proveClip(request: ProveClipRequest): Promise<ClipProof> {
  const expected = request.span.outFrame - request.span.inFrame;
  const { video, storedFrames, hasSound } = await checkContainer(request);
  const size = comparedSize(request.facts);
  const [decoded, sourceFirst, sourceLast] = await Promise.all([
    decodeClip(request, video.stream, expected - 1, size),
    decodeSource(request, request.span.inFrame, size),
    decodeSource(request, request.span.outFrame - 1, size),
  ]);
  if (decoded.count !== expected) {
    throw clipRefused(request, `it holds ${decoded.count} frames instead of ${expected}`);
  }
  const first = compare(request, decoded.ends[0], sourceFirst);
  const last = compare(request, decoded.ends[expected === 1 ? 0 : 1], sourceLast);
  return { decodedFrames: decoded.count, storedFrames, hasSound, first, last };
}
