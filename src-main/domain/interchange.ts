import { z } from 'zod';
import { annotationFilterSchema } from './annotation-search.ts';
import { codeIdSchema } from './codebook.ts';
import { digestSchema } from './digest.ts';
import { annotationIdSchema, footageIdSchema } from './identifier.ts';

/** `eaf`: ELAN; `boris`: a BORIS project; `web-annotation`: W3C Web Annotation (JSON-LD). */
export const exchangeFormats = ['csv', 'webvtt', 'eaf', 'boris', 'web-annotation'] as const;
export type ExchangeFormat = (typeof exchangeFormats)[number];

/** Stands in every file of annotations that leaves. */
export const exchangeNotice =
  'Annotations record allegations and observations for review; no finding of misconduct is made.';

export const formatNames: Readonly<Record<ExchangeFormat, string>> = {
  csv: 'CSV table',
  webvtt: 'WebVTT captions',
  eaf: 'ELAN annotation document',
  boris: 'BORIS project',
  'web-annotation': 'W3C Web Annotation',
};

export const formatExtensions: Readonly<Record<ExchangeFormat, string>> = {
  csv: 'csv',
  webvtt: 'vtt',
  eaf: 'eaf',
  boris: 'boris',
  'web-annotation': 'jsonld',
};

/** Formats with one timeline a file. */
export const oneRecordingFormats: ReadonlySet<ExchangeFormat> = new Set(['webvtt', 'eaf']);

/** Which annotations leave: chosen ones, or what a filter finds (an empty filter: all that are in use). */
export const exportSelectionSchema = z.union([
  z.strictObject({ ids: z.array(annotationIdSchema).min(1).max(100_000) }),
  z.strictObject({ filter: annotationFilterSchema }),
]);
export type ExportSelection = z.infer<typeof exportSelectionSchema>;

export const exportResultSchema = z.strictObject({
  count: z.int(),
  byteCount: z.int(),
  digest: digestSchema,
  fileName: z.string(),
  /** What other programs will not see of it in this format, in sentences. */
  limits: z.array(z.string()),
});
export type ExportResult = z.infer<typeof exportResultSchema>;

/** A code or tier of the file to a code of the codebook; null leaves its annotations out. */
export const codeMappingSchema = z.record(z.string().max(500), codeIdSchema.nullable());
export type CodeMapping = z.infer<typeof codeMappingSchema>;

/** A recording as the file names it (nothing where it names none) to one of the matter. */
export const recordingMappingSchema = z.record(z.string().max(500), footageIdSchema);
export type RecordingMapping = z.infer<typeof recordingMappingSchema>;

/** A line of the file that cannot be taken over as it stands, or only with a change that is said. */
export const importRemarkSchema = z.strictObject({
  /** Where in the file: "line 12", "tier Force, annotation a7". */
  place: z.string(),
  text: z.string(),
  reason: z.string(),
});
export type ImportRemark = z.infer<typeof importRemarkSchema>;

export const importPreviewSchema = z.strictObject({
  format: z.enum(exchangeFormats),
  fileName: z.string(),
  digest: digestSchema,
  /** How many annotations stand in the file, and how many would be made. */
  found: z.int(),
  placed: z.int(),
  /** Codes and tiers that the codebook does not have, with what they were mapped to. */
  unknownCodes: z.array(z.strictObject({ name: z.string(), count: z.int(), mappedTo: codeIdSchema.nullable() })),
  recordings: z.array(z.strictObject({ name: z.string(), footageId: footageIdSchema.nullable(), count: z.int() })),
  /** Taken over, but changed: times between frames, subjects that are not known. */
  changed: z.array(importRemarkSchema),
  unplaced: z.array(importRemarkSchema),
  /** How many there are of each; the lists hold at most the first 500. */
  changedCount: z.int(),
  unplacedCount: z.int(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;
