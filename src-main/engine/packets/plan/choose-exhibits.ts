import type { CallRequest } from '../../../contract/api.ts';
import type { Annotation } from '../../../domain/annotation.ts';
import { AppError } from '../../../domain/app-error.ts';
import { exhibitLabel } from '../../../domain/exhibit-number.ts';
import type { PlannedExhibit } from '../../../domain/packet-plan.ts';
import { findAnnotation, listAnnotations } from '../../annotations/annotation-store.ts';
import { findExhibit, listExhibits } from '../../exhibits/exhibit-store.ts';
import { findFootage } from '../../footage/footage-store.ts';
import type { OpenMatter } from '../../matters/open-matter.ts';
import { exhibitOfAnnotation } from './plan-packet.ts';

type SealRequest = Pick<CallRequest<'packets.seal'>, 'exhibitIds' | 'annotationIds'>;

/**
 * What was chosen, each exhibit frozen with its annotation as they stand now: stored exhibits in the order of the list, or
 * annotations as exhibits 1 to n. Errors: `bad-request`, `not-found`, `media-unsupported`, `digest-mismatch`.
 */
export function chooseExhibits(matter: OpenMatter, request: SealRequest): PlannedExhibit[] {
  const { exhibitIds, annotationIds } = request;
  if ((exhibitIds === undefined) === (annotationIds === undefined)) {
    throw new AppError('bad-request', 'A packet is made of exhibits or of annotations: choose one of the two.');
  }
  const chosen =
    exhibitIds === undefined
      ? chosenAnnotations(matter, annotationIds ?? 'all').map((annotation, at) =>
          exhibitOfAnnotation(annotation, { number: String(at + 1), reason: 'chosen' }),
        )
      : storedExhibits(matter, exhibitIds);
  requirePictures(matter, chosen);
  return chosen;
}

function storedExhibits(matter: OpenMatter, ids: Exclude<SealRequest['exhibitIds'], undefined>): PlannedExhibit[] {
  const all = listExhibits(matter.database);
  const wanted = ids === 'all' ? null : new Set(ids);
  for (const id of wanted ?? []) {
    const { state, number } = findExhibit(matter.database, id);
    if (state === 'withdrawn') {
      throw new AppError(
        'bad-request',
        `${exhibitLabel(number)} is withdrawn and cannot go into a packet. Choose others, or undo its withdrawal.`,
        { id },
      );
    }
  }
  const chosen = all.filter(({ id }) => wanted === null || wanted.has(id));
  if (chosen.length === 0) {
    throw new AppError('bad-request', 'This matter has no exhibits yet. Make exhibits first, then seal a packet.');
  }
  return chosen.map((exhibit): PlannedExhibit => {
    const { digest } = findFootage(matter.database, exhibit.footageId);
    if (digest !== exhibit.footageDigest) {
      throw new AppError(
        'digest-mismatch',
        `${exhibitLabel(exhibit.number)} was made of other bytes than its recording has now. Verify the matter.`,
        { id: exhibit.id },
      );
    }
    return {
      exhibitId: exhibit.id,
      revision: exhibit.revision,
      number: exhibit.number,
      title: exhibit.title,
      description: exhibit.description,
      footageId: exhibit.footageId,
      footageDigest: exhibit.footageDigest,
      content: exhibit.content,
      options: exhibit.options,
      annotation: standingAnnotation(matter, exhibit),
      reason: 'chosen',
    };
  });
}

/** The annotation of an exhibit; one that was withdrawn since no longer speaks for it. */
function standingAnnotation(
  { database }: OpenMatter,
  { annotationId }: { readonly annotationId: Annotation['id'] | null },
): Annotation | null {
  const annotation = annotationId === null ? null : findAnnotation(database, annotationId);
  return annotation?.state === 'withdrawn' ? null : annotation;
}

function chosenAnnotations(matter: OpenMatter, ids: Exclude<SealRequest['annotationIds'], undefined>): Annotation[] {
  if (ids === 'all') {
    const all = listAnnotations(matter.database, { includeWithdrawn: false });
    if (all.length === 0) {
      throw new AppError(
        'bad-request',
        'This matter has no annotations yet. Annotate footage first, then seal a packet.',
      );
    }
    return all;
  }
  const chosen = [...new Set(ids)].map((id) => findAnnotation(matter.database, id));
  const withdrawn = chosen.find((annotation) => annotation.state === 'withdrawn');
  if (withdrawn !== undefined) {
    throw new AppError(
      'bad-request',
      `The annotation ${withdrawn.code} at frame ${withdrawn.span.inFrame} is withdrawn and cannot become an exhibit. Choose others, or undo its withdrawal.`,
      { id: withdrawn.id },
    );
  }
  return chosen;
}

/** Exhibits are counted in frames, so only footage with moving pictures can be exhibited; anything else is refused here. */
function requirePictures(matter: OpenMatter, chosen: readonly PlannedExhibit[]): void {
  for (const id of new Set(chosen.map(({ footageId }) => footageId))) {
    const footage = findFootage(matter.database, id);
    if (footage.state !== 'readable') {
      throw new AppError(
        'media-unsupported',
        `"${footage.originalName}" has no moving pictures that can be read, so no exhibit can be made of it. Leave it out.`,
        { footageId: id, state: footage.state },
      );
    }
  }
}
