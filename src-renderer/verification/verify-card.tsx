import { Printer, RotateCw, Square, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { toAppError } from '../../src-main/domain/app-error.ts';
import { useDoors } from '../engine/use-engine.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { PlainText } from '../ui/plain-text.tsx';
import { showError } from '../ui/toast-store.ts';
import { useVerification } from './use-verification.ts';
import { VerificationView } from './verification-view.tsx';
import { verificationText } from './verification-words.ts';
import styles from './verify-desk.module.css';

export type DroppedPacket = { readonly grant: string; readonly name: string };

type VerifyCardProps = {
  readonly packet: DroppedPacket;
  /** Named by the sender; null where nobody named one. With another one the packet is verified anew. */
  readonly fingerprint: string | null;
  readonly onRemove: () => void;
};

/** One packet on the desk: its verification, to be stopped, repeated, copied and printed. */
export function VerifyCard({ packet: { grant, name }, fingerprint, onRemove }: VerifyCardProps): ReactNode {
  const { shell } = useDoors();
  const target = useMemo(
    () => ({ packet: { grant }, ...(fingerprint === null ? {} : { key: fingerprint }) }),
    [grant, fingerprint],
  );
  const { state, stop, again } = useVerification(target);
  return (
    <article className={styles['card']} aria-label={`Verification of ${name}`}>
      <div className={styles['head']}>
        <h2 className={styles['name']}>
          <PlainText text={name} />
        </h2>
        {state.kind === 'running' ? (
          <Button size="small" icon={<Square />} onPress={stop}>
            Stop
          </Button>
        ) : (
          <Button size="small" icon={<RotateCw />} onPress={again}>
            Verify again
          </Button>
        )}
        {state.kind === 'done' ? (
          <>
            <CopyButton
              text={verificationText(name, state.verification, fingerprint !== null)}
              label="Copy the whole report"
            />
            <IconButton
              label="Print"
              size="small"
              onPress={() => {
                shell.call('print.page', {}).catch((thrown: unknown) => showError(toAppError(thrown)));
              }}
            >
              <Printer aria-hidden="true" />
            </IconButton>
          </>
        ) : null}
        <IconButton label={`Take ${name} off the desk`} size="small" onPress={onRemove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <VerificationView state={state} isKeyNamed={fingerprint !== null} />
    </article>
  );
}
