import { useVirtualizer } from '@tanstack/react-virtual';
import { Archive, Pin, PinOff, Plus } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { CodeDot } from '../../../ui/code-dot.tsx';
import { cx } from '../../../ui/cx.ts';
import { kindNames } from '../../../ui/find-codes.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import styles from './code-picker.module.css';
import { isChoosable, type PickerRow } from './picker-rows.ts';

type CodePickerListProps = {
  readonly id: string;
  readonly rows: readonly PickerRow[];
  readonly active: number;
  readonly value: string | null;
  readonly query: string;
  readonly onHover: (at: number) => void;
  readonly onChoose: (row: PickerRow) => void;
  /** Null in a matter that may only be read. */
  readonly onPin: ((codeId: string) => void) | null;
};

const tallest = 336;

/** The codes under the picker, of which only what is in sight is in the page; what the highlighted one means; the keys. */
export function CodePickerList(props: CodePickerListProps): ReactNode {
  const { id, rows, active, value, query, onHover, onChoose, onPin } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => rows[at]?.height ?? 0,
    getItemKey: (at) => rows[at]?.key ?? at,
    initialRect: { width: 420, height: tallest },
    overscan: 6,
  });
  const activeRow = rows[active];

  useEffect(() => {
    if (rows.length > 0) {
      scroller.current?.scrollTo({ top: 0 });
    }
  }, [rows]);

  useEffect(() => {
    if (active >= 0) {
      // The heading above the first row of a group comes along.
      virtualizer.scrollToIndex(active === 1 ? 0 : active);
    }
  }, [virtualizer, active]);

  const total = rows.reduce((sum, row) => sum + row.height, 0);
  const codeCount = rows.filter(({ kind }) => kind === 'code').length;
  return (
    <>
      <div
        ref={scroller}
        className={styles['scroller']}
        style={{ height: Math.min(tallest, total) }}
        role="listbox"
        id={id}
        aria-label="Codes"
        tabIndex={-1}
      >
        <div className={styles['sizer']} style={{ height: total }} role="presentation">
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row === undefined ? null : (
              <PickerRowView
                key={item.key}
                id={`${id}-${row.key}`}
                row={row}
                top={item.start}
                place={[item.index + 1, rows.length]}
                isActive={item.index === active}
                isChosen={row.kind === 'code' && row.named.code.id === value}
                query={query}
                onHover={() => onHover(item.index)}
                onChoose={() => onChoose(row)}
                onPin={onPin}
              />
            );
          })}
        </div>
      </div>
      <p className={styles['about']} aria-live="polite">
        {activeRow?.kind === 'code' ? (
          <>
            {activeRow.named.code.definition}
            {activeRow.named.code.attributes.some(({ isRequired }) => isRequired) ? (
              <span className={styles['asks']}>
                {' '}
                Asks for:{' '}
                {activeRow.named.code.attributes
                  .filter(({ isRequired }) => isRequired)
                  .map(({ label }) => label)
                  .join('; ')}
                .
              </span>
            ) : null}
          </>
        ) : codeCount === 0 ? (
          'No code has these words.'
        ) : (
          `${codeCount} ${codeCount === 1 ? 'code' : 'codes'}. Choose with the arrows, or type to narrow.`
        )}
      </p>
      <p className={styles['keys']} aria-hidden="true">
        <span>
          <KeyHint shortcut="Enter" /> takes it
        </span>
        <span>
          <KeyHint shortcut="Alt+1" /> to <KeyHint shortcut="9" /> digits
        </span>
        {onPin === null ? null : (
          <span>
            <KeyHint shortcut="Mod+D" /> pins
          </span>
        )}
        <span>
          <KeyHint shortcut="Escape" /> back
        </span>
      </p>
    </>
  );
}

type PickerRowViewProps = {
  readonly id: string;
  readonly row: PickerRow;
  readonly top: number;
  readonly place: readonly [at: number, of: number];
  readonly isActive: boolean;
  readonly isChosen: boolean;
  readonly query: string;
  readonly onHover: () => void;
  readonly onChoose: () => void;
  readonly onPin: ((codeId: string) => void) | null;
};

function PickerRowView(props: PickerRowViewProps): ReactNode {
  const { id, row, top, place, isActive, isChosen, onHover, onChoose } = props;
  const style = { height: row.height, transform: `translateY(${top}px)` };
  if (!isChoosable(row)) {
    return (
      <div className={styles['header']} style={style} role="presentation">
        {row.kind === 'group' ? (
          <>
            <CodeDot kind={row.group.kind} className={styles['dot']} />
            {row.group.label}
            {row.group.label === kindNames[row.group.kind] ? null : (
              <span className={styles['kind']}>{kindNames[row.group.kind]}</span>
            )}
          </>
        ) : (
          <>
            <Pin aria-hidden="true" /> On the digits <span className={styles['kind']}>Pinned, and used lately</span>
          </>
        )}
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box; the box names the active option
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled where the focus is, in the box
    <div
      className={cx(styles['item'], isActive && styles['active'], isChosen && styles['chosen'])}
      style={style}
      id={id}
      role="option"
      aria-selected={isActive}
      aria-posinset={place[0]}
      aria-setsize={place[1]}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={isActive ? undefined : onHover}
      onClick={onChoose}
    >
      <RowContents {...props} />
    </div>
  );
}

function RowContents({ row, query, onPin }: PickerRowViewProps): ReactNode {
  switch (row.kind) {
    case 'define':
      return (
        <span className={styles['action']}>
          <Plus aria-hidden="true" /> Define a new code{query.trim() === '' ? '…' : ` “${query.trim()}”…`}
        </span>
      );
    case 'retired':
      return (
        <span className={styles['action']}>
          <Archive aria-hidden="true" /> Show {row.count} retired {row.count === 1 ? 'code' : 'codes'}
        </span>
      );
    case 'code': {
      const { named, digit } = row;
      return (
        <>
          <span className={styles['id']}>{named.code.id}</span>
          <span className={styles['words']}>
            <span className={styles['title']}>{named.title}</span>
            <span className={styles['itemDefinition']}>{named.code.definition}</span>
          </span>
          {named.code.isRetired ? <span className={styles['retired']}>Retired</span> : null}
          {digit === null ? null : (
            <span
              className={cx(styles['digit'], digit.isPinned && styles['pinned'])}
              title={`On the digit ${digit.digit}`}
            >
              {digit.digit}
            </span>
          )}
          {onPin === null || named.code.isRetired ? null : (
            // For the mouse; by key it is Ctrl+D. An option may not hold a button.
            <span
              className={styles['pin']}
              aria-hidden="true"
              title={digit?.isPinned === true ? 'Unpin' : 'Pin to a digit'}
              onClick={(event) => {
                event.stopPropagation();
                onPin(named.code.id);
              }}
            >
              {digit?.isPinned === true ? <PinOff /> : <Pin />}
            </span>
          )}
        </>
      );
    }
    default:
      return null;
  }
}
