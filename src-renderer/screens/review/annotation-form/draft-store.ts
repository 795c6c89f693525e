import { createStore } from 'zustand/vanilla';
import type { Annotation, Confidence, ConfidenceBasis } from '../../../../src-main/domain/annotation.ts';
import type { AnnotationId, FootageId, SubjectId } from '../../../../src-main/domain/identifier.ts';

/** What stands in the form; strings as typed. */
export type FormValues = {
  readonly code: string | null;
  readonly observation: string;
  readonly hasAllegation: boolean;
  readonly allegationText: string;
  readonly allegedBy: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly confidence: Confidence;
  readonly confidenceBasis: ConfidenceBasis;
  readonly subjectIds: readonly SubjectId[];
  readonly isExculpatory: boolean;
  readonly isContextReviewed: boolean;
  readonly note: string;
  /** Keys of wording hints that the reviewer has put aside. */
  readonly dismissedHints: readonly string[];
};

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

export function formOf(annotation: Annotation): FormValues {
  return {
    code: annotation.code,
    observation: annotation.observation,
    hasAllegation: annotation.allegation !== null,
    allegationText: annotation.allegation?.text ?? '',
    allegedBy: annotation.allegation?.allegedBy ?? '',
    attributes: annotation.attributes,
    confidence: annotation.confidence,
    confidenceBasis: annotation.confidenceBasis,
    subjectIds: annotation.subjectIds,
    isExculpatory: annotation.isExculpatory,
    isContextReviewed: annotation.isContextReviewed,
    note: annotation.note,
    dismissedHints: [],
  };
}

/** Frames of the span that a draft is about, as they were marked; null where nothing was. */
export type DraftSpan = { readonly inFrame: number | null; readonly outFrame: number | null };

export type Draft = { readonly values: FormValues; readonly span: DraftSpan };

/** A new annotation of a recording, or a change begun to a revision of one that is there. */
export type DraftKey = `new:${FootageId}` | `revise:${AnnotationId}@${number}`;

type Drafts = { readonly byKey: ReadonlyMap<DraftKey, Draft> };

/**
 * What was typed but not yet recorded, so that going to another screen loses nothing, and neither does an engine that has
 * to be started again. In memory only: on disk, text about a matter belongs into the matter's encrypted database.
 */
export const draftStore = createStore<Drafts>()(() => ({ byKey: new Map() }));

export function keepDraft(key: DraftKey, draft: Draft | null): void {
  const byKey = new Map(draftStore.getState().byKey);
  if (draft === null) {
    byKey.delete(key);
  } else {
    byKey.set(key, draft);
  }
  draftStore.setState({ byKey });
}

export function draftOf(key: DraftKey): Draft | null {
  return draftStore.getState().byKey.get(key) ?? null;
}
