import { Fragment, type ReactNode } from 'react';
import { isMacPlatform, shortcutKeys } from '../commands/shortcut.ts';
import styles from './key-hint.module.css';

/** A shortcut of the command table as key caps. The spaces between them are for those who hear or copy the keys. */
export function KeyHint({ shortcut }: { readonly shortcut: string }): ReactNode {
  return (
    <span className={styles['keys']}>
      {shortcutKeys(shortcut, isMacPlatform()).map((key, position) => (
        <Fragment key={key}>
          {position === 0 ? null : ' '}
          <kbd className={styles['key']}>{key}</kbd>
        </Fragment>
      ))}
    </span>
  );
}
