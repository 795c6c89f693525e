import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import { type FacetName, facetNames } from '../../src-main/domain/annotation-search.ts';
import { plainText } from '../ui/visible-text.ts';
import { dayOf, dayText } from './day-text.ts';
import { facetTitles, facetValueText } from './facet-words.ts';
import styles from './filter-bar.module.css';
import { type FilterStore, narrowingCount, useFilter } from './filter-store.ts';
import { useFacetNaming } from './use-facet-naming.ts';

type FilterChipsProps = { readonly store: FilterStore; readonly without: readonly FacetName[] };

type Chip = { readonly id: string; readonly facet: string; readonly value: string; readonly remove: () => void };

/** What narrows the list, one chip each; pressing one takes it away. */
export function FilterChips({ store, without }: FilterChipsProps): ReactNode {
  const filter = useFilter(store, (state) => state.filter);
  const naming = useFacetNaming();
  if (narrowingCount(filter, without) === 0) {
    return null;
  }
  const { toggle, change } = store.getState();
  const chips: Chip[] = facetNames
    .filter((facet) => !without.includes(facet))
    .flatMap((facet) =>
      (filter.facets[facet] ?? []).map((value) => ({
        id: `${facet} ${value}`,
        facet: facetTitles[facet],
        value: plainText(facetValueText(facet, value, naming)),
        remove: () => toggle(facet, value),
      })),
    );
  if (filter.from !== null) {
    chips.push({
      id: 'from',
      facet: 'Changed from',
      value: dayText(dayOf(filter.from)),
      remove: () => change({ from: null }),
    });
  }
  if (filter.to !== null) {
    chips.push({
      id: 'to',
      facet: 'Changed before',
      value: dayText(dayOf(filter.to)),
      remove: () => change({ to: null }),
    });
  }
  return (
    <fieldset className={styles['chips']} aria-label="In use">
      {chips.map((chip) => (
        <PlainButton
          key={chip.id}
          className={styles['chip'] ?? ''}
          aria-label={`Remove ${chip.facet}: ${chip.value}`}
          onPress={chip.remove}
        >
          <span className={styles['chipText']}>
            <span className={styles['chipFacet']}>{chip.facet}: </span>
            {chip.value}
          </span>
          <X aria-hidden="true" />
        </PlainButton>
      ))}
      <PlainButton className={styles['clearAll'] ?? ''} onPress={() => change({ facets: {}, from: null, to: null })}>
        Clear all
      </PlainButton>
    </fieldset>
  );
}
