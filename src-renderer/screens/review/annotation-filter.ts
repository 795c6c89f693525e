import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { NamedCode } from '../../ui/code-name.ts';

export type AnnotationFilter = { readonly query: string; readonly isWithdrawnShown: boolean };

/** The annotations that hold every typed word, in order of their first frame. */
export function filterAnnotations(
  annotations: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
  filter: AnnotationFilter,
): Annotation[] {
  const words = filter.query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return annotations
    .filter((annotation) => filter.isWithdrawnShown || annotation.state !== 'withdrawn')
    .filter((annotation) => {
      const text = [
        annotation.code,
        known.get(annotation.code)?.title ?? '',
        annotation.observation,
        annotation.allegation?.text ?? '',
        annotation.allegation?.allegedBy ?? '',
      ]
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => a.span.inFrame - b.span.inFrame || a.span.outFrame - b.span.outFrame || (a.id < b.id ? -1 : 1));
}

/** Context annotations that overlap a conduct annotation in time: they are always shown beside it. */
export function contextBeside(
  annotation: Annotation,
  annotations: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
): Annotation[] {
  if (known.get(annotation.code)?.group.kind !== 'conduct') {
    return [];
  }
  return annotations.filter(
    (other) =>
      other.state !== 'withdrawn' &&
      known.get(other.code)?.group.kind === 'context' &&
      other.span.inPts < annotation.span.outPts &&
      other.span.outPts > annotation.span.inPts,
  );
}
