import { z } from 'zod';
import { digestSchema } from './digest.ts';
import { acquisitionIdSchema, footageIdSchema, renditionIdSchema } from './identifier.ts';
import { frameIndexSummarySchema, recordingFactsSchema } from './recording-facts.ts';
import { microsSchema } from './time.ts';

/**
 * What can be done with a recording. `stored`: bytes safe, not looked at yet; `readable`: has moving pictures;
 * `audio-only`; `not-media`: something else, kept as received; `damaged`: claims to be media, cannot be read.
 */
export const footageStates = ['stored', 'readable', 'audio-only', 'not-media', 'damaged'] as const;
export type FootageState = (typeof footageStates)[number];

/** One received recording: immutable, identified by the digest of its bytes. */
export const footageSchema = z.strictObject({
  id: footageIdSchema,
  acquisitionId: acquisitionIdSchema,
  digest: digestSchema,
  byteCount: z.int().min(0),
  /** Path as found below the source folder, for people and reports; never used as a path on this disk. */
  originalName: z.string(),
  relativePath: z.string(),
  sourceModifiedAt: microsSchema,
  ingestedAt: microsSchema,
  state: z.enum(footageStates),
  /** A sentence when the state needs explaining ("The index of this file is missing …"). */
  stateReason: z.string(),
});
export type Footage = z.infer<typeof footageSchema>;

/** A derivative made from an original and kept beside the vault. */
export const renditionKinds = ['proxy', 'peaks', 'filmstrip', 'poster'] as const;
export type RenditionKind = (typeof renditionKinds)[number];

export const renditionSchema = z.strictObject({
  id: renditionIdSchema,
  footageId: footageIdSchema,
  kind: z.enum(renditionKinds),
  digest: digestSchema,
  byteCount: z.int(),
  /** File name below the matter's derivatives folder. */
  fileName: z.string(),
  mediaType: z.string(),
  /** The exact command, and the version of the tool that ran it. */
  argv: z.array(z.string()),
  toolVersion: z.string(),
  /** Facts of the kind: tile size of a filmstrip, zoom levels of peaks, offset of a proxy. */
  details: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  madeAt: microsSchema,
});
export type Rendition = z.infer<typeof renditionSchema>;

/** Everything the library and the review bench show about one recording. */
export const footageDetailSchema = z.strictObject({
  footage: footageSchema,
  facts: recordingFactsSchema.nullable(),
  index: frameIndexSummarySchema.nullable(),
  renditions: z.array(renditionSchema),
  /** Jobs of this footage that have not ended. */
  pendingJobs: z.int(),
  annotationCount: z.int(),
});
export type FootageDetail = z.infer<typeof footageDetailSchema>;
