import type { ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';
import { passphraseStrength } from './passphrase-strength.ts';
import styles from './strength-meter.module.css';

/** How strong the passphrase is, as a word, four marks and a piece of advice. */
export function StrengthMeter({ passphrase }: { readonly passphrase: string }): ReactNode {
  const { score, word, advice } = passphraseStrength(passphrase);
  const isEmpty = passphrase === '';
  return (
    <span className={styles['meter']}>
      {isEmpty ? null : (
        <span className={styles['line']}>
          <span className={styles['marks']} aria-hidden="true">
            {[1, 2, 3, 4].map((mark) => (
              <span key={mark} className={cx(styles['mark'], mark <= score && styles[`score${score}`])} />
            ))}
          </span>
          <span className={styles['word']}>{word}</span>
        </span>
      )}
      <span>{advice}</span>
    </span>
  );
}
