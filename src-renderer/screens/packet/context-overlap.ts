import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { AnnotationId } from '../../../src-main/domain/identifier.ts';
import type { CodeKind } from '../../ui/code-name.ts';

type Overlapping = Pick<Annotation, 'id' | 'footageId' | 'span' | 'code'>;

/** Whether two spans of the same footage share at least one frame (spans are half-open). */
export function spansOverlap(a: Overlapping, b: Overlapping): boolean {
  return a.footageId === b.footageId && a.span.inFrame < b.span.outFrame && b.span.inFrame < a.span.outFrame;
}

/** Context annotations that were not chosen and that overlap a chosen conduct annotation, in the order given. */
export function overlappingContext<A extends Overlapping>(
  annotations: readonly A[],
  chosen: ReadonlySet<AnnotationId>,
  kindOf: (code: string) => CodeKind | null,
): readonly A[] {
  const conduct = annotations.filter(({ id, code }) => chosen.has(id) && kindOf(code) === 'conduct');
  return annotations.filter(
    (candidate) =>
      !chosen.has(candidate.id) &&
      kindOf(candidate.code) === 'context' &&
      conduct.some((annotation) => spansOverlap(annotation, candidate)),
  );
}
