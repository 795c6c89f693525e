import type { AnnotationDraft } from '../../../../src-main/domain/annotation.ts';
import type { CodeAttribute } from '../../../../src-main/domain/codebook.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import type { FormValues } from './draft-store.ts';

export type FormProblems = {
  readonly code?: string;
  readonly observation?: string;
  readonly allegationText?: string;
  readonly allegedBy?: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** What must be filled in before this can be recorded, said beside each field. */
export function checkForm(values: FormValues, attributes: readonly CodeAttribute[]): FormProblems | null {
  const missing: Record<string, string> = {};
  for (const attribute of attributes) {
    if (attribute.isRequired && (values.attributes[attribute.id] ?? '').trim() === '') {
      missing[attribute.id] = 'This code asks for it.';
    }
  }
  const problems: FormProblems = {
    ...(values.code === null ? { code: 'Choose a code.' } : {}),
    ...(values.observation.trim() === '' ? { observation: 'Say what is seen or heard before saving.' } : {}),
    ...(values.hasAllegation && values.allegationText.trim() === ''
      ? { allegationText: 'Say what is alleged, or leave the allegation out.' }
      : {}),
    ...(values.hasAllegation && values.allegedBy.trim() === '' ? { allegedBy: 'Say who alleges it.' } : {}),
    attributes: missing,
  };
  return Object.keys(problems).length === 1 && Object.keys(missing).length === 0 ? null : problems;
}

type Contents = Omit<AnnotationDraft, 'footageId' | 'inFrame' | 'outFrame'>;

/** The form as the engine takes it; empty attributes and those of another code are left out. */
export function contentsOf(values: FormValues, attributes: readonly CodeAttribute[]): Contents {
  const kept: Record<string, string> = {};
  for (const { id } of attributes) {
    const text = (values.attributes[id] ?? '').trim();
    if (text !== '') {
      kept[id] = text;
    }
  }
  return {
    code: values.code ?? '',
    observation: values.observation.trim(),
    allegation: values.hasAllegation
      ? { text: values.allegationText.trim(), allegedBy: values.allegedBy.trim() }
      : null,
    attributes: kept,
    confidence: values.confidence,
    confidenceBasis: values.confidenceBasis,
    subjectIds: [...values.subjectIds],
    isExculpatory: values.isExculpatory,
    isContextReviewed: values.isContextReviewed,
    note: values.note.trim(),
  };
}

export function draftFor(
  footageId: FootageId,
  span: { readonly inFrame: number; readonly outFrame: number },
  values: FormValues,
  attributes: readonly CodeAttribute[],
): AnnotationDraft {
  return { footageId, ...span, ...contentsOf(values, attributes) };
}
