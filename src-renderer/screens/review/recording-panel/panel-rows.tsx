import type { ReactNode } from 'react';
import styles from './recording-panel.module.css';

/** A titled list of names and values in a side panel. */
export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className={styles['group']} aria-label={title}>
      <h3 className={styles['title']}>{title}</h3>
      <dl className={styles['rows']}>{children}</dl>
    </section>
  );
}

export function Row({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className={styles['row']}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
