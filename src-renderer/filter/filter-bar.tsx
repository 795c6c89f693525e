import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { FacetName, SearchResult } from '../../src-main/domain/annotation-search.ts';
import { SearchField } from '../ui/search-field.tsx';
import { Tooltip } from '../ui/tooltip.tsx';
import { FacetPanel } from './facet-panel.tsx';
import styles from './filter-bar.module.css';
import { FilterChips } from './filter-chips.tsx';
import { type FilterStore, narrowingCount, useFilter } from './filter-store.ts';
import { SavedFilters } from './saved-filters.tsx';

type FilterBarProps = {
  readonly store: FilterStore;
  readonly label: string;
  /** Shown in the empty box; the label where there is room for it. */
  readonly placeholder?: string;
  readonly result: SearchResult | undefined;
  /** Facets that say nothing here. */
  readonly without?: readonly FacetName[];
  /** Enter or arrow down in the search box: the keys go to what was found. */
  readonly onLeave: () => void;
  /** Stands at the right of the search box. */
  readonly children?: ReactNode;
  /** False where the facets stand elsewhere on the screen. */
  readonly hasPanel?: boolean;
};

/** Words, facets and kept filters over a list of annotations. Escape gives the keys back and keeps what was typed. */
export function FilterBar({
  store,
  label,
  placeholder,
  result,
  without = [],
  onLeave,
  children,
  hasPanel = true,
}: FilterBarProps): ReactNode {
  const filter = useFilter(store, (state) => state.filter);
  const isOpen = useFilter(store, (state) => state.isOpen);
  const wantsFocus = useFilter(store, (state) => state.wantsFocus);
  const input = useRef<HTMLInputElement>(null);
  const answered = useRef(0);
  useEffect(() => {
    if (wantsFocus > answered.current) {
      answered.current = wantsFocus;
      input.current?.focus();
      input.current?.select();
    }
  }, [wantsFocus]);
  const narrowing = narrowingCount(filter, without);

  return (
    <div className={styles['bar']}>
      <div className={styles['tools']}>
        <div
          className={styles['search']}
          onKeyDownCapture={(event) => {
            if (event.key === 'Escape' && event.target === input.current) {
              event.preventDefault();
              event.stopPropagation();
              input.current?.blur();
            } else if ((event.key === 'Enter' || event.key === 'ArrowDown') && event.target === input.current) {
              event.preventDefault();
              event.stopPropagation();
              input.current?.blur();
              onLeave();
            }
          }}
        >
          <SearchField
            label={label}
            {...(placeholder === undefined ? {} : { placeholder })}
            value={filter.text}
            onChange={(text) => store.getState().change({ text: text.slice(0, 500) })}
            inputRef={input}
          />
        </div>
        {hasPanel ? (
          <Tooltip label={isOpen ? 'Hide the filters' : 'Filter by code, subject, state and more'}>
            <ToggleButton
              className={styles['toggle'] ?? ''}
              isSelected={isOpen}
              onChange={(open) => store.getState().setOpen(open)}
              aria-label={narrowing === 0 ? 'Filters' : `Filters, ${narrowing} in use`}
              aria-expanded={isOpen}
            >
              <SlidersHorizontal aria-hidden="true" />
              {narrowing === 0 ? null : <span className={styles['badge']}>{narrowing}</span>}
            </ToggleButton>
          </Tooltip>
        ) : null}
        <SavedFilters store={store} />
        {children}
      </div>
      <FilterChips store={store} without={without} />
      {hasPanel && isOpen ? (
        <div className={styles['panel']}>
          <FacetPanel store={store} result={result} without={without} />
        </div>
      ) : null}
    </div>
  );
}
