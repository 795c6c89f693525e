import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type AnnotationFilter,
  emptyFilter,
  type FacetName,
  facetNames,
} from '../../src-main/domain/annotation-search.ts';

export type FilterState = {
  readonly filter: AnnotationFilter;
  /** Whether the facets are open below the search box. */
  readonly isOpen: boolean;
  /** Counts up when a command asks for the search box; it takes the focus and forgets it. */
  readonly wantsFocus: number;
  change(part: Partial<AnnotationFilter>): void;
  toggle(facet: FacetName, value: string): void;
  choose(facet: FacetName, values: readonly string[]): void;
  clear(): void;
  setOpen(isOpen: boolean): void;
  askForFocus(): void;
};

export type FilterStore = StoreApi<FilterState>;

function withFacet(filter: AnnotationFilter, facet: FacetName, values: readonly string[]): AnnotationFilter {
  const { [facet]: _before, ...others } = filter.facets;
  return { ...filter, facets: values.length === 0 ? others : { ...others, [facet]: [...values] } };
}

function createFilterStore(): FilterStore {
  return createStore<FilterState>()((set) => ({
    filter: emptyFilter,
    isOpen: false,
    wantsFocus: 0,
    change: (part) => set(({ filter }) => ({ filter: { ...filter, ...part } })),
    toggle: (facet, value) =>
      set(({ filter }) => {
        const chosen = filter.facets[facet] ?? [];
        const values = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
        return { filter: withFacet(filter, facet, values) };
      }),
    choose: (facet, values) => set(({ filter }) => ({ filter: withFacet(filter, facet, values) })),
    clear: () => set({ filter: emptyFilter }),
    setOpen: (isOpen) => set({ isOpen }),
    askForFocus: () => set(({ wantsFocus }) => ({ wantsFocus: wantsFocus + 1 })),
  }));
}

/** What the list beside the picture and the timeline show; it stays when another recording is put on the bench. */
export const benchFilter = createFilterStore();
/** What the screen of all annotations shows. */
export const matterFilter = createFilterStore();

export function useFilter<T>(store: FilterStore, select: (state: FilterState) => T): T {
  return useStore(store, select);
}

/** How many facets and bounds narrow, the words left out. */
export function narrowingCount({ facets, from, to }: AnnotationFilter, without: readonly FacetName[] = []): number {
  const chosen = facetNames.filter((name) => !without.includes(name) && (facets[name] ?? []).length > 0).length;
  return chosen + (from === null ? 0 : 1) + (to === null ? 0 : 1);
}
