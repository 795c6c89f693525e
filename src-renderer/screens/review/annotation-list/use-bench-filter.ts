import { useEffect, useMemo } from 'react';
import { emptyFilter, isEmptyFilter, type SearchResult } from '../../../../src-main/domain/annotation-search.ts';
import type { AnnotationId, FootageId } from '../../../../src-main/domain/identifier.ts';
import { benchFilter, useFilter } from '../../../filter/filter-store.ts';
import { useFound } from '../../../filter/use-found.ts';
import { benchStore } from '../../../playback/bench-store.ts';

export type BenchFilter = {
  /** Counts for the facets; undefined until they were asked for. */
  readonly result: SearchResult | undefined;
  /** What the filter lets through; null while it lets everything through that is not withdrawn. */
  readonly visibleIds: ReadonlySet<AnnotationId> | null;
};

/** The filter of the bench applied to one recording; list, timeline and neighbour keys go by the same ids. */
export function useBenchFilter(footageId: FootageId): BenchFilter {
  const filter = useFilter(benchFilter, (state) => state.filter);
  const isOpen = useFilter(benchFilter, (state) => state.isOpen);
  const here = useMemo(
    () => ({ ...filter, facets: { ...filter.facets, footage: [footageId as string] } }),
    [filter, footageId],
  );
  const isOn = !isEmptyFilter({ ...filter, facets: { ...filter.facets, footage: [] } });
  const { data } = useFound({ filter: here, limit: 0, withIds: true }, { isEnabled: isOn || isOpen });
  const ids = isOn ? (data?.ids ?? null) : null;
  const visibleIds = useMemo(() => (ids === null ? null : new Set(ids)), [ids]);
  useEffect(() => {
    benchStore.getState().set({ visibleIds });
    return () => benchStore.getState().set({ visibleIds: null });
  }, [visibleIds]);
  return { result: data, visibleIds };
}

/** Lets everything through again, as for an annotation that was just made and would be hidden. */
export function clearBenchFilter(): void {
  benchFilter.setState({ filter: emptyFilter });
}
