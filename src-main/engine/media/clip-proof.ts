import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { decodePictures } from './decode-pictures.ts';
import { probeRecording } from './ffprobe.ts';
import { countDecodedFrames, mainVideoOf } from './index-frames.ts';
import type { MediaOptions } from './media-options.ts';
import { indexFromPackets } from './packet-truth.ts';
import { judgeLikeness, type Likeness } from './picture-likeness.ts';
import { readPackets } from './read-packets.ts';
import { steadyTimes } from './seek-plan.ts';

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

function comparedSize(facts: RecordingFacts): { width: number; height: number } {
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

/** Compares one picture of the clip with its source frame and that frame's neighbours. */
async function compareFrame(
  request: ProveClipRequest,
  clip: { readonly facts: RecordingFacts; readonly index: FrameIndex },
  clipFrame: number,
): Promise<Likeness> {
  const output = { kind: 'raw', pixelFormat: 'rgb24', ...comparedSize(request.facts) } as const;
  const frame = request.span.inFrame + clipFrame;
  const first = Math.max(0, frame - 1) as FrameNumber;
  const count = Math.min(request.index.count, frame + 2) - first;
  const [source, rendered] = await Promise.all([
    decodePictures({ ...request, onProgress: undefined, first, count, output }),
    decodePictures({ ...request, ...clip, path: request.clipPath, first: clipFrame as FrameNumber, count: 1, output }),
  ]);
  const own = source.images[frame - first];
  const shown = rendered.images[0];
  const neighbours = source.images.filter((_, position) => first + position !== frame);
  const likeness = own === undefined || shown === undefined ? null : judgeLikeness(shown, own, neighbours);
  if (likeness === null) {
    throw failed(request, `its frame ${clipFrame} does not look like frame ${frame} of the recording`);
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
  const [packets, stored, decodedFrames] = await Promise.all([
    readPackets(clipPath, video.stream, quiet),
    readPackets(clipPath, video.stream, { ...quiet, ignoreEditList: true }),
    countDecodedFrames(clipPath, video.stream, quiet),
  ]);
  const index = indexFromPackets(packets, video, facts.container);
  if (decodedFrames !== expected || index.count !== expected) {
    throw failed(request, `it holds ${decodedFrames} frames instead of ${expected}`);
  }
  if (index.hidden.count > 0 || stored.count !== expected) {
    throw failed(request, `it hides ${stored.count - expected} frames`);
  }
  if (!hasSourceTimes(request.index, span, index)) {
    throw failed(request, 'its times differ from those of the recording');
  }
  const clip = { facts, index };
  const first = await compareFrame({ ...request, ...quiet }, clip, 0);
  const last = expected === 1 ? first : await compareFrame({ ...request, ...quiet }, clip, expected - 1);
  return { decodedFrames, storedFrames: stored.count, hasSound: facts.mainAudioStream !== null, first, last };
}
