import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { TopicValue } from '../../src-main/contract/api.ts';
import type { Annotation } from '../../src-main/domain/annotation.ts';

type Change = TopicValue<'annotations.changed'>;
type ListInput = { readonly footageId?: string; readonly includeWithdrawn?: boolean };

/** The order of a recording's list, as the engine answers it. */
export function compareInRecording(a: Annotation, b: Annotation): number {
  return a.span.inPts - b.span.inPts || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1);
}

function belongs(annotation: Annotation, input: ListInput): boolean {
  return input.includeWithdrawn === true || annotation.state !== 'withdrawn';
}

/**
 * The list as the engine would answer it now, from what it answered before and what changed since. Rows that did not
 * change are the same objects. Null when that cannot be told from here: ask again.
 */
export function patchList(
  list: readonly Annotation[],
  input: ListInput,
  footageId: string,
  changed: readonly Annotation[],
): Annotation[] | null {
  const changedIds = new Set(changed.map(({ id }) => id));
  const known = new Map(list.filter(({ id }) => changedIds.has(id)).map(({ id, revision }) => [id, revision]));
  const newer = changed.filter(({ id, revision }) => revision > (known.get(id) ?? 0));
  if (newer.length === 0) {
    return [...list];
  }
  const newerIds = new Set(newer.map(({ id }) => id));
  const start = list.findIndex((annotation) => annotation.footageId === footageId);
  if (start === -1 && input.footageId === undefined) {
    // Where a recording stands among the others is not known from its annotations alone.
    return newer.some((annotation) => belongs(annotation, input)) ? null : [...list];
  }
  const own = list.filter((annotation) => annotation.footageId === footageId && !newerIds.has(annotation.id));
  const block = [...own, ...newer.filter((annotation) => belongs(annotation, input))];
  block.sort(compareInRecording);
  const before = start === -1 ? [] : list.slice(0, start);
  const after = list.slice(start + 1).filter((annotation) => annotation.footageId !== footageId);
  return start === -1 ? block : [...before, ...block, ...after];
}

/** Puts what annotations became into every list kept of them; a list being fetched or not to be patched is asked again. */
export function patchAnnotationLists(cache: QueryClient, { footageId, annotations }: Change): void {
  const askAgain = (queryKey: QueryKey) => void cache.invalidateQueries({ queryKey, exact: true });
  for (const query of cache.getQueryCache().findAll({ queryKey: ['annotations', 'list'] })) {
    const input = query.queryKey[2] as ListInput;
    if (input.footageId !== undefined && footageId !== null && input.footageId !== footageId) {
      continue;
    }
    const list = query.state.data as Annotation[] | undefined;
    const isTrue = query.state.fetchStatus === 'idle' && !query.state.isInvalidated && list !== undefined;
    if (!isTrue || annotations === null || footageId === null) {
      askAgain(query.queryKey);
      continue;
    }
    const patched = patchList(list, input, footageId, annotations);
    if (patched === null) {
      askAgain(query.queryKey);
    } else {
      cache.setQueryData(query.queryKey, patched);
    }
  }
}
