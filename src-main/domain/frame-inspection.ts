import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { frameNumberSchema, ptsSchema } from './time.ts';

/** What only decoding tells of a frame; the rest stands in the FrameIndex. */
export const frameInspectionSchema = z.strictObject({
  frame: frameNumberSchema,
  pts: ptsSchema,
  /** SHA-256 of the decoded picture, as in a frame lock. */
  digest: digestSchema,
  pixelFormat: z.string(),
  width: z.int(),
  height: z.int(),
  /** How the decoder says the picture was coded; `other` where it does not say. */
  pictureType: z.enum(['I', 'P', 'B', 'other']),
  scan: z.enum(['progressive', 'top-field-first', 'bottom-field-first']),
  toolVersion: z.string(),
});
export type FrameInspection = z.infer<typeof frameInspectionSchema>;
