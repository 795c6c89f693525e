import type { ReactNode } from 'react';
import { byteText } from '../ui/date-text.ts';
import { ErrorNote } from '../ui/error-note.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import type { VerificationState } from './use-verification.ts';
import { VerificationResult } from './verification-result.tsx';
import styles from './verification-view.module.css';

/** A verification as it stands: how far the reading is, or what it found. */
export function VerificationView({
  state,
  isKeyNamed = false,
}: {
  readonly state: VerificationState;
  readonly isKeyNamed?: boolean;
}): ReactNode {
  switch (state.kind) {
    case 'running':
      return (
        <div className={styles['busy']} role="status">
          <p>Reading every file of the packet and comparing it with what was sealed…</p>
          <ProgressBar label="Bytes read" done={state.done} total={state.total} />
          <p>{state.total === null ? '' : `${byteText(state.done)} of ${byteText(state.total)}`}</p>
        </div>
      );
    case 'stopped':
      return <p className={styles['busy']}>Stopped before it was done. Nothing is known of this packet yet.</p>;
    case 'failed':
      return <ErrorNote error={state.error} title="The packet could not be verified" />;
    case 'done':
      return <VerificationResult verification={state.verification} isKeyNamed={isKeyNamed} />;
  }
}
