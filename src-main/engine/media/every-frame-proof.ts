import { AppError } from '../../domain/app-error.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { clipConversion, conversionText } from './clip-conversion.ts';
import {
  type CheckedContainer,
  type ClipProof,
  checkContainer,
  clipRefused,
  comparedSize,
  type ProveClipRequest,
} from './clip-proof.ts';
import { type ComparedFrame, type Comparison, comparePictures, widthOfRun } from './compare-pictures.ts';
import type { ClipRange, ComparisonPlan } from './comparison-graph.ts';
import { decodePictures } from './decode-pictures.ts';
import { mainVideoOf } from './index-frames.ts';
import { pictureBytes } from './picture-bytes.ts';
import { judgeLooks, type Likeness } from './picture-likeness.ts';
import { createMeasuredFrames, type MeasuredFrames, openProofTable } from './proof-table.ts';
import { planSeeks } from './seek-plan.ts';

export interface ProveEveryFrameRequest extends ProveClipRequest {
  /** The pixel format that the clip was to get. */
  readonly pixelFormat: string;
  /** Frames of the clip that must be identical to the source's; null for none. */
  readonly identical: ClipRange | null;
  /** Replaced when it exists; null for no table. Half written when the proof fails. */
  readonly tablePath: string | null;
}

export interface EveryFrameProof {
  readonly proof: ClipProof;
  readonly measured: MeasuredFrames;
}

/** SSIM of a picture with another scene is far below this, of one encoded at the quality of a clip far above. */
const leastSsim = 0.8;

const allEqual: Likeness = { likeness: 9999, neighboursTold: 0 };

/** What speaks against a frame being the one it must be, or its likeness. */
function judge(frame: ComparedFrame, expectedPts: number | undefined): Likeness | string {
  if (frame.clipPts !== expectedPts) {
    return `the picture at ${frame.position} decodes at another time than its packet states`;
  }
  if (frame.psnr === Number.POSITIVE_INFINITY) {
    return allEqual;
  }
  if (frame.looks === null) {
    return `the picture at ${frame.position} is not identical to that of the recording`;
  }
  if (!(frame.ssim >= leastSsim)) {
    return `the picture at ${frame.position} does not look like that frame of the recording`;
  }
  return (
    judgeLooks(frame.looks) ??
    `the picture at ${frame.position} does not look like that frame of the recording, or more like the one beside it`
  );
}

async function bytesOfPicture(request: ProveEveryFrameRequest): Promise<number> {
  const video = mainVideoOf(request.facts);
  const known = pictureBytes(video.pixelFormat, video);
  if (known !== null) {
    return known;
  }
  const output = { kind: 'native' } as const;
  const quiet = { ...request, onProgress: undefined };
  const { images } = await decodePictures({ ...quiet, first: request.span.inFrame, count: 1, output });
  return images[0]?.length ?? 0;
}

/** Why a comparison that was proven to be of the right frames refuses the clip as a whole, or null. */
function wholeRefusal(comparison: Comparison, expected: number, formats: readonly [string, string]): string | null {
  if (comparison.decodedCount !== expected || comparison.comparedCount !== expected) {
    return `it holds ${comparison.decodedCount} frames instead of ${expected}`;
  }
  const isOnly = (found: ReadonlySet<string>, format: string): boolean => found.size === 1 && found.has(format);
  if (!isOnly(comparison.sourceFormats, formats[0]) || !isOnly(comparison.clipFormats, formats[1])) {
    return 'its pictures, or those of the recording, change their pixel format on the way';
  }
  return null;
}

async function compareOnce(
  request: ProveEveryFrameRequest,
  container: CheckedContainer,
  plan: ComparisonPlan,
  sourcePictureBytes: number,
): Promise<EveryFrameProof | null> {
  const { span } = request;
  const measured = createMeasuredFrames();
  const conversion = conversionText(plan.conversion);
  const table = openProofTable(request.tablePath, { index: request.index, first: span.inFrame }, conversion);
  let refusal: string | null = null;
  let [first, last] = [allEqual, allEqual];
  const onFrame = (frame: ComparedFrame): void => {
    const judged = judge(frame, container.index.pts[frame.position]);
    if (typeof judged === 'string') {
      refusal ??= judged;
      return;
    }
    first = frame.position === 0 ? judged : first;
    last = judged;
    measured.add(frame);
    table.add(frame);
  };
  try {
    const comparison = await comparePictures({
      signal: request.signal,
      tools: request.tools,
      onProgress: request.onProgress,
      plan,
      first: span.inFrame,
      sourcePictureBytes,
      clipPictureBytes: pictureBytes(request.pixelFormat, container.video) ?? 0,
      onFrame,
    });
    if (!comparison.isRunProven) {
      return null;
    }
    const formats = [mainVideoOf(request.facts).pixelFormat, request.pixelFormat] as const;
    const reason = wholeRefusal(comparison, plan.count, formats) ?? refusal;
    if (reason !== null) {
      throw clipRefused(request, reason);
    }
    const { storedFrames, hasSound } = container;
    const proof = { decodedFrames: comparison.decodedCount, storedFrames, hasSound, first, last };
    return { proof, measured: measured.sum() };
  } finally {
    table.close();
  }
}

/**
 * Proves a finished clip frame by frame against the recording, both decoded once: `checkContainer`, then for every frame
 * its time, its picture's hash on both sides, and how far the two differ; a frame that is not identical must look like
 * its own frame and less like those beside it. Constant memory. Throws `proof-failed`, `tool-failed`, `cancelled`.
 */
export async function proveEveryFrame(request: ProveEveryFrameRequest): Promise<EveryFrameProof> {
  const { span, facts, index } = request;
  const container = await checkContainer(request);
  const count = span.outFrame - span.inFrame;
  const before = span.inFrame > 0 ? 1 : 0;
  const common = {
    ...{ path: request.path, clipPath: request.clipPath, clipStream: container.video.stream, index },
    ...{ before, count, identical: request.identical, smallSize: comparedSize(facts) },
    conversion: clipConversion(mainVideoOf(facts), request.pixelFormat),
  };
  const sourcePictureBytes = await bytesOfPicture(request);
  const runFirst = (span.inFrame - before) as FrameNumber;
  let lastError: unknown;
  for (const attempt of planSeeks(facts, index, runFirst, widthOfRun(common, span.inFrame))) {
    try {
      const proven = await compareOnce(request, container, { ...common, attempt }, sourcePictureBytes);
      if (proven !== null) {
        return proven;
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'tool-failed') {
        throw error;
      }
      lastError = error;
    }
  }
  throw lastError ?? clipRefused(request, 'the frames of the recording could not be decoded again beside it');
}
