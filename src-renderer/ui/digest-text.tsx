import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { cx } from './cx.ts';
import styles from './digest-text.module.css';

type DigestTextProps = {
  readonly digest: string;
  /** What the value is ("SHA-256 of the original"). */
  readonly label: string;
  /** The first and last eight digits; the copy button always gives all. */
  readonly isShort?: boolean;
};

/** A digest in groups, with a button that copies it whole. */
export function DigestText({ digest, label, isShort = false }: DigestTextProps): ReactNode {
  return (
    <span className={styles['digest']}>
      <code className={cx(styles['value'], isShort && styles['short'])} title={`${label}: ${digest}`}>
        {isShort ? `${digest.slice(0, 8)}…${digest.slice(-8)}` : digest}
      </code>
      <CopyButton text={digest} label={`Copy ${label}`} />
    </span>
  );
}
