import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { cx } from './cx.ts';

export type BadgeTone = 'neutral' | 'info' | 'good' | 'warning' | 'danger' | 'conduct' | 'context' | 'setting';

type BadgeProps = {
  readonly tone?: BadgeTone;
  /** A shape beside the word, so that the state never rests on colour alone. */
  readonly icon?: ReactNode;
  readonly title?: string;
  readonly children: ReactNode;
};

/** A state or a class in one or two words. */
export function Badge({ tone = 'neutral', icon, title, children }: BadgeProps): ReactNode {
  return (
    <span className={cx(styles['badge'], styles[tone])} {...(title === undefined ? {} : { title })}>
      {icon}
      {children}
    </span>
  );
}
