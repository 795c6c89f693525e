import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { AnnotationId } from '../../../src-main/domain/identifier.ts';
import type { NamedCode } from '../../ui/code-name.ts';

/** The annotations to list: those the filter lets through, or all that are in use; their order stays. */
export function shownAnnotations(
  annotations: readonly Annotation[],
  visibleIds: ReadonlySet<AnnotationId> | null,
): Annotation[] {
  return annotations.filter(({ id, state }) => (visibleIds === null ? state !== 'withdrawn' : visibleIds.has(id)));
}

/** The annotations from one to another as the list shows them, both included; the last one is `to`. */
export function idsBetween(shown: readonly Annotation[], from: AnnotationId | null, to: AnnotationId): AnnotationId[] {
  const first = shown.findIndex(({ id }) => id === from);
  const last = shown.findIndex(({ id }) => id === to);
  if (first === -1 || last === -1) {
    return [to];
  }
  const ids = shown.slice(Math.min(first, last), Math.max(first, last) + 1).map(({ id }) => id);
  return first <= last ? ids : ids.reverse();
}

/** The context annotations in use, which stand beside conduct wherever they overlap it. */
export function contextOf(
  annotations: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
): readonly Annotation[] {
  return annotations.filter(({ state, code }) => state !== 'withdrawn' && known.get(code)?.group.kind === 'context');
}

/** Context annotations that overlap a conduct annotation in time: they are always shown beside it. */
export function contextBeside(
  annotation: Annotation,
  context: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
): Annotation[] {
  if (known.get(annotation.code)?.group.kind !== 'conduct') {
    return [];
  }
  const { inPts, outPts } = annotation.span;
  return context.filter((other) => other.span.inPts < outPts && other.span.outPts > inPts);
}
