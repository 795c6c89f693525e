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
        description="Of this matter or from anybody: whole, signed by whom, and in the custody log it names."
      />
      <div className={styles['body']}>
        <VerifyDesk />
      </div>
    </>
  );
}
