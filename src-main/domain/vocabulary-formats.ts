import { z } from 'zod';
import { codebookVersionSchema } from './codebook.ts';
import { codebookDifferenceSchema } from './codebook-differences.ts';
import { digestSchema } from './digest.ts';

/** The forms in which a vocabulary comes in and goes out. ELAN: .ecv out; .ecv, .eaf and .etf in. */
export const vocabularyFormats = ['json', 'csv', 'elan', 'boris'] as const;
export type VocabularyFormat = (typeof vocabularyFormats)[number];

/** What an import would do, looked at before it is done. */
export const vocabularyPreviewSchema = z.strictObject({
  format: z.enum(vocabularyFormats),
  title: z.string(),
  /** Of the file's bytes, so that what is imported is what was looked at. */
  fileDigest: digestSchema,
  base: codebookVersionSchema,
  groupCount: z.int(),
  codeCount: z.int(),
  /** What would be different in the matter's codebook; empty when it holds all of this already. */
  differences: z.array(codebookDifferenceSchema),
  /** What the file says and the codebook cannot hold, in sentences. */
  unplaced: z.array(z.string()),
});
export type VocabularyPreview = z.infer<typeof vocabularyPreviewSchema>;

/** A newer shipped vocabulary. */
export const codebookOfferSchema = z.strictObject({
  version: codebookVersionSchema,
  differences: z.array(codebookDifferenceSchema),
  /** What the matter has changed itself and keeps as it is, in sentences. */
  kept: z.array(z.string()),
});
export type CodebookOffer = z.infer<typeof codebookOfferSchema>;
