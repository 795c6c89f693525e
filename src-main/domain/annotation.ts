import { z } from 'zod';
import { codeIdSchema } from './codebook.ts';
import { digestSchema } from './digest.ts';
import { annotationIdSchema, footageIdSchema, reviewerIdSchema, subjectIdSchema } from './identifier.ts';
import { frameSpanSchema, microsSchema } from './time.ts';

export const annotationStates = ['draft', 'withdrawn'] as const;

/** The axes stand side by side and are never blended into one score (specs/evidence.md 4.7). */
export const confidenceAxes = ['visibility', 'interpretation', 'corroboration', 'time'] as const;
export type ConfidenceAxis = (typeof confidenceAxes)[number];

const confidenceLevel = z.int().min(1).max(3).nullable().default(null);

/** Each axis 1 (low) to 3 (high), null where the reviewer has not said. */
export const confidenceSchema = z.strictObject({
  visibility: confidenceLevel,
  interpretation: confidenceLevel,
  corroboration: confidenceLevel,
  time: confidenceLevel,
});
export type Confidence = z.infer<typeof confidenceSchema>;

/** How many characters the texts of an annotation hold at most. */
export const longestText = { statement: 8000, allegedBy: 300, basis: 1000 } as const;

const basisText = z.string().trim().max(longestText.basis).default('');

/** What each level rests on, in the reviewer's words; for `time` the uncertainty and where it comes from. */
export const confidenceBasisSchema = z.strictObject({
  visibility: basisText,
  interpretation: basisText,
  corroboration: basisText,
  time: basisText,
});
export type ConfidenceBasis = z.infer<typeof confidenceBasisSchema>;

/** Subjects an annotation names, each once, in the order in which they were named. */
const subjectIds = z
  .array(subjectIdSchema)
  .max(60, 'An annotation names at most 60 subjects.')
  .refine((ids) => new Set(ids).size === ids.length, 'A subject is named twice.');

const noteText = z.string().trim().max(longestText.statement);

const observationText = z.string().trim().min(1, 'Say what is seen or heard before saving.').max(longestText.statement);

/** A claim that an act occurred: who alleges it and what; always shown as alleged, left out of packets by default. */
export const allegationSchema = z.strictObject({
  text: z.string().trim().min(1, 'Say what is alleged, or leave the allegation out.').max(longestText.statement),
  allegedBy: z.string().trim().min(1, 'Say who alleges it.').max(longestText.allegedBy),
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
  confidenceBasis: confidenceBasisSchema.prefault({}),
  subjectIds: subjectIds.default([]),
  isExculpatory: z.boolean().default(false),
  isContextReviewed: z.boolean().default(false),
  note: noteText.default(''),
});
export type AnnotationDraft = z.infer<typeof annotationDraftSchema>;

/** What may be changed later; absent fields stay as they are. */
export const annotationChangesSchema = annotationDraftSchema
  .omit({
    footageId: true,
    attributes: true,
    confidence: true,
    allegation: true,
    confidenceBasis: true,
    subjectIds: true,
    isExculpatory: true,
    isContextReviewed: true,
    note: true,
  })
  .extend({
    attributes: z.record(z.string(), z.string()),
    confidence: confidenceSchema,
    allegation: allegationSchema.nullable(),
    confidenceBasis: confidenceBasisSchema,
    subjectIds,
    isExculpatory: z.boolean(),
    isContextReviewed: z.boolean(),
    note: noteText,
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
  confidenceBasis: confidenceBasisSchema,
  /** As they were named; after a merge the subject that stands for each is found with `standingSubject`. */
  subjectIds,
  /** The reviewer holds that it may speak for the person accused: context as prominent as conduct. */
  isExculpatory: z.boolean(),
  /** The reviewer looked for context around a conduct item and found none to record. */
  isContextReviewed: z.boolean(),
  /** A working note of the office; it leaves in no packet. */
  note: noteText,
  state: z.enum(annotationStates),
  createdBy: reviewerIdSchema,
  createdAt: microsSchema,
  revisedBy: reviewerIdSchema,
  revisedAt: microsSchema,
});
export type Annotation = z.infer<typeof annotationSchema>;

/** An annotation as a packet plan keeps it; plans from before these fields were recorded do not have them. */
export const plannedAnnotationSchema = annotationSchema.extend({
  confidenceBasis: confidenceBasisSchema.prefault({}),
  subjectIds: subjectIds.default([]),
  isExculpatory: z.boolean().default(false),
  isContextReviewed: z.boolean().default(false),
  note: noteText.default(''),
});

/** One step in the life of an annotation, newest last, as its history shows it. */
export const annotationRevisionSchema = z.strictObject({
  annotation: annotationSchema,
  label: z.string(),
  reviewerName: z.string(),
  at: microsSchema,
  custodySeq: z.int(),
});
export type AnnotationRevision = z.infer<typeof annotationRevisionSchema>;
