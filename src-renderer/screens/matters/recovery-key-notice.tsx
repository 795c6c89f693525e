import { Printer } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { type RecoveryKey, session, useSession } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { showError } from '../../ui/toast-store.ts';
import styles from './recovery-key-notice.module.css';

/** The recovery key of a new matter, shown once; it ends only when the reviewer says that it is put away. */
export function RecoveryKeyNotice(): ReactNode {
  const recoveryKey = useSession((state) => state.recoveryKey);
  return recoveryKey === null ? null : <RecoveryKeyDialog recoveryKey={recoveryKey} />;
}

function RecoveryKeyDialog({ recoveryKey }: { readonly recoveryKey: RecoveryKey }): ReactNode {
  const { shell } = useDoors();
  const [isPutAway, setPutAway] = useState(false);
  return (
    <Dialog
      isOpen
      onClose={() => undefined}
      isDismissable={false}
      role="alertdialog"
      title="Recovery key of this matter"
      actions={
        <>
          <Button
            icon={<Printer />}
            onPress={() => {
              shell.call('print.page', {}).catch((thrown: unknown) => showError(toAppError(thrown)));
            }}
          >
            Print
          </Button>
          <Button variant="primary" isDisabled={!isPutAway} onPress={() => session.getState().showRecoveryKey(null)}>
            Go on to the matter
          </Button>
        </>
      }
    >
      <p>
        If the passphrase of{' '}
        <strong>
          <PlainText text={recoveryKey.matterName} />
        </strong>{' '}
        is lost, this key opens the matter. It is shown only now and is kept nowhere. Without passphrase and key nobody
        can open the matter.
      </p>
      <div className={styles['sheet']}>
        <span className={styles['caption']}>Frame of Record · recovery key</span>
        <div className={styles['keyRow']}>
          <code className={styles['key']}>{recoveryKey.key}</code>
          <CopyButton text={recoveryKey.key} label="Copy the recovery key" />
        </div>
        <span className={styles['caption']}>
          <PlainText text={recoveryKey.matterName} /> · created {new Date().toISOString().slice(0, 10)}
        </span>
      </div>
      <p className={styles['advice']}>
        Print it or write it down, and keep it in a sealed envelope away from this computer, as you would an original.
      </p>
      <Checkbox isSelected={isPutAway} onChange={setPutAway}>
        I have printed or written down the recovery key, and I know that it will not be shown again.
      </Checkbox>
    </Dialog>
  );
}
