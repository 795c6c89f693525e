import type { ReactNode } from 'react';
import { ProgressBar as AriaProgressBar } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './progress-bar.module.css';

type ProgressBarProps = {
  readonly label: string;
  /** Whole numbers; a null total means that the end is not known. */
  readonly done: number;
  readonly total: number | null;
  readonly tone?: 'accent' | 'good' | 'warning' | 'danger';
  readonly isThin?: boolean;
};

/** How far a job is, in its own unit. */
export function ProgressBar({ label, done, total, tone = 'accent', isThin = false }: ProgressBarProps): ReactNode {
  const isKnown = total !== null && total > 0;
  const share = isKnown ? Math.min(100, Math.max(0, (done / total) * 100)) : 0;
  return (
    <AriaProgressBar
      aria-label={label}
      value={share}
      isIndeterminate={!isKnown}
      className={cx(styles['track'], isThin && styles['thin'])}
    >
      <span
        className={cx(styles['bar'], styles[tone], !isKnown && styles['unknown'])}
        style={isKnown ? { width: `${share}%` } : {}}
      />
    </AriaProgressBar>
  );
}
