import type { ReactNode } from 'react';
import styles from './screen-header.module.css';

type ScreenHeaderProps = {
  readonly title: string;
  /** A line of plain words below the title. */
  readonly description?: ReactNode;
  /** Buttons at the right, the main one last. */
  readonly actions?: ReactNode;
};

/** The head of a screen: its name, what it is for, what can be done. */
export function ScreenHeader({ title, description, actions }: ScreenHeaderProps): ReactNode {
  return (
    <header className={styles['header']}>
      <div className={styles['words']}>
        <h1 className={styles['title']}>{title}</h1>
        {description === undefined ? null : <p className={styles['description']}>{description}</p>}
      </div>
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </header>
  );
}
