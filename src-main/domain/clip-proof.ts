import { z } from 'zod';

/** `smart-cut`: all pictures but those of the two ends are the source's own coded pictures; `re-encode`: every one is new. */
export const clipWays = ['smart-cut', 're-encode'] as const;

/** How the pictures of a re-encoded clip are coded: H.264 at CRF 18, or H.264 without any loss. */
export const clipQualities = ['visually-lossless', 'lossless'] as const;
export type ClipQuality = (typeof clipQualities)[number];

/**
 * What was measured between the pictures of a clip and those of its source, frame by frame; the table itself is a file of
 * its own. Whole numbers: SSIM in millionths, PSNR in thousandths of a decibel.
 */
export const clipProofSummarySchema = z.strictObject({
  way: z.enum(clipWays),
  quality: z.enum(clipQualities),
  frameCount: z.int().min(1),
  /** Frames whose decoded picture in the clip equals that of the source in every sample. */
  identicalCount: z.int().min(0),
  /** The worst frame; 1,000,000 where all are identical. */
  minSsim: z.int(),
  meanSsim: z.int(),
  /** The worst frame; null where all are identical (the ratio is infinite). */
  minPsnr: z.int().nullable(),
  /** Which digest of a decoded picture the table holds. */
  pictureHash: z.literal('sha256'),
  /** Why the quicker way was not taken; empty when it was, or was not asked for. */
  fallbackReason: z.string(),
});
export type ClipProofSummary = z.infer<typeof clipProofSummarySchema>;
