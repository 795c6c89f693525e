import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './tabs.module.css';

export type TabEntry<K extends string> = {
  readonly id: K;
  readonly label: string;
  /** A word of the label that stands for it where there is little room; the whole label is still read out. */
  readonly shortLabel?: string;
  /** A number beside the label. */
  readonly count?: number;
  readonly content: ReactNode;
};

type TabsProps<K extends string> = {
  readonly label: string;
  readonly tabs: readonly TabEntry<K>[];
  readonly selected: K;
  readonly onSelect: (id: K) => void;
  /** Close together on one line, for a narrow panel; what does not fit there either is scrolled to. */
  readonly isCompact?: boolean;
};

const compactNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

/** What is read out: the whole label, and the count as it is seen and, where that is shortened, in full. */
function wholeName({ label, count }: { readonly label: string; readonly count?: number }): string {
  if (count === undefined) {
    return label;
  }
  const short = compactNumber.format(count);
  return short === String(count) ? `${label} ${short}` : `${label} ${short} (${count})`;
}

/** Panels one at a time; the panel fills what is left of the height. */
export function Tabs<K extends string>({
  label,
  tabs,
  selected,
  onSelect,
  isCompact = false,
}: TabsProps<K>): ReactNode {
  return (
    <AriaTabs
      className={styles['tabs'] ?? ''}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find((candidate) => candidate.id === key);
        if (tab !== undefined) {
          onSelect(tab.id);
        }
      }}
    >
      <TabList aria-label={label} className={cx(styles['list'], isCompact && styles['compact'])}>
        {tabs.map((tab) => (
          <Tab
            key={tab.id}
            id={tab.id}
            className={styles['tab'] ?? ''}
            {...(isCompact ? { 'aria-label': wholeName(tab) } : {})}
          >
            <span {...(isCompact && tab.shortLabel !== undefined ? { title: tab.label } : {})}>
              {isCompact ? (tab.shortLabel ?? tab.label) : tab.label}
            </span>{' '}
            {tab.count === undefined || (isCompact && tab.count === 0) ? null : (
              <span className={styles['count']} title={String(tab.count)}>
                {isCompact ? compactNumber.format(tab.count) : tab.count}
              </span>
            )}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles['panel'] ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
