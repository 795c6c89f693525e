import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import type { NamedCode } from '../../../ui/code-name.ts';
import { overlapLookup } from '../annotation-form/overlap-lookup.ts';

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

/** Annotations in use that say why something else was done. */
export function contextInUse(
  annotations: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
): readonly Annotation[] {
  return annotations.filter(({ state, code }) => state !== 'withdrawn' && known.get(code)?.group.kind === 'context');
}

/**
 * Of `contextInUse`, what overlaps a conduct annotation in time, in order of start: it is always shown beside it. Made
 * once for a list, so that a card does not go through the whole list.
 */
export function contextBeside(
  contexts: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
): (annotation: Annotation) => readonly Annotation[] {
  const overlapping = overlapLookup(contexts);
  return ({ code, span }) => (known.get(code)?.group.kind === 'conduct' ? overlapping(span) : []);
}
