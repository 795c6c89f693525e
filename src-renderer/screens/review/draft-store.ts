import { createStore } from 'zustand/vanilla';
import type { Annotation, Confidence, ConfidenceBasis } from '../../../src-main/domain/annotation.ts';
import type { FootageId, SubjectId } from '../../../src-main/domain/identifier.ts';

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
  readonly note: string;
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
  note: '',
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
    note: annotation.note,
  };
}

type Drafts = { readonly byFootage: ReadonlyMap<FootageId, FormValues> };

/**
 * Text that was typed but not yet added, by recording, so that going to another screen loses nothing. In memory only: on
 * disk, text about a matter belongs into the matter's encrypted database.
 */
export const draftStore = createStore<Drafts>()(() => ({ byFootage: new Map() }));

export function keepDraft(footageId: FootageId, values: FormValues | null): void {
  const byFootage = new Map(draftStore.getState().byFootage);
  if (values === null) {
    byFootage.delete(footageId);
  } else {
    byFootage.set(footageId, values);
  }
  draftStore.setState({ byFootage });
}

export function draftOf(footageId: FootageId): FormValues {
  return draftStore.getState().byFootage.get(footageId) ?? emptyForm;
}
