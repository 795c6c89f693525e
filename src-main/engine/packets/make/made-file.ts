import { z } from 'zod';
import { clipProofSummarySchema } from '../../../domain/clip-proof.ts';
import { digestSchema } from '../../../domain/digest.ts';
import { microsSchema } from '../../../domain/time.ts';

/** Stands in a recorded command for the file that was written, until it has its Bates number. */
export const outputName = '{output}';

/** A file of the packet that is whole, under its working name, with everything there is to know of it. */
export const madeFileSchema = z.strictObject({
  /** Digest of what was to be made, of what, and by which versions: the same recipe makes the same file. */
  recipe: z.string(),
  /** Name in the working folder. */
  file: z.string(),
  digest: digestSchema,
  md5: z.string(),
  byteCount: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  frameCount: z.int().nullable(),
  durationMicros: microsSchema.nullable(),
  hasSound: z.boolean(),
  parameters: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  captions: z.string().nullable(),
  proof: clipProofSummarySchema.nullable(),
  /** The table of every frame, beside it. */
  proofTable: z.strictObject({ file: z.string(), digest: digestSchema, byteCount: z.int() }).nullable(),
  /** As run, the source named by its digest, the written file as `file:{output}`; empty for a copy. */
  argv: z.array(z.string()),
  toolVersion: z.string(),
});
export type MadeFile = z.infer<typeof madeFileSchema>;
