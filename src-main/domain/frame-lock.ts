import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { annotationIdSchema, footageIdSchema } from './identifier.ts';
import { frameNumberSchema, frameSpanSchema, microsSchema, ptsSchema } from './time.ts';

/**
 * The fingerprint of one decoded picture: SHA-256 over the decoder's own memory (rows of pixels without padding, in
 * coded orientation and the pixel format named), which one ffmpeg command gives again (docs/evidence-integrity.md).
 */
export const lockedPictureSchema = z.strictObject({
  frame: frameNumberSchema,
  pts: ptsSchema,
  digest: digestSchema,
  pixelFormat: z.string(),
  width: z.int(),
  height: z.int(),
});
export type LockedPicture = z.infer<typeof lockedPictureSchema>;

/** What ties an annotation to pictures, not only to numbers. Made once for a span of an annotation and never changed. */
export const frameLockSchema = z.strictObject({
  annotationId: annotationIdSchema,
  footageDigest: digestSchema,
  stream: z.int(),
  span: frameSpanSchema,
  /** Of the first and of the last frame of the span; the same picture where the span is one frame. */
  first: lockedPictureSchema,
  last: lockedPictureSchema,
  toolVersion: z.string(),
  lockedAt: microsSchema,
  /** The custody entry that was written with it. */
  custodySeq: z.int(),
});
export type FrameLock = z.infer<typeof frameLockSchema>;

export const lockVerdicts = ['match', 'no-match', 'not-locked', 'cannot-check'] as const;
export type LockVerdict = (typeof lockVerdicts)[number];

/** What decoding the pictures of an annotation again came to. */
export const lockCheckSchema = z.strictObject({
  annotationId: annotationIdSchema,
  footageId: footageIdSchema,
  code: z.string(),
  span: frameSpanSchema,
  verdict: z.enum(lockVerdicts),
  /** The verdict for a person: what agrees or not, with which version of the decoder, and what to do next. */
  sentence: z.string(),
  lock: frameLockSchema.nullable(),
  /** The pictures as they decode now; null when they were not decoded. */
  found: z.strictObject({ first: lockedPictureSchema, last: lockedPictureSchema, toolVersion: z.string() }).nullable(),
  checkedAt: microsSchema,
});
export type LockCheck = z.infer<typeof lockCheckSchema>;

/** The newest verdict on an annotation whose lock does not simply hold. */
export const lockTroubleSchema = lockCheckSchema.pick({
  annotationId: true,
  verdict: true,
  sentence: true,
  checkedAt: true,
});
export type LockTrouble = z.infer<typeof lockTroubleSchema>;

/** How the annotations of one recording, or of the whole matter, stand; withdrawn ones are left out. */
export const lockStandingSchema = z.strictObject({
  lockedCount: z.int(),
  pendingCount: z.int(),
  /** Annotations whose newest check did not match, as they stand now. */
  troubles: z.array(lockTroubleSchema),
});
export type LockStanding = z.infer<typeof lockStandingSchema>;

/** Result of checking every lock of a matter. */
export const lockReportSchema = z.strictObject({
  counts: z.record(z.enum(lockVerdicts), z.int()),
  toolVersion: z.string(),
  /** What did not match first; at most 2,000 in all. */
  results: z.array(lockCheckSchema.omit({ lock: true, found: true }).extend({ footageName: z.string() })),
});
export type LockReport = z.infer<typeof lockReportSchema>;
