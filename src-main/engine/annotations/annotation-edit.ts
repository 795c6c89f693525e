import type { Annotation } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CustodyEvent, CustodyValue } from '../../domain/custody-event.ts';
import type { AnnotationId, FootageId } from '../../domain/identifier.ts';
import type { FrameSpan } from '../../domain/time.ts';
import { spanOfFootage } from '../footage/frame-index-store.ts';
import type { RowChange } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { findAnnotation, rowOfAnnotation } from './annotation-store.ts';

/** Frame numbers `[inFrame, outFrame)` to the exact ticks of the source. Errors: `frame-out-of-range`. */
export function spanIn(
  matter: OpenMatter,
  footageId: FootageId,
  inFrame: number,
  outFrame: number,
): [FrameSpan, number] {
  return spanOfFootage(matter.database, footageId, inFrame, outFrame);
}

/** The current annotation, refusing when somebody changed it since `revision` was read. Errors: `edit-conflict`. */
export function currentRevision(matter: OpenMatter, id: AnnotationId, revision: number): Annotation {
  const current = findAnnotation(matter.database, id);
  if (current.revision !== revision) {
    throw new AppError(
      'edit-conflict',
      `This annotation was changed since you opened it (it is at revision ${current.revision}, yours was ${revision}). Look at the newer one and make your change again.`,
      { id, revision, currentRevision: current.revision },
    );
  }
  return current;
}

export type RevisionRef = { readonly id: AnnotationId; readonly revision: number };

/** The same for several, each named once. Errors: `bad-request`, `edit-conflict`, `not-found`. */
export function currentRevisions(matter: OpenMatter, items: readonly RevisionRef[]): Annotation[] {
  if (new Set(items.map(({ id }) => id)).size !== items.length) {
    throw new AppError('bad-request', 'An annotation is named twice in one change. Choose each once.');
  }
  return items.map(({ id, revision }) => currentRevision(matter, id, revision));
}

/** Errors: `bad-request` for a withdrawn annotation: what it says would be in no list and in no packet. */
export function requireInUse(annotation: Annotation, act: string): void {
  if (annotation.state === 'withdrawn') {
    throw new AppError('bad-request', `A withdrawn annotation cannot be ${act}. Undo its withdrawal first.`);
  }
}

/** The next revision of an annotation, by the reviewer at the workstation, now. */
export function nextRevision(matter: OpenMatter, current: Annotation, changes: Partial<Annotation>): Annotation {
  return {
    ...current,
    ...changes,
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  };
}

export function annotationChange(before: Annotation | null, after: Annotation): RowChange {
  return {
    table: 'annotation',
    id: after.id,
    before: before === null ? null : rowOfAnnotation(before),
    after: rowOfAnnotation(after),
  };
}

/** What the custody log says of where an annotation lies and what it is: everything but the free text. */
export function custodyFacts(annotation: Annotation): { readonly [key: string]: CustodyValue } {
  const { span } = annotation;
  return {
    code: annotation.code,
    codebookVersion: annotation.codebookVersion,
    stream: annotation.stream,
    inFrame: span.inFrame,
    outFrame: span.outFrame,
    inPts: span.inPts,
    outPts: span.outPts,
    state: annotation.state,
    hasAllegation: annotation.allegation !== null,
    isExculpatory: annotation.isExculpatory,
    isContextReviewed: annotation.isContextReviewed,
    confidence: annotation.confidence,
    subjects: annotation.subjectIds,
  };
}

/** What the custody log keeps of one annotation; the digest of its text stands in the edit's images. */
export function custodyEvent(
  type: CustodyEvent['type'],
  annotation: Annotation,
  more: CustodyEvent['data'],
): CustodyEvent {
  return {
    type,
    refs: [`annotation:${annotation.id}@${annotation.revision}`, `asset:${annotation.footageDigest}`],
    data: { ...custodyFacts(annotation), ...more },
  };
}

/** The entry of one edit over several annotations: every row by name, how many, and how many of each code. */
export function custodyEventOfMany(
  type: CustodyEvent['type'],
  annotations: readonly Annotation[],
  more: CustodyEvent['data'],
): CustodyEvent {
  const codes: Record<string, number> = {};
  for (const { code } of annotations) {
    codes[code] = (codes[code] ?? 0) + 1;
  }
  const assets = new Set(annotations.map(({ footageDigest }) => `asset:${footageDigest}`));
  return {
    type,
    refs: [...annotations.map(({ id, revision }) => `annotation:${id}@${revision}`), ...assets],
    data: { annotationCount: annotations.length, codes, ...more },
  };
}
