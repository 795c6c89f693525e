import type { SearchResult } from '../../../src-main/domain/annotation-search.ts';
import type { FootageId } from '../../../src-main/domain/identifier.ts';

/** A line of the list: the head of a recording, or what was found at a place of the search. */
export type FoundRow =
  | { readonly kind: 'recording'; readonly footageId: FootageId; readonly count: number }
  | { readonly kind: 'annotation'; readonly at: number };

/** The lines of a search: under the head of each recording what was found in it, or plain in another order. */
export function foundRows({ total, recordings }: SearchResult, isGrouped: boolean): FoundRow[] {
  if (!isGrouped) {
    return Array.from({ length: total }, (_, at) => ({ kind: 'annotation', at }));
  }
  const rows: FoundRow[] = [];
  let at = 0;
  for (const { footageId, count } of recordings) {
    rows.push({ kind: 'recording', footageId, count });
    for (const end = at + count; at < end; at++) {
      rows.push({ kind: 'annotation', at });
    }
  }
  return rows;
}

/** The place `steps` annotations on from one, kept inside what was found. */
export function stepPlace(at: number, steps: number, total: number): number {
  return Math.max(0, Math.min(total - 1, at + steps));
}
