import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components';
import styles from './tabs.module.css';

export type TabEntry<K extends string> = {
  readonly id: K;
  readonly label: string;
  /** A number beside the label. */
  readonly count?: number;
  readonly content: ReactNode;
};

type TabsProps<K extends string> = {
  readonly label: string;
  readonly tabs: readonly TabEntry<K>[];
  readonly selected: K;
  readonly onSelect: (id: K) => void;
};

/** Panels one at a time; the panel fills what is left of the height. */
export function Tabs<K extends string>({ label, tabs, selected, onSelect }: TabsProps<K>): ReactNode {
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
      <TabList aria-label={label} className={styles['list'] ?? ''}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles['tab'] ?? ''}>
            {tab.label}
            {tab.count === undefined ? null : <span className={styles['count']}>{tab.count}</span>}
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
