import { randomUUID } from 'node:crypto';
import type { Annotation, AnnotationChanges, AnnotationDraft } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import { spanOfFrames } from '../../domain/frame-index.ts';
import type { AnnotationId, FootageId } from '../../domain/identifier.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { findFootage } from '../footage/footage-store.ts';
import { loadFrameIndex } from '../footage/frame-index-store.ts';
import { recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { findAnnotation, rowOfAnnotation } from './annotation-store.ts';
import { checkAttributes, shippedCodebook, usableCode } from './codebook-file.ts';

/** Frame numbers `[inFrame, outFrame)` to the exact ticks of the source. Errors: `frame-out-of-range`, `bad-request`. */
function spanIn(matter: OpenMatter, footageId: FootageId, inFrame: number, outFrame: number): [FrameSpan, number] {
  const index = loadFrameIndex(matter.database, footageId);
  if (outFrame > index.count || outFrame <= inFrame) {
    throw new AppError(
      'frame-out-of-range',
      `Frames ${inFrame} to ${outFrame} are not a span of this recording, which has frames 0 to ${index.count - 1}; the end is not included.`,
      { inFrame, outFrame, frameCount: index.count },
    );
  }
  return [spanOfFrames(index, inFrame as FrameNumber, outFrame as FrameNumber), index.stream];
}

/** What the custody log keeps of an annotation: everything but the free text, whose digest stands in the edit's images. */
function custodyEvent(type: CustodyEvent['type'], annotation: Annotation, more: CustodyEvent['data']): CustodyEvent {
  const { span } = annotation;
  return {
    type,
    refs: [`annotation:${annotation.id}@${annotation.revision}`, `asset:${annotation.footageDigest}`],
    data: {
      code: annotation.code,
      codebookVersion: annotation.codebookVersion,
      stream: annotation.stream,
      inFrame: span.inFrame,
      outFrame: span.outFrame,
      inPts: span.inPts,
      outPts: span.outPts,
      state: annotation.state,
      hasAllegation: annotation.allegation !== null,
      ...more,
    },
  };
}

function announce(matter: OpenMatter, footageId: FootageId): void {
  matter.events.emit('annotations.changed', { footageId });
  matter.events.emit('footage.changed', { footageId });
}

/** Records a new annotation; durable when this returns. Errors: `frame-out-of-range`, `bad-request`, `not-found`. */
export function addAnnotation(matter: OpenMatter, draft: AnnotationDraft): Annotation {
  matter.requireWritable();
  const codebook = shippedCodebook(matter.options.resourcesFolder);
  const code = usableCode(codebook, draft.code);
  checkAttributes(code, draft.attributes);
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
    state: 'draft',
    createdBy: matter.reviewer.id,
    createdAt: now,
    revisedBy: matter.reviewer.id,
    revisedAt: now,
  };
  recordEdit(matter, {
    label: `Add ${code.id} at frame ${span.inFrame}`,
    changes: [{ table: 'annotation', id: annotation.id, before: null, after: rowOfAnnotation(annotation) }],
    event: custodyEvent('annotation.create', annotation, {}),
  });
  announce(matter, footage.id);
  return annotation;
}

/** The current annotation, refusing when somebody changed it since `revision` was read. Errors: `edit-conflict`. */
function currentRevision(matter: OpenMatter, id: AnnotationId, revision: number): Annotation {
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

/** Changes what is given and nothing else. Errors: as `addAnnotation`, and `edit-conflict`. */
export function reviseAnnotation(
  matter: OpenMatter,
  request: { readonly id: AnnotationId; readonly revision: number; readonly changes: AnnotationChanges },
): Annotation {
  matter.requireWritable();
  const current = currentRevision(matter, request.id, request.revision);
  const { inFrame, outFrame, ...changes } = request.changes;
  const codebook = shippedCodebook(matter.options.resourcesFolder);
  // An unchanged code stays valid with the vocabulary version it was made under, even when it is retired by now.
  const isRecoded = changes.code !== undefined && changes.code !== current.code;
  if (isRecoded || changes.attributes !== undefined) {
    checkAttributes(usableCode(codebook, changes.code ?? current.code), changes.attributes ?? current.attributes);
  }
  const [span] =
    inFrame === undefined && outFrame === undefined
      ? [current.span]
      : spanIn(matter, current.footageId, inFrame ?? current.span.inFrame, outFrame ?? current.span.outFrame);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const revised: Annotation = {
    ...current,
    ...given,
    codebookVersion: isRecoded ? codebook.version : current.codebookVersion,
    span,
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  };
  recordEdit(matter, {
    label: `Change ${revised.code} at frame ${revised.span.inFrame}`,
    changes: [
      {
        table: 'annotation',
        id: revised.id,
        before: rowOfAnnotation(current),
        after: rowOfAnnotation(revised),
      },
    ],
    event: custodyEvent('annotation.revise', revised, {
      changed: Object.keys(request.changes).sort(),
    }),
  });
  announce(matter, revised.footageId);
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
  const withdrawn: Annotation = {
    ...current,
    state: 'withdrawn',
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  };
  recordEdit(matter, {
    label: `Withdraw ${withdrawn.code} at frame ${withdrawn.span.inFrame}`,
    changes: [
      {
        table: 'annotation',
        id: withdrawn.id,
        before: rowOfAnnotation(current),
        after: rowOfAnnotation(withdrawn),
      },
    ],
    event: custodyEvent('annotation.delete', withdrawn, { reason: request.reason }),
  });
  announce(matter, withdrawn.footageId);
  return withdrawn;
}
