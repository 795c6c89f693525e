import type { Annotation, AnnotationChanges } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import {
  annotationChange,
  currentRevisions,
  custodyEventOfMany,
  nextRevision,
  type RevisionRef,
} from './annotation-edit.ts';
import { announceAnnotations } from './announce-annotations.ts';
import { revisedAnnotation } from './write-annotation.ts';

function counted(count: number): string {
  return count === 1 ? '1 annotation' : `${count} annotations`;
}

export type ReviseManyRequest = {
  readonly changes: readonly (RevisionRef & { readonly changes: AnnotationChanges })[];
  /** For the undo menu; absent: made from the number of annotations. */
  readonly label?: string | undefined;
};

/** Changes several annotations as one edit, all or none. Errors: those of `reviseAnnotation` for any of them. */
export function reviseMany(matter: OpenMatter, request: ReviseManyRequest): Annotation[] {
  matter.requireWritable();
  const before = currentRevisions(matter, request.changes);
  const after = before.map((current, at) => revisedAnnotation(matter, current, request.changes[at]?.changes ?? {}));
  const changed = new Set(request.changes.flatMap(({ changes }) => Object.keys(changes)));
  recordEdit(matter, {
    label: request.label ?? `Change ${counted(after.length)}`,
    changes: after.map((annotation, at) => annotationChange(before[at] ?? null, annotation)),
    event: custodyEventOfMany('annotation.revise', after, { act: 'revise-many', changed: [...changed].sort() }),
  });
  announceAnnotations(matter, after);
  return after;
}

export type WithdrawManyRequest = { readonly items: readonly RevisionRef[]; readonly reason: string };

/** Takes several annotations out of use as one edit; they and their history stay. Errors: as `withdrawAnnotation`. */
export function withdrawMany(matter: OpenMatter, request: WithdrawManyRequest): Annotation[] {
  matter.requireWritable();
  const before = currentRevisions(matter, request.items);
  const gone = before.filter(({ state }) => state === 'withdrawn').length;
  if (gone > 0) {
    throw new AppError(
      'bad-request',
      `${gone} of these ${before.length} annotations ${gone === 1 ? 'is' : 'are'} withdrawn already. Choose only those in use.`,
    );
  }
  const after = before.map((current) => nextRevision(matter, current, { state: 'withdrawn' }));
  recordEdit(matter, {
    label: `Withdraw ${counted(after.length)}`,
    changes: after.map((annotation, at) => annotationChange(before[at] ?? null, annotation)),
    event: custodyEventOfMany('annotation.delete', after, { act: 'withdraw-many', reason: request.reason }),
  });
  announceAnnotations(matter, after);
  return after;
}
