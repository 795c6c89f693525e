import { type Annotation, confidenceAxes } from '../../../../src-main/domain/annotation.ts';
import type { Codebook } from '../../../../src-main/domain/codebook.ts';
import type { Timebase } from '../../../../src-main/domain/time.ts';
import { ptsText } from '../../../playback/time-text.ts';
import { namedCodes } from '../../../ui/code-name.ts';

export type ChangedField = { readonly name: string; readonly before: string | null; readonly after: string };

const stateNames = { draft: 'In use', withdrawn: 'Withdrawn' } as const;

/** What the texts of a revision are made with. */
export type FieldNaming = {
  readonly codebook: Codebook;
  readonly timebase: Timebase;
  /** Pseudonyms by id of the subject. */
  readonly subjects: ReadonlyMap<string, string>;
};

function fieldsOf(annotation: Annotation, { codebook, timebase, subjects }: FieldNaming): Map<string, string> {
  const known = namedCodes(codebook).get(annotation.code);
  const { span, allegation, confidence, subjectIds } = annotation;
  const fields = new Map<string, string>([
    ['State', stateNames[annotation.state]],
    ['Code', known === undefined ? annotation.code : `${known.title} (${annotation.code})`],
    [
      'Span',
      `frames ${span.inFrame} to ${span.outFrame - 1}, ${ptsText(span.inPts, timebase)} to ${ptsText(span.outPts, timebase)}`,
    ],
    ['Seen or heard', annotation.observation],
    ['Alleged', allegation === null ? 'nothing' : `by ${allegation.allegedBy}: ${allegation.text}`],
    ['Subjects', subjectIds.length === 0 ? 'nobody' : subjectIds.map((id) => subjects.get(id) ?? id).join(', ')],
    ['May speak for the person accused', annotation.isExculpatory ? 'yes' : 'not marked'],
    ['Reviewed for context', annotation.isContextReviewed ? 'yes' : 'not marked'],
    ['Working note', annotation.note === '' ? 'empty' : annotation.note],
  ]);
  for (const [id, value] of Object.entries(annotation.attributes)) {
    const label = known?.code.attributes.find((attribute) => attribute.id === id)?.label ?? id;
    fields.set(label, value);
  }
  for (const axis of confidenceAxes) {
    const level = confidence[axis];
    const basis = annotation.confidenceBasis[axis];
    const words = level === null ? 'not stated' : `${level} of 3`;
    fields.set(`Confidence: ${axis}`, basis === '' ? words : `${words} (${basis})`);
  }
  return fields;
}

/** Texts that stand for nothing having been said. */
const emptyTexts: ReadonlySet<string> = new Set(['nothing', 'not stated', 'nobody', 'not marked', 'empty']);

/** What one revision changed of the one before; for the first, everything it says that is not empty. */
export function changedFields(before: Annotation | null, after: Annotation, naming: FieldNaming): ChangedField[] {
  const now = fieldsOf(after, naming);
  if (before === null) {
    return [...now]
      .filter(([name, text]) => name !== 'State' && !emptyTexts.has(text))
      .map(([name, text]) => ({ name, before: null, after: text }));
  }
  const then = fieldsOf(before, naming);
  const names = new Set([...then.keys(), ...now.keys()]);
  return [...names].flatMap((name) => {
    const [old, next] = [then.get(name) ?? 'not stated', now.get(name) ?? 'not stated'];
    return old === next ? [] : [{ name, before: old, after: next }];
  });
}
