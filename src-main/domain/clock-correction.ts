import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { footageIdSchema, reviewerIdSchema } from './identifier.ts';
import {
  frameNumberSchema,
  type Micros,
  microsSchema,
  type Pts,
  ptsSchema,
  ptsToMicros,
  type Timebase,
} from './time.ts';

const basisWords = z.string().trim().min(1).max(500);

/** What a reviewer fills in: when one frame was taken, and how that is known. */
export const clockCorrectionDraftSchema = z.strictObject({
  footageId: footageIdSchema,
  frame: z.int().min(0),
  /** UTC. */
  at: microsSchema,
  /** "Dispatch log, call 4711", "clock in the picture, compared with the station's". */
  basis: basisWords,
  /** Of the correction that this one replaces, as it was read; 0 where there was none. */
  revision: z.int().min(0),
});
export type ClockCorrectionDraft = z.infer<typeof clockCorrectionDraftSchema>;

export const clockCorrectionStates = ['in-use', 'withdrawn'] as const;

/**
 * A reviewer's statement of when a recording was made, beside what the file says of itself. It is tied to one frame; other
 * frames follow by their media time, as the recording's own clocks do. A recording has one at most.
 */
export const clockCorrectionSchema = z.strictObject({
  footageId: footageIdSchema,
  /** Counts from 1; every edit, undo and redo adds one. */
  revision: z.int().min(1),
  /** The digest of the original that the frame counts in. */
  footageDigest: digestSchema,
  stream: z.int(),
  frame: frameNumberSchema,
  pts: ptsSchema,
  at: microsSchema,
  basis: basisWords,
  state: z.enum(clockCorrectionStates),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type ClockCorrection = z.infer<typeof clockCorrectionSchema>;

/** UTC of media time zero by a correction: what a creation time in the file would have to say. */
export function correctedStart({ at, pts }: Pick<ClockCorrection, 'at' | 'pts'>, timebase: Timebase): Micros {
  return (at - ptsToMicros(pts as Pts, timebase)) as Micros;
}
