import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import type { CodeGroup } from '../../../src-main/domain/codebook.ts';
import { CodeDot } from '../../ui/code-dot.tsx';
import type { NamedCode } from '../../ui/code-name.ts';
import { cx } from '../../ui/cx.ts';
import { type CodeSection, kindNames } from '../../ui/find-codes.ts';
import styles from './code-list.module.css';

export type CodeListRow =
  | { readonly kind: 'group'; readonly id: string; readonly group: CodeGroup; readonly codeCount: number }
  | { readonly kind: 'code'; readonly id: string; readonly named: NamedCode };

/** Groups and their codes as rows. */
export function listRows(sections: readonly CodeSection[]): CodeListRow[] {
  return sections.flatMap(({ group, codes }): CodeListRow[] => [
    { kind: 'group', id: group.id, group, codeCount: codes.length },
    ...codes.map((named): CodeListRow => ({ kind: 'code', id: named.code.id, named })),
  ]);
}

type CodeListProps = {
  readonly rows: readonly CodeListRow[];
  readonly chosenId: string | null;
  readonly usage: ReadonlyMap<string, number>;
  /** Digits of pinned codes. */
  readonly pins: ReadonlyMap<string, number>;
  readonly onChoose: (row: CodeListRow) => void;
  /** Enter: goes on to what can be changed. */
  readonly onOpen: () => void;
  /** Alt with an arrow: one place up or down. */
  readonly onMove: (row: CodeListRow, step: 1 | -1) => void;
};

const groupHeight = 34;
const codeHeight = 32;

/** The codes of a codebook, of which only what is in sight is in the page; the arrows walk, Alt with an arrow moves. */
export function CodeList(props: CodeListProps): ReactNode {
  const { rows, chosenId, usage, pins, onChoose, onOpen, onMove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const at = rows.findIndex((row) => row.id === chosenId);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (place) => (rows[place]?.kind === 'group' ? groupHeight : codeHeight),
    getItemKey: (place) => rows[place]?.id ?? place,
    overscan: 10,
  });

  useEffect(() => {
    if (at >= 0) {
      virtualizer.scrollToIndex(at);
    }
  }, [virtualizer, at]);

  function onKeyDown(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    const chosen = rows[at];
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 320) / codeHeight) - 1);
    const places: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? 0 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const place = places[event.key];
    if (step !== null && event.altKey && chosen !== undefined) {
      event.preventDefault();
      onMove(chosen, step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      onOpen();
    } else if (place !== undefined && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const row = rows[Math.max(0, Math.min(rows.length - 1, place))];
      if (row !== undefined) {
        onChoose(row);
      }
    }
  }

  return (
    <div
      ref={scroller}
      className={styles['scroller']}
      role="listbox"
      aria-label="Codes and groups"
      tabIndex={0}
      {...(at >= 0 ? { 'aria-activedescendant': `${id}-${rows[at]?.id}` } : {})}
      onKeyDown={onKeyDown}
    >
      <div className={styles['sizer']} style={{ height: virtualizer.getTotalSize() }} role="presentation">
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and names the active option
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled where the focus is, in the list
            <div
              key={item.key}
              id={`${id}-${row.id}`}
              role="option"
              aria-selected={item.index === at}
              aria-posinset={item.index + 1}
              aria-setsize={rows.length}
              className={cx(
                styles['row'],
                styles[row.kind],
                item.index === at && styles['chosen'],
                row.kind === 'code' && row.named.code.isRetired && styles['retired'],
              )}
              style={{ height: item.size, transform: `translateY(${item.start}px)` }}
              onClick={() => onChoose(row)}
            >
              {row.kind === 'group' ? <GroupRow {...row} /> : <CodeRow {...row} usage={usage} pins={pins} />}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function GroupRow({ group, codeCount }: Extract<CodeListRow, { kind: 'group' }>): ReactNode {
  return (
    <>
      <CodeDot kind={group.kind} className={styles['dot']} />
      <span className={styles['label']}>
        {group.id} {group.label}
      </span>
      <span className={styles['kind']}>{kindNames[group.kind]}</span>
      <span className={styles['count']}>{codeCount}</span>
    </>
  );
}

type CodeRowProps = Extract<CodeListRow, { kind: 'code' }> & Pick<CodeListProps, 'usage' | 'pins'>;

function CodeRow({ named, usage, pins }: CodeRowProps): ReactNode {
  const { code, title } = named;
  const count = usage.get(code.id) ?? 0;
  const digit = pins.get(code.id);
  return (
    <>
      <span className={styles['id']}>{code.id}</span>
      <span className={styles['label']}>{title}</span>
      {code.isRetired ? <span className={styles['kind']}>Retired</span> : null}
      {digit === undefined ? null : (
        <span className={styles['digit']} title={`Pinned to the digit ${digit}`}>
          {digit}
        </span>
      )}
      {count === 0 ? null : (
        <span className={styles['count']} title={`${count} annotations`}>
          {count}
        </span>
      )}
    </>
  );
}
