import { AppError } from '../../domain/app-error.ts';
import type { Digest } from '../../domain/digest.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { type ComparisonPlan, comparisonArguments, createMeasureParser, hasLooks } from './comparison-graph.ts';
import { type MediaOptions, throttleProgress } from './media-options.ts';
import { createPictureHasher } from './picture-hasher.ts';
import { createRunProof } from './run-proof.ts';
import { runTool } from './run-tool.ts';
import { parseShowinfo } from './showinfo.ts';
import { findMediaTools } from './tools.ts';

/** Decibels between shrunken pictures; infinite where they are equal. */
export interface Looks {
  readonly own: number;
  readonly previous: number;
  readonly next: number;
  /** Of the source's frame to the one before it; infinite where there is none. */
  readonly stepBefore: number;
  readonly stepAfter: number;
}

/** What was measured between one picture of a clip and the source's. */
export interface ComparedFrame {
  /** Position in the clip, from 0. */
  readonly position: number;
  /** As decoded, in ticks of the clip. */
  readonly clipPts: number | null;
  readonly sourceDigest: Digest;
  readonly clipDigest: Digest;
  /** Decibels over all samples; infinite where every sample is equal. */
  readonly psnr: number;
  readonly ssim: number;
  /** Null where only equality was asked for. */
  readonly looks: Looks | null;
}

export interface CompareRequest extends MediaOptions {
  readonly plan: ComparisonPlan;
  /** First frame of the clip in the source. */
  readonly first: FrameNumber;
  readonly sourcePictureBytes: number;
  readonly clipPictureBytes: number;
  readonly onFrame: (frame: ComparedFrame) => void;
}

export interface Comparison {
  readonly isRunProven: boolean;
  /** Pictures the decoder got out of the clip, and how many of them were compared. */
  readonly decodedCount: number;
  readonly comparedCount: number;
  /** Pixel formats that the decoders put out; one each in a good run. */
  readonly sourceFormats: ReadonlySet<string>;
  readonly clipFormats: ReadonlySet<string>;
}

/** Collects what arrives over three ways, and hands each frame on as soon as all of it is there. */
function createAssembler({ plan, onFrame }: CompareRequest) {
  const sourceDigests: Digest[] = [];
  const clipDigests: Digest[] = [];
  const clipPts: (number | null)[] = [];
  const measures = new Map<string, number>();
  const { identical, before, conversion, count } = plan;
  const withLooks = hasLooks(plan);
  let position = 0;

  const take = (name: string, at: number): number | undefined => {
    const value = measures.get(`${name} ${at}`);
    measures.delete(`${name} ${at}`);
    return value;
  };
  const known = (names: readonly string[]): boolean => names.every((name) => measures.has(`${name} ${position}`));
  const isLooked = (): boolean =>
    withLooks && (identical === null || position < identical.first || position >= identical.end);

  const takeLooks = (): Looks => {
    const step = before + position;
    return {
      own: take('own', position) ?? Number.NaN,
      previous: take('previous', position) ?? Number.NaN,
      next: take('next', position) ?? Number.NaN,
      stepBefore: take('step', step - 1) ?? Number.POSITIVE_INFINITY,
      // Needed again as the step before the next frame.
      stepAfter: measures.get(`step ${step}`) ?? Number.POSITIVE_INFINITY,
    };
  };
  const hasNext = (): boolean => {
    const psnr = measures.get(`psnr ${position}`);
    const hasClipDigest = (psnr === Number.POSITIVE_INFINITY && conversion.length === 0) || clipDigests.length > 0;
    const looked = isLooked() ? ['ssim', 'own', 'previous', 'next'] : [];
    // The step after a frame is printed with the frame after it: at the end it is waited for no longer.
    const hasStep = !isLooked() || measures.has(`step ${before + position}`);
    return (
      position < count &&
      psnr !== undefined &&
      hasClipDigest &&
      sourceDigests.length > 0 &&
      clipPts.length > 0 &&
      known(looked) &&
      hasStep
    );
  };
  const hand = (): void => {
    const isLook = isLooked();
    const psnr = take('psnr', position) ?? Number.NaN;
    const isEqual = psnr === Number.POSITIVE_INFINITY;
    const sourceDigest = sourceDigests.shift();
    const clipDigest = isEqual && conversion.length === 0 ? sourceDigest : clipDigests.shift();
    if (sourceDigest === undefined || clipDigest === undefined) {
      throw new AppError('internal', 'A frame was handed on before its picture was hashed.');
    }
    const ssim = isLook ? (take('ssim', position) ?? Number.NaN) : isEqual ? 1 : Number.NaN;
    const looks = isLook ? takeLooks() : null;
    onFrame({ position, clipPts: clipPts.shift() ?? null, sourceDigest, clipDigest, psnr, ssim, looks });
    position += 1;
  };
  const advance = (): void => {
    while (hasNext()) {
      hand();
    }
  };
  return {
    addSourceDigest: (digest: Digest) => {
      sourceDigests.push(digest);
      advance();
    },
    addClipDigest: (digest: Digest) => {
      clipDigests.push(digest);
      advance();
    },
    addClipPts: (pts: number | null) => {
      clipPts.push(pts);
    },
    addMeasure: (name: string, at: number, value: number) => {
      measures.set(`${name} ${at}`, value);
      advance();
    },
    done: () => position,
    isEmpty: () => sourceDigests.length === 0 && clipDigests.length === 0 && clipPts.length === 0,
  };
}

