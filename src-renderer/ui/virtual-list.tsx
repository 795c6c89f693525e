import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useSameList } from './use-same-list.ts';
import styles from './virtual-list.module.css';

type VirtualListProps<T> = {
  readonly label: string;
  readonly items: readonly T[];
  /** Depends on the item alone; the first function given is kept. */
  readonly itemKey: (item: T) => string | number;
  /** Height in pixels of a row before it is measured. */
  readonly estimatedHeight: number;
  readonly renderItem: (item: T, index: number) => ReactNode;
  /** Stands above the rows and scrolls with them unless it is sticky. */
  readonly header?: ReactNode;
  /** Scrolled into sight whenever it becomes another one, and whenever `occasion` does. */
  readonly shownKey?: string | number | null;
  /** What the rows were chosen by; another one puts the row of `shownKey` elsewhere. */
  readonly occasion?: unknown;
};

/** A long list of which only what is in sight is in the page; rows may differ in height. */
export function VirtualList<T>({
  label,
  items,
  itemKey,
  estimatedHeight,
  renderItem,
  header,
  shownKey = null,
  occasion = null,
}: VirtualListProps<T>): ReactNode {
  const scroller = useRef<HTMLDivElement>(null);
  // Another function for keys would lay out every row of the list anew, each time the list is drawn.
  const [keyOf] = useState(() => itemKey);
  const keys = useSameList(useMemo(() => items.map(keyOf), [items, keyOf]));
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedHeight,
    getItemKey,
    overscan: 8,
  });
  const show = useEffectEvent((key: string | number) => {
    const index = items.findIndex((item) => keyOf(item) === key);
    if (index !== -1) {
      virtualizer.scrollToIndex(index, { align: 'auto' });
    }
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is shown anew where it comes to stand by another choice
  useEffect(() => {
    if (shownKey !== null) {
      show(shownKey);
    }
  }, [shownKey, occasion]);

  return (
    <section ref={scroller} className={styles['scroller']} aria-label={label}>
      {header}
      <ol className={styles['list']} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((row) => {
          const item = items[row.index];
          return item === undefined ? null : (
            <li
              key={row.key}
              ref={virtualizer.measureElement}
              data-index={row.index}
              aria-setsize={items.length}
              aria-posinset={row.index + 1}
              className={styles['row']}
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {renderItem(item, row.index)}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
