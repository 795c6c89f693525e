import { type AnnotationDraft, longestText } from '../../../../src-main/domain/annotation.ts';
import type { CodeAttribute } from '../../../../src-main/domain/codebook.ts';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import type { FormValues } from '../../../../src-main/domain/unfinished-annotation.ts';
import { countText } from '../../../playback/time-text.ts';

export type FormProblems = {
  readonly code?: string;
  readonly observation?: string;
  readonly allegationText?: string;
  readonly allegedBy?: string;
  readonly note?: string;
  readonly attributes: Readonly<Record<string, string>>;
};

/** What is wrong with a text; undefined when it can be recorded. `missing` is said when it must not be empty and is. */
function textProblem(text: string, most: number, missing?: string): string | undefined {
  const { length } = text.trim();
  if (length === 0) {
    return missing;
  }
  return length <= most
    ? undefined
    : `This text has ${countText(length)} characters; ${countText(most)} are the most. Shorten it; nothing is cut off for you.`;
}

/** What must be filled in or shortened before this can be recorded, said beside each field. */
export function checkForm(values: FormValues, attributes: readonly CodeAttribute[]): FormProblems | null {
  const missing: Record<string, string> = {};
  for (const attribute of attributes) {
    if (attribute.isRequired && (values.attributes[attribute.id] ?? '').trim() === '') {
      missing[attribute.id] = 'This code asks for it.';
    }
  }
  const { statement, allegedBy } = longestText;
  const texts = {
    code: values.code === null ? 'Choose a code.' : undefined,
    observation: textProblem(values.observation, statement, 'Say what is seen or heard before saving.'),
    ...(values.hasAllegation
      ? {
          allegationText: textProblem(
            values.allegationText,
            statement,
            'Say what is alleged, or leave the allegation out.',
          ),
          allegedBy: textProblem(values.allegedBy, allegedBy, 'Say who alleges it.'),
        }
      : {}),
    note: textProblem(values.note, statement),
  };
  const problems = Object.fromEntries(Object.entries(texts).filter(([, problem]) => problem !== undefined));
  return Object.keys(problems).length === 0 && Object.keys(missing).length === 0
    ? null
    : { ...problems, attributes: missing };
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
