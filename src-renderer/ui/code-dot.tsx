import type { ReactNode } from 'react';
import type { CodeGroup } from '../../src-main/domain/codebook.ts';
import styles from './code-dot.module.css';
import { cx } from './cx.ts';

/** The kind of a group of codes by shape and colour: a triangle, a disc or a square. Its words stand beside it. */
export function CodeDot({ kind, className }: { kind: CodeGroup['kind']; className?: string | undefined }): ReactNode {
  return <span className={cx(styles['dot'], styles[kind], className)} aria-hidden="true" />;
}
