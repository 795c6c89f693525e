import { ChevronDown, ChevronRight } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { countText } from '../playback/time-text.ts';
import { cx } from '../ui/cx.ts';
import styles from './lane-head.module.css';
import type { CodeGroupKind } from './timeline-span.ts';

type LaneHeadProps = {
  readonly id: string;
  readonly label: string;
  readonly top: number;
  readonly height: number;
  readonly isFolded: boolean;
  /** Absent for the lanes about the recording. */
  readonly kind?: CodeGroupKind;
  readonly count?: number;
  readonly onFold: (id: string, isFolded: boolean) => void;
  /** Client coordinates of where the menu is asked for. */
  readonly onMenu?: (id: string, x: number, y: number) => void;
};

/** Name and count of a lane; a press folds it to a strip or opens it again. */
export const LaneHead = memo(function Head(props: LaneHeadProps): ReactNode {
  const { id, label, top, height, isFolded, kind, count, onFold, onMenu } = props;
  return (
    <button
      type="button"
      className={cx(styles['head'], kind !== undefined && styles[kind], height > 34 && styles['tall'])}
      style={{ top, height }}
      aria-expanded={!isFolded}
      title={label}
      onClick={() => onFold(id, !isFolded)}
      onContextMenu={(event) => {
        if (onMenu !== undefined) {
          event.preventDefault();
          event.stopPropagation();
          const box = event.currentTarget.getBoundingClientRect();
          // The menu key gives no place: the menu then opens at the head.
          const isByKey = event.clientX === 0 && event.clientY === 0;
          onMenu(id, isByKey ? box.left + 24 : event.clientX, isByKey ? box.top + 12 : event.clientY);
        }
      }}
    >
      <span className={styles['words']}>
        {isFolded ? <ChevronRight aria-hidden="true" /> : <ChevronDown aria-hidden="true" />}
        <span className={styles['name']}>{label}</span>{' '}
        {count === undefined ? null : <span className={styles['count']}>{countText(count)}</span>}
      </span>
    </button>
  );
});
