import { z } from 'zod';
import { footageIdSchema, reviewerIdSchema, sittingIdSchema } from './identifier.ts';
import { microsSchema } from './time.ts';

/** Frames `[inFrame, outFrame)` of one recording; `outFrame` is not included. */
export const frameRangeSchema = z.strictObject({ inFrame: z.int().min(0), outFrame: z.int().min(1) });
export type FrameRange = z.infer<typeof frameRangeSchema>;

/** `still`: a picture that stood long enough to be looked at. */
export const watchDirections = ['forward', 'backward', 'still'] as const;
export type WatchDirection = (typeof watchDirections)[number];

/** One uninterrupted run of pictures on the stage: not a jump, not a scrub. */
export const watchedRunSchema = z
  .strictObject({
    inFrame: z.int().min(0),
    outFrame: z.int().min(1),
    direction: z.enum(watchDirections),
    /** Speed in hundredths of normal: 100 is normal, 0 a still. */
    ratePercent: z.int().min(0).max(100_000),
    hasSound: z.boolean(),
    /**
     * Pictures that really came to the screen, repeats counted. Fewer than the run's frames where the player left some out
     * (fast play, a busy machine).
     */
    pictureCount: z.int().min(1),
    startedAt: microsSchema,
    endedAt: microsSchema,
  })
  .refine((run) => run.outFrame > run.inFrame, 'A run holds at least one frame.');
export type WatchedRun = z.infer<typeof watchedRunSchema>;

/** What the page reports: the runs since its last report. Sent again with the same `batch` it counts once. */
export const coverageReportSchema = z.strictObject({
  footageId: footageIdSchema,
  sittingId: sittingIdSchema,
  batch: z.int().min(0),
  runs: z.array(watchedRunSchema).max(5000),
  /** The reviewer leaves the recording: the sitting ends and is entered in the custody log. */
  isClosing: z.boolean().default(false),
});
export type CoverageReport = z.infer<typeof coverageReportSchema>;

/** `read-only`: nothing is recorded in this matter. `closed`: the sitting had ended; report again under a new one. */
export const coverageAnswers = ['recorded', 'read-only', 'closed'] as const;

const amounts = {
  /** Merged, in order, no two touching. */
  ranges: z.array(frameRangeSchema),
  watchedFrames: z.int(),
  /** Of the watched frames: seen at normal speed or slower, or as a still, at least once. */
  normalSpeedFrames: z.int(),
  /** Of the watched frames: heard as well, at least once. */
  soundFrames: z.int(),
};

/** Which frames of a recording were watched. Shares are `watchedFrames / frameCount`. */
export const coverageSchema = z.strictObject({
  frameCount: z.int(),
  ...amounts,
  reviewers: z.array(
    z.strictObject({
      reviewerId: reviewerIdSchema,
      name: z.string(),
      role: z.string(),
      ...amounts,
      sittingCount: z.int(),
      lastAt: microsSchema,
    }),
  ),
});
export type Coverage = z.infer<typeof coverageSchema>;
export type CoverageAmounts = Pick<Coverage, 'ranges' | 'watchedFrames' | 'normalSpeedFrames' | 'soundFrames'>;

/** The union of ranges: in order, touching ones joined. */
export function mergeRanges(ranges: readonly FrameRange[]): FrameRange[] {
  const merged: FrameRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.inFrame - b.inFrame)) {
    const last = merged.at(-1);
    if (last !== undefined && range.inFrame <= last.outFrame) {
      merged[merged.length - 1] = { inFrame: last.inFrame, outFrame: Math.max(last.outFrame, range.outFrame) };
    } else {
      merged.push({ inFrame: range.inFrame, outFrame: range.outFrame });
    }
  }
  return merged;
}

/** How many frames merged ranges hold. */
export function countFrames(merged: readonly FrameRange[]): number {
  return merged.reduce((sum, { inFrame, outFrame }) => sum + outFrame - inFrame, 0);
}

/** What merged ranges leave out of `[0, frameCount)`. */
export function unwatchedRanges(merged: readonly FrameRange[], frameCount: number): FrameRange[] {
  const holes: FrameRange[] = [];
  let from = 0;
  for (const { inFrame, outFrame } of merged) {
    if (inFrame > from) {
      holes.push({ inFrame: from, outFrame: Math.min(inFrame, frameCount) });
    }
    from = Math.max(from, outFrame);
  }
  if (from < frameCount) {
    holes.push({ inFrame: from, outFrame: frameCount });
  }
  return holes;
}

type SeenRun = Pick<WatchedRun, 'inFrame' | 'outFrame' | 'ratePercent' | 'hasSound'>;

/** What runs come to in a recording of `frameCount` frames. */
export function sumCoverage(runs: readonly SeenRun[], frameCount: number): CoverageAmounts {
  const inside = runs
    .map((run) => ({ ...run, outFrame: Math.min(run.outFrame, frameCount) }))
    .filter((run) => run.inFrame < run.outFrame);
  const ranges = mergeRanges(inside);
  return {
    ranges,
    watchedFrames: countFrames(ranges),
    normalSpeedFrames: countFrames(mergeRanges(inside.filter((run) => run.ratePercent <= 100))),
    soundFrames: countFrames(mergeRanges(inside.filter((run) => run.hasSound))),
  };
}
