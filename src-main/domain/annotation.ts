import { z } from 'zod';
import { codeIdSchema } from './codebook.ts';
import { digestSchema } from './digest.ts';
import { annotationIdSchema, footageIdSchema, reviewerIdSchema } from './identifier.ts';
import { frameSpanSchema, microsSchema } from './time.ts';

export const annotationStates = ['draft', 'withdrawn'] as const;

/** Three of the confidence axes of specs/evidence.md 4.7, each 1 (low) to 3 (high); time is added with synchronisation. */
export const confidenceSchema = z.strictObject({
  visibility: z.int().min(1).max(3).nullable().default(null),
  interpretation: z.int().min(1).max(3).nullable().default(null),
  corroboration: z.int().min(1).max(3).nullable().default(null),
});

const observationText = z.string().trim().min(1, 'Say what is seen or heard before saving.').max(8000);

/** A claim that an act occurred: who alleges it and what; always shown as alleged, left out of packets by default. */
export const allegationSchema = z.strictObject({
  text: z.string().trim().min(1, 'Say what is alleged, or leave the allegation out.').max(8000),
  allegedBy: z.string().trim().min(1, 'Say who alleges it.').max(300),
});
export type Allegation = z.infer<typeof allegationSchema>;

/** What a reviewer fills in. */
export const annotationDraftSchema = z.strictObject({
  footageId: footageIdSchema,
  inFrame: z.int().min(0),
  outFrame: z.int().min(1),
  code: codeIdSchema,
  observation: observationText,
  allegation: allegationSchema.nullable().default(null),
  attributes: z.record(z.string(), z.string()).default({}),
  confidence: confidenceSchema.prefault({}),
});
export type AnnotationDraft = z.infer<typeof annotationDraftSchema>;

/** What may be changed later; absent fields stay as they are. */
export const annotationChangesSchema = annotationDraftSchema
  .omit({ footageId: true, attributes: true, confidence: true, allegation: true })
  .extend({
    attributes: z.record(z.string(), z.string()),
    confidence: confidenceSchema,
    allegation: allegationSchema.nullable(),
  })
  .partial();
export type AnnotationChanges = z.infer<typeof annotationChangesSchema>;

/** A reviewer's statement about a span of footage: first the observed fact, then, apart and attributed, what is alleged. */
export const annotationSchema = z.strictObject({
  id: annotationIdSchema,
  /** Counts from 1; every edit, undo and redo adds one. */
  revision: z.int().min(1),
  footageId: footageIdSchema,
  /** The digest of the original that the span counts in. */
  footageDigest: digestSchema,
  stream: z.int(),
  span: frameSpanSchema,
  code: codeIdSchema,
  codebookVersion: z.string(),
  observation: observationText,
  allegation: allegationSchema.nullable(),
  attributes: z.record(z.string(), z.string()),
  confidence: confidenceSchema,
  state: z.enum(annotationStates),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type Annotation = z.infer<typeof annotationSchema>;

/** One step in the life of an annotation, newest last, as its history shows it. */
export const annotationRevisionSchema = z.strictObject({
  annotation: annotationSchema,
  label: z.string(),
  reviewerName: z.string(),
  at: microsSchema,
  custodySeq: z.int(),
});
export type AnnotationRevision = z.infer<typeof annotationRevisionSchema>;
