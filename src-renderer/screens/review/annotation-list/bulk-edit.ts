import type { CallInput } from '../../../../src-main/contract/api.ts';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { Code, Codebook } from '../../../../src-main/domain/codebook.ts';
import { countText } from '../../../playback/time-text.ts';

type Changes = CallInput<'annotations.reviseMany'>['changes'];
type Axis = keyof Annotation['confidence'];

/** What a bulk edit says of an axis: leave each as it is, take the statement back, or state a level. */
export type AxisChoice = 'leave' | 'not-stated' | 1 | 2 | 3;

export function countedAnnotations(count: number): string {
  return count === 1 ? '1 annotation' : `${countText(count)} annotations`;
}

/** The codebook with the codes of one group only; all of it without one. */
export function codebookOfGroup(codebook: Codebook, groupId: string | null): Codebook {
  return groupId === null
    ? codebook
    : {
        ...codebook,
        groups: codebook.groups.filter(({ id }) => id === groupId),
        codes: codebook.codes.filter(({ group }) => group === groupId),
      };
}

/** The values that the new code can hold as well; the others stay in the history. */
export function keptAttributes(attributes: Readonly<Record<string, string>>, code: Code): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).filter(([id, value]) => {
      const attribute = code.attributes.find((candidate) => candidate.id === id);
      return (
        attribute !== undefined && (attribute.kind !== 'choice' || value === '' || attribute.choices.includes(value))
      );
    }),
  );
}

/** Another code for each that does not carry it yet. */
export function recodeChanges(annotations: readonly Annotation[], code: Code): Changes {
  return annotations
    .filter((annotation) => annotation.code !== code.id)
    .map(({ id, revision, attributes }) => ({
      id,
      revision,
      changes: { code: code.id, attributes: keptAttributes(attributes, code) },
    }));
}

/** How many filled-in attributes would be left behind. */
export function lostAttributes(annotations: readonly Annotation[], code: Code): number {
  return annotations
    .filter((annotation) => annotation.code !== code.id)
    .reduce((count, { attributes }) => {
      const kept = keptAttributes(attributes, code);
      return count + Object.entries(attributes).filter(([id, value]) => value !== '' && kept[id] === undefined).length;
    }, 0);
}

/** All by the same number of frames (earlier: negative). */
export function moveChanges(annotations: readonly Annotation[], frames: number): Changes {
  return annotations.map(({ id, revision, span }) => ({
    id,
    revision,
    changes: { inFrame: span.inFrame + frames, outFrame: span.outFrame + frames },
  }));
}

/** The farthest these can move to either side and stay inside the recording. */
export function roomToMove(
  annotations: readonly Annotation[],
  frameCount: number,
): { readonly earlier: number; readonly later: number } {
  const first = annotations.reduce((least, { span }) => Math.min(least, span.inFrame), frameCount);
  const end = annotations.reduce((most, { span }) => Math.max(most, span.outFrame), 0);
  return { earlier: first, later: frameCount - end };
}

/** The chosen levels over what each states now; those that would stay the same are left alone. */
export function confidenceChanges(
  annotations: readonly Annotation[],
  chosen: Readonly<Record<Axis, AxisChoice>>,
): Changes {
  return annotations.flatMap(({ id, revision, confidence }) => {
    const after = { ...confidence };
    for (const axis of Object.keys(chosen) as Axis[]) {
      const choice = chosen[axis];
      if (choice !== 'leave') {
        after[axis] = choice === 'not-stated' ? null : choice;
      }
    }
    const isSame = (Object.keys(after) as Axis[]).every((axis) => after[axis] === confidence[axis]);
    return isSame ? [] : [{ id, revision, changes: { confidence: after } }];
  });
}
