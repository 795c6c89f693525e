import { randomUUID } from 'node:crypto';
import type { Annotation, AnnotationChanges, AnnotationDraft } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { AnnotationId } from '../../domain/identifier.ts';
import { codebookOfVersionOrCurrent, currentCodebook } from '../codebook/codebook-store.ts';
import { findFootage } from '../footage/footage-store.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { requireUsableSubjects } from '../subjects/subject-store.ts';
import {
  annotationChange,
  currentRevision,
  custodyEvent,
  nextRevision,
  requireInUse,
  spanIn,
} from './annotation-edit.ts';
import { announceAnnotations } from './announce-annotations.ts';
import { checkAttributes, usableCode } from './code-check.ts';

/** Records a new annotation; durable when this returns. Errors: `frame-out-of-range`, `bad-request`, `not-found`. */
export function addAnnotation(matter: OpenMatter, draft: AnnotationDraft): Annotation {
  matter.requireWritable();
  const { codebook } = currentCodebook(matter);
  const code = usableCode(codebook, draft.code);
  checkAttributes(code, draft.attributes);
  requireUsableSubjects(matter.database, draft.subjectIds);
  const footage = findFootage(matter.database, draft.footageId);
  const [span, stream] = spanIn(matter, footage.id, draft.inFrame, draft.outFrame);
  const now = matter.clock.now();
  const annotation: Annotation = {
    id: randomUUID() as AnnotationId,
    revision: 1,
    footageId: footage.id,
    footageDigest: footage.digest,
    stream,
    span,
    code: code.id,
    codebookVersion: codebook.version,
    observation: draft.observation,
    allegation: draft.allegation,
    attributes: draft.attributes,
    confidence: draft.confidence,
    confidenceBasis: draft.confidenceBasis,
    subjectIds: draft.subjectIds,
    isExculpatory: draft.isExculpatory,
    isContextReviewed: draft.isContextReviewed,
    note: draft.note,
    state: 'draft',
    createdBy: matter.reviewer.id,
    createdAt: now,
    revisedBy: matter.reviewer.id,
    revisedAt: now,
  };
  recordEdit(matter, {
    label: `Add ${code.id} at frame ${span.inFrame}`,
    changes: [annotationChange(null, annotation)],
    event: custodyEvent('annotation.create', annotation, {}),
  });
  announceAnnotations(matter, [annotation]);
  return annotation;
}

/** `current` with what is given changed and nothing else; written by the caller. Errors: as `addAnnotation`. */
export function revisedAnnotation(
  matter: OpenMatter,
  current: Annotation,
  { inFrame, outFrame, ...changes }: AnnotationChanges,
): Annotation {
  requireInUse(current, 'changed');
  const codebookVersion = versionForRevision(matter, current, changes);
  requireUsableSubjects(
    matter.database,
    (changes.subjectIds ?? []).filter((id) => !current.subjectIds.includes(id)),
  );
  const [span] =
    inFrame === undefined && outFrame === undefined
      ? [current.span]
      : spanIn(matter, current.footageId, inFrame ?? current.span.inFrame, outFrame ?? current.span.outFrame);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return nextRevision(matter, current, {
    ...given,
    codebookVersion,
    span,
  });
}

/**
 * The version of the vocabulary that a revised annotation is made under: the current one where its code or attributes are
 * chosen anew. A code that was retired meanwhile stays valid with the version it was chosen from. Errors: `bad-request`.
 */
function versionForRevision(matter: OpenMatter, current: Annotation, changes: AnnotationChanges): string {
  const code = changes.code ?? current.code;
  const attributes = changes.attributes ?? current.attributes;
  const isSame =
    code === current.code &&
    Object.keys({ ...attributes, ...current.attributes }).every((id) => attributes[id] === current.attributes[id]);
  if (isSame) {
    return current.codebookVersion;
  }
  const { codebook: newest } = currentCodebook(matter);
  const isRetiredSince = code === current.code && newest.codes.find(({ id }) => id === code)?.isRetired !== false;
  const { codebook } = isRetiredSince
    ? codebookOfVersionOrCurrent(matter, current.codebookVersion)
    : { codebook: newest };
  checkAttributes(usableCode(codebook, code), attributes);
  return isRetiredSince ? current.codebookVersion : codebook.version;
}

/** Changes what is given and nothing else. Errors: as `addAnnotation`, and `edit-conflict`. */
export function reviseAnnotation(
  matter: OpenMatter,
  request: { readonly id: AnnotationId; readonly revision: number; readonly changes: AnnotationChanges },
): Annotation {
  matter.requireWritable();
  const current = currentRevision(matter, request.id, request.revision);
  const revised = revisedAnnotation(matter, current, request.changes);
  recordEdit(matter, {
    label: `Change ${revised.code} at frame ${revised.span.inFrame}`,
    changes: [annotationChange(current, revised)],
    event: custodyEvent('annotation.revise', revised, {
      changed: Object.keys(request.changes).sort(),
    }),
  });
  announceAnnotations(matter, [revised]);
  return revised;
}

/** Takes an annotation out of use; it and its history stay. Errors: `edit-conflict`, `bad-request`. */
export function withdrawAnnotation(
  matter: OpenMatter,
  request: { readonly id: AnnotationId; readonly revision: number; readonly reason: string },
): Annotation {
  matter.requireWritable();
  const current = currentRevision(matter, request.id, request.revision);
  if (current.state === 'withdrawn') {
    throw new AppError('bad-request', 'This annotation is withdrawn already.');
  }
  const withdrawn = nextRevision(matter, current, { state: 'withdrawn' });
  recordEdit(matter, {
    label: `Withdraw ${withdrawn.code} at frame ${withdrawn.span.inFrame}`,
    changes: [annotationChange(current, withdrawn)],
    event: custodyEvent('annotation.delete', withdrawn, { reason: request.reason }),
  });
  announceAnnotations(matter, [withdrawn]);
  return withdrawn;
}
