import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showError } from '../../ui/toast-store.ts';
import { NewSigningKeyDialog } from './new-signing-key-dialog.tsx';
import type { PacketPlanDraft, PlanProblems } from './packet-plan.ts';
import styles from './plan-panel.module.css';

type CosignerGroupProps = {
  readonly plan: PacketPlanDraft;
  readonly onChange: (plan: PacketPlanDraft) => void;
  readonly problems: PlanProblems | null;
};

/** An attorney may sign the packet beside the workstation, with a key that is kept in a file of theirs. */
export function CosignerGroup({ plan, onChange, problems }: CosignerGroupProps): ReactNode {
  const { shell } = useDoors();
  const [isMaking, setMaking] = useState(false);

  async function pick(): Promise<void> {
    const [picked] = await shell.call('dialog.pickFiles', {});
    if (picked !== undefined) {
      onChange({ ...plan, attorneyKey: picked, attorneyPassphrase: '' });
    }
  }

  return (
    <fieldset className={styles['group']}>
      <legend className={styles['legend']}>Signatures</legend>
      <p className={styles['help']}>
        The key of this workstation always signs. An attorney may sign too; whoever receives the packet can then ask
        either for the fingerprint.
      </p>
      {plan.attorneyKey === null ? null : (
        <>
          <span className={styles['folder']}>
            <PlainText text={plan.attorneyKey.name} isOneLine />
          </span>
          <TextField
            label="Passphrase of the signing key"
            type="password"
            value={plan.attorneyPassphrase}
            onChange={(attorneyPassphrase) => onChange({ ...plan, attorneyPassphrase })}
            error={problems?.attorneyPassphrase}
            description="Used for this packet and then forgotten."
            autoComplete="off"
          />
        </>
      )}
      <span className={styles['buttons']}>
        <Button
          size="small"
          icon={<KeyRound />}
          onPress={() => {
            pick().catch((thrown: unknown) => showError(toAppError(thrown)));
          }}
        >
          {plan.attorneyKey === null ? 'An attorney signs too…' : 'Another key…'}
        </Button>
        {plan.attorneyKey === null ? (
          <Button size="small" variant="quiet" onPress={() => setMaking(true)}>
            Make a signing key…
          </Button>
        ) : (
          <Button
            size="small"
            variant="quiet"
            onPress={() => onChange({ ...plan, attorneyKey: null, attorneyPassphrase: '' })}
          >
            The workstation alone
          </Button>
        )}
      </span>
      {isMaking ? <NewSigningKeyDialog onClose={() => setMaking(false)} /> : null}
    </fieldset>
  );
}
