import { type ReactNode, useState } from 'react';
import { Button as PlainButton, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import {
  type FacetCount,
  type FacetName,
  facetNames,
  type SearchResult,
} from '../../src-main/domain/annotation-search.ts';
import { countText } from '../playback/time-text.ts';
import { PlainText } from '../ui/plain-text.tsx';
import { TextField } from '../ui/text-field.tsx';
import { dayOf, startOfDay } from './day-text.ts';
import styles from './facet-panel.module.css';
import { facetTitles, facetValueText } from './facet-words.ts';
import { type FilterStore, useFilter } from './filter-store.ts';
import { useFacetNaming } from './use-facet-naming.ts';

type FacetPanelProps = {
  readonly store: FilterStore;
  readonly result: SearchResult | undefined;
  readonly without?: readonly FacetName[];
};

/** Values of a facet shown before the rest is asked for. */
const shownFirst = 8;

/** Facets that help only when they tell annotations apart. */
function saysSomething(counts: readonly FacetCount[], chosen: readonly string[]): boolean {
  return chosen.length > 0 || counts.filter(({ count }) => count > 0).length > 1;
}

/** Every facet with live counts: how many there would be if a value were chosen too. */
export function FacetPanel({ store, result, without = [] }: FacetPanelProps): ReactNode {
  const filter = useFilter(store, (state) => state.filter);
  if (result === undefined) {
    return <p className={styles['none']}>Counting…</p>;
  }
  const shown = facetNames.filter(
    (facet) => !without.includes(facet) && saysSomething(result.facets[facet], filter.facets[facet] ?? []),
  );
  return (
    <div className={styles['panel']}>
      {shown.length === 0 && result.total > 1 ? (
        <p className={styles['none']}>The annotations here do not differ in anything a filter could tell apart.</p>
      ) : null}
      {shown.map((facet) => (
        <Facet key={facet} store={store} facet={facet} counts={result.facets[facet]} />
      ))}
      <DateBounds store={store} />
    </div>
  );
}

type FacetProps = { readonly store: FilterStore; readonly facet: FacetName; readonly counts: readonly FacetCount[] };

function Facet({ store, facet, counts }: FacetProps): ReactNode {
  const chosen = useFilter(store, (state) => state.filter.facets[facet]) ?? [];
  const naming = useFacetNaming();
  const [isWhole, setWhole] = useState(false);
  const offered = counts.filter(({ value, count }) => count > 0 || chosen.includes(value));
  const shown = isWhole ? offered : offered.filter(({ value }, at) => at < shownFirst || chosen.includes(value));
  const rest = offered.length - shown.length;
  const title = facetTitles[facet];
  return (
    <section className={styles['facet']} aria-label={title}>
      <h4 className={styles['title']}>{title}</h4>
      <ToggleButtonGroup
        className={styles['values'] ?? ''}
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={(keys) => store.getState().choose(facet, [...keys].map(String))}
        aria-label={title}
      >
        {shown.map(({ value, count }) => (
          <ToggleButton key={value} id={value} className={styles['value'] ?? ''}>
            <span className={styles['name']}>
              <PlainText text={facetValueText(facet, value, naming)} isOneLine />
            </span>
            <span className={styles['count']}>{countText(count)}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {rest > 0 || isWhole ? (
        <PlainButton className={styles['more'] ?? ''} onPress={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `${countText(rest)} more`}
        </PlainButton>
      ) : null}
    </section>
  );
}

function DateBounds({ store }: { readonly store: FilterStore }): ReactNode {
  const { from, to } = useFilter(store, (state) => state.filter);
  const { change } = store.getState();
  return (
    <section className={styles['facet']} aria-label="Last changed">
      <h4 className={styles['title']}>Last changed</h4>
      <div className={styles['dates']}>
        <TextField
          label="From"
          type="date"
          value={from === null ? '' : dayOf(from)}
          onChange={(day) => change({ from: startOfDay(day) })}
        />
        <TextField
          label="To and including"
          type="date"
          value={to === null ? '' : dayOf((to - 1) as typeof to)}
          onChange={(day) => change({ to: startOfDay(day, 1) })}
        />
      </div>
    </section>
  );
}
