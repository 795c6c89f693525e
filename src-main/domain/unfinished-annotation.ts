import { z } from 'zod';
import { type Annotation, confidenceSchema } from './annotation.ts';
import { codeIdSchema } from './codebook.ts';
import { annotationIdSchema, footageIdSchema, subjectIdSchema } from './identifier.ts';

/** As typed: longer than an annotation may be, because nothing that was typed is thrown away for its length. */
const typedText = z.string().max(500_000);

/** What stands in the form of an annotation; strings as typed. */
export const formValuesSchema = z.strictObject({
  code: codeIdSchema.nullable(),
  observation: typedText,
  hasAllegation: z.boolean(),
  allegationText: typedText,
  allegedBy: typedText,
  attributes: z.record(z.string(), typedText),
  confidence: confidenceSchema,
  confidenceBasis: z.strictObject({
    visibility: typedText,
    interpretation: typedText,
    corroboration: typedText,
    time: typedText,
  }),
  subjectIds: z.array(subjectIdSchema).max(1000),
  isExculpatory: z.boolean(),
  isContextReviewed: z.boolean(),
  note: typedText,
  /** Keys of wording hints that the reviewer has put aside. */
  dismissedHints: z.array(z.string().max(1000)).max(1000),
});
export type FormValues = z.infer<typeof formValuesSchema>;

/** Both ends as frames, `outFrame` not included. */
const formSpanSchema = z.strictObject({ inFrame: z.int().min(0), outFrame: z.int().min(1) });
export type FormSpan = z.infer<typeof formSpanSchema>;

/** What a form says: of which frames, and what of them. */
export const statementSchema = z.strictObject({ span: formSpanSchema, values: formValuesSchema });
export type Statement = z.infer<typeof statementSchema>;

/** A form of an annotation that was begun and neither recorded nor discarded. */
export const unfinishedAnnotationSchema = z.strictObject({
  footageId: footageIdSchema,
  /** The annotation that is being changed; null for a new one, of which each recording has one at a time. */
  annotationId: annotationIdSchema.nullable(),
  typed: statementSchema,
  /** What the annotation said when its form was opened; null for a new one. */
  opened: statementSchema.nullable(),
});
export type UnfinishedAnnotation = z.infer<typeof unfinishedAnnotationSchema>;

export const unfinishedKeySchema = unfinishedAnnotationSchema.pick({ footageId: true, annotationId: true });
export type UnfinishedKey = z.infer<typeof unfinishedKeySchema>;

export const emptyForm: FormValues = {
  code: null,
  observation: '',
  hasAllegation: false,
  allegationText: '',
  allegedBy: '',
  attributes: {},
  confidence: { visibility: null, interpretation: null, corroboration: null, time: null },
  confidenceBasis: { visibility: '', interpretation: '', corroboration: '', time: '' },
  subjectIds: [],
  isExculpatory: false,
  isContextReviewed: false,
  note: '',
  dismissedHints: [],
};

/** An annotation as a form shows it. */
export function statementOf(annotation: Annotation): Statement {
  const { span, allegation } = annotation;
  return {
    span: { inFrame: span.inFrame, outFrame: span.outFrame },
    values: {
      code: annotation.code,
      observation: annotation.observation,
      hasAllegation: allegation !== null,
      allegationText: allegation?.text ?? '',
      allegedBy: allegation?.allegedBy ?? '',
      attributes: annotation.attributes,
      confidence: annotation.confidence,
      confidenceBasis: annotation.confidenceBasis,
      subjectIds: annotation.subjectIds,
      isExculpatory: annotation.isExculpatory,
      isContextReviewed: annotation.isContextReviewed,
      note: annotation.note,
      dismissedHints: [],
    },
  };
}

function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return left === right;
  }
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) =>
    isSame((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]),
  );
}

/** Whether two forms would record the same; hints that were put aside are no part of that. */
export function isSameForm(left: FormValues, right: FormValues): boolean {
  return isSame({ ...left, dismissedHints: [] }, { ...right, dismissedHints: [] });
}

export function isSameSpan(left: FormSpan, right: FormSpan): boolean {
  return left.inFrame === right.inFrame && left.outFrame === right.outFrame;
}

/** Of each part of a record, what was typed where that was changed, and what stands there now where it was not. */
function mergeParts<T extends object>(typed: T, opened: T, now: T): T {
  const merged = { ...now } as Record<string, unknown>;
  for (const name of new Set([...Object.keys(typed), ...Object.keys(opened)])) {
    const value = (typed as Record<string, unknown>)[name];
    if (!isSame(value, (opened as Record<string, unknown>)[name])) {
      merged[name] = value;
    }
  }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as T;
}

/**
 * What a form says once the annotation under it has become another (an end was dragged, an edit undone): everything the
 * reviewer changed in the form, over what the annotation says now.
 */
export function overNewer(typed: Statement, opened: Statement, now: Statement): Statement {
  const values = mergeParts(typed.values, opened.values, now.values);
  // Attributes belong to their code: those of another one do not go along.
  const attributes =
    typed.values.code !== opened.values.code
      ? typed.values.attributes
      : now.values.code !== opened.values.code
        ? now.values.attributes
        : mergeParts(typed.values.attributes, opened.values.attributes, now.values.attributes);
  return {
    span: isSameSpan(typed.span, opened.span) ? now.span : typed.span,
    values: {
      ...values,
      attributes,
      confidence: mergeParts(typed.values.confidence, opened.values.confidence, now.values.confidence),
      confidenceBasis: mergeParts(
        typed.values.confidenceBasis,
        opened.values.confidenceBasis,
        now.values.confidenceBasis,
      ),
    },
  };
}
