import { z } from 'zod';
import { codebookVersionSchema, codeIdSchema } from './codebook.ts';
import { digestSchema } from './digest.ts';
import { microsSchema } from './time.ts';

/** One version of the vocabulary that this matter keeps. */
export const codebookVersionLineSchema = z.strictObject({
  version: codebookVersionSchema,
  digest: digestSchema,
  /** What was changed, in words; for the first one where it came from. */
  note: z.string(),
  reviewerName: z.string(),
  at: microsSchema,
  isCurrent: z.boolean(),
  /** Taken back by undo; kept, because annotations of that time may name it. */
  isUndone: z.boolean(),
  codeCount: z.int(),
  /** How many annotations that are not withdrawn were made under it. */
  annotationCount: z.int(),
});
export type CodebookVersionLine = z.infer<typeof codebookVersionLineSchema>;

/** What the digits 1 to 9 mean on the bench: pinned by a reviewer, or used lately. */
export const codeDigitSchema = z.strictObject({
  digit: z.int().min(1).max(9),
  code: codeIdSchema.nullable(),
  isPinned: z.boolean(),
});
export type CodeDigit = z.infer<typeof codeDigitSchema>;
