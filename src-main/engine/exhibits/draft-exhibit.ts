import { randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { type Exhibit, type ExhibitContent, type ExhibitDraft, exhibitSchema } from '../../domain/exhibit.ts';
import { suggestedTitle } from '../../domain/exhibit-title.ts';
import type { Footage } from '../../domain/footage.ts';
import { ptsOfFrame } from '../../domain/frame-index.ts';
import { type AnnotationId, exhibitIdSchema, type FootageId } from '../../domain/identifier.ts';
import { areAidsOn } from '../../domain/viewing-aids.ts';
import { findAnnotation } from '../annotations/annotation-store.ts';
import { findFootage } from '../footage/footage-store.ts';
import { loadFrameIndex, spanOfFootage } from '../footage/frame-index-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';

/** Errors: `media-unsupported` for a recording of which nothing can be shown. */
function requirePictures(footage: Footage): Footage {
  if (footage.state !== 'readable') {
    const why =
      footage.state === 'stored'
        ? 'is still being read. Make the exhibit when it is ready; its jobs are on the Jobs screen.'
        : `has no moving pictures that can be read, so no exhibit can be made of it. ${footage.stateReason}`;
    throw new AppError('media-unsupported', `"${footage.originalName}" ${why}`.trim(), {
      footageId: footage.id,
      state: footage.state,
    });
  }
  return footage;
}

function footageWithPictures(matter: OpenMatter, id: FootageId): Footage {
  return requirePictures(findFootage(matter.database, id));
}

type Subject = Pick<Exhibit, 'footageId' | 'footageDigest' | 'content' | 'annotationId'> & {
  readonly title: string;
  /** For the custody log: what it was made from. */
  readonly refs: readonly string[];
};

function subject(footage: Footage, content: ExhibitContent, title: string): Subject {
  return { footageId: footage.id, footageDigest: footage.digest, content, annotationId: null, title, refs: [] };
}

function subjectOfAnnotation(matter: OpenMatter, annotationId: AnnotationId): Subject {
  const annotation = findAnnotation(matter.database, annotationId);
  if (annotation.state === 'withdrawn') {
    throw new AppError(
      'bad-request',
      `The annotation ${annotation.code} at frame ${annotation.span.inFrame} is withdrawn and cannot become an exhibit. Choose another, or undo its withdrawal.`,
      { id: annotation.id },
    );
  }
  const footage = footageWithPictures(matter, annotation.footageId);
  const content: ExhibitContent = { kind: 'clip', stream: annotation.stream, span: annotation.span };
  return {
    ...subject(footage, content, suggestedTitle(annotation.observation)),
    annotationId: annotation.id,
    refs: [`annotation:${annotation.id}@${annotation.revision}`],
  };
}

function subjectOf(matter: OpenMatter, of: ExhibitDraft['of']): Subject {
  const { database } = matter;
  switch (of.kind) {
    case 'annotation':
      return subjectOfAnnotation(matter, of.annotationId);
    case 'span': {
      const footage = footageWithPictures(matter, of.footageId);
      const [span, stream] = spanOfFootage(database, footage.id, of.inFrame, of.outFrame);
      const title = `${footage.originalName}, frames ${span.inFrame} to ${span.outFrame - 1}`;
      return subject(footage, { kind: 'clip', stream, span }, title);
    }
    case 'still': {
      const footage = footageWithPictures(matter, of.footageId);
      const index = loadFrameIndex(database, footage.id);
      const aids = of.aids !== null && areAidsOn(of.aids) ? of.aids : null;
      const pts = ptsOfFrame(index, of.frame);
      const title = `${footage.originalName}, frame ${of.frame}`;
      return subject(footage, { kind: 'still', stream: index.stream, frame: of.frame, pts, aids }, title);
    }
    case 'native': {
      const footage = footageWithPictures(matter, of.footageId);
      return subject(footage, { kind: 'native' }, `${footage.originalName}, the whole recording`);
    }
  }
}

/**
 * A new exhibit as a draft asks for it, not written yet, and what the custody log refers to beside it.
 * Errors: `bad-request`, `frame-out-of-range`, `media-unsupported`, `not-found`.
 */
export function exhibitOfDraft(
  matter: OpenMatter,
  draft: ExhibitDraft,
  place: { readonly number: string; readonly position: number },
): { readonly exhibit: Exhibit; readonly refs: readonly string[] } {
  const { title, refs, ...of } = subjectOf(matter, draft.of);
  const now = matter.clock.now();
  const exhibit = exhibitSchema.parse({
    id: exhibitIdSchema.parse(randomUUID()),
    revision: 1,
    ...place,
    // A file name may be longer than a title.
    title: (draft.title === '' ? title : draft.title).slice(0, 200),
    description: draft.description,
    ...of,
    options: draft.options,
    state: 'draft',
    createdBy: matter.reviewer.id,
    createdAt: now,
    revisedBy: matter.reviewer.id,
    revisedAt: now,
  });
  return { exhibit, refs };
}
