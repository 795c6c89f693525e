import type { ReactNode } from 'react';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { VerifyDesk } from '../../verification/verify-desk.tsx';
import styles from './verify-screen.module.css';

/** Verifying packets from anywhere, by the very code that travels inside each of them. */
export function VerifyScreen(): ReactNode {
  return (
    <>
      <ScreenHeader
        title="Verify a packet"
        description="Of this matter or from anybody else: whether it is whole, who signed it, and whether its custody log fits."
      />
      <div className={styles['body']}>
        <VerifyDesk />
      </div>
    </>
  );
}
