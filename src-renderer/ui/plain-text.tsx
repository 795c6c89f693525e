import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './plain-text.module.css';
import { plainText, proseText } from './visible-text.ts';

type PlainTextProps = {
  readonly text: string;
  /** One line with an ellipsis; the whole text in the tooltip of the browser. */
  readonly isOneLine?: boolean;
  readonly isMono?: boolean;
  /** Written by people, in lines of their own. */
  readonly isProse?: boolean;
};

/** A string from outside (file name, tag, description), with hidden characters made visible and its direction kept apart. */
export function PlainText({ text, isOneLine = false, isMono = false, isProse = false }: PlainTextProps): ReactNode {
  const shown = isProse ? proseText(text) : plainText(text);
  return (
    <bdi
      className={cx(
        styles['text'],
        isOneLine && styles['line'],
        isMono && styles['mono'],
        isProse && !isOneLine && styles['prose'],
      )}
      {...(isOneLine ? { title: shown } : {})}
    >
      {shown}
    </bdi>
  );
}
