import { type ReactNode, useEffect, useRef } from 'react';
import styles from './screen-header.module.css';

type ScreenHeaderProps = {
  readonly title: string;
  /** A line of plain words below the title. */
  readonly description?: ReactNode;
  /** Buttons at the right, the main one last. */
  readonly actions?: ReactNode;
};

/**
 * The head of a screen: its name, what it is for, what can be done. Where what led here is gone with the screen before, the
 * focus would be nowhere; it goes to the name then, so that the keys go on from here and a reader says where one is.
 */
export function ScreenHeader({ title, description, actions }: ScreenHeaderProps): ReactNode {
  const name = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (title !== '' && document.activeElement === document.body) {
      name.current?.focus({ preventScroll: true });
    }
  }, [title]);
  return (
    <header className={styles['header']}>
      <div className={styles['words']}>
        <h1 ref={name} tabIndex={-1} className={styles['title']}>
          {title}
        </h1>
        {description === undefined ? null : <p className={styles['description']}>{description}</p>}
      </div>
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </header>
  );
}
