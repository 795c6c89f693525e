import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { cx } from './cx.ts';

type BannerProps = {
  readonly tone: 'info' | 'good' | 'warning' | 'danger';
  readonly title?: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** `strip` spans the window; `box` stands among other things. */
  readonly look?: 'strip' | 'box';
};

const icons = { info: Info, good: CircleCheck, warning: TriangleAlert, danger: CircleAlert };

/** A sentence that must be seen and stays while it is true. */
export function Banner({ tone, title, children, actions, look = 'box' }: BannerProps): ReactNode {
  const Icon = icons[tone];
  return (
    <div className={cx(styles['banner'], styles[tone], styles[look])} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon className={styles['icon']} aria-hidden="true" />
      <div className={styles['words']}>
        {title === undefined ? null : <strong className={styles['title']}>{title}</strong>}
        {children}
      </div>
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
