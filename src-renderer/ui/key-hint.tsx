import type { ReactNode } from 'react';
import { isMacPlatform, shortcutKeys } from '../commands/shortcut.ts';
import styles from './key-hint.module.css';

/** A shortcut of the command table as key caps. */
export function KeyHint({ shortcut }: { readonly shortcut: string }): ReactNode {
  return (
    <span className={styles['keys']}>
      {shortcutKeys(shortcut, isMacPlatform()).map((key) => (
        <kbd key={key} className={styles['key']}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