/**
 * Decodes the source's run and the finished clip once each and measures every frame, in constant memory. Frames arrive in
 * order. What is missing or too much shows in the counts; nothing is concluded here. Throws `tool-failed`, `cancelled`.
 */
export async function comparePictures(request: CompareRequest): Promise<Comparison> {
  const { plan, first } = request;
  const tools = request.tools ?? (await findMediaTools());
  const report = throttleProgress(request.onProgress);
  const assembler = createAssembler(request);
  const run = { first: (first - plan.before) as FrameNumber, count: widthOfRun(plan, first) };
  const proof = createRunProof(plan.index, run, plan.attempt);
  const [sourceFormats, clipFormats] = [new Set<string>(), new Set<string>()];
  let decodedCount = 0;
  const sourceHasher = createPictureHasher(request.sourcePictureBytes, assembler.addSourceDigest);
  const clipHasher = createPictureHasher(request.clipPictureBytes, assembler.addClipDigest);
  const readMeasure = createMeasureParser(({ name, position, value }) => assembler.addMeasure(name, position, value));
  await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: comparisonArguments(plan),
    signal: request.signal,
    onStdout: (chunk) => {
      sourceHasher.push(chunk);
      report({ done: assembler.done(), total: plan.count, unit: 'frames' });
    },
    onSecondOutput: clipHasher.push,
    onStderrLine: (line) => {
      readMeasure(line);
      const ofSource = parseShowinfo(line, 'source');
      if (ofSource !== null) {
        proof.push(ofSource);
        sourceFormats.add(ofSource.pixelFormat);
        return;
      }
      const ofClip = parseShowinfo(line, 'clip');
      if (ofClip !== null) {
        decodedCount += 1;
        clipFormats.add(ofClip.pixelFormat);
        assembler.addClipPts(ofClip.pts);
      }
    },
  });
  const isWhole = sourceHasher.rest() === 0 && clipHasher.rest() === 0 && assembler.isEmpty();
  return {
    isRunProven: proof.isProven(),
    decodedCount,
    comparedCount: isWhole ? assembler.done() : -1,
    sourceFormats,
    clipFormats,
  };
}

/** The clip's frames, `before` frames before them and one after them where there is one. */
export function widthOfRun(
  { before, count, index }: Pick<ComparisonPlan, 'before' | 'count' | 'index'>,
  first: number,
): number {
  return Math.min(index.count - first, count + 1) + before;
}
