import { LoaderCircle } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import type { CallInput } from '../../../src-main/contract/api.ts';
import { useEngineMutation } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { VerificationResult } from './verification-result.tsx';
import styles from './verify-dialog.module.css';

export type PacketToVerify = CallInput<'packets.verify'> & { readonly name: string };

type VerifyDialogProps = { readonly target: PacketToVerify; readonly onClose: () => void };

/** Verifies one packet, of this matter or from anywhere, and shows every finding. */
export function VerifyDialog({ target, onClose }: VerifyDialogProps): ReactNode {
  const { mutate, data, error, isPending } = useEngineMutation('packets.verify');
  useEffect(() => mutate({ packet: target.packet }), [mutate, target]);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Verification of ${target.name}`}
      actions={
        <>
          <Button isDisabled={isPending} onPress={() => mutate({ packet: target.packet })}>
            Verify again
          </Button>
          <Button variant="primary" onPress={onClose}>
            Done
          </Button>
        </>
      }
    >
      {isPending || (data === undefined && error === null) ? (
        <p className={styles['busy']} role="status">
          <LoaderCircle className={styles['spin']} aria-hidden="true" />
          Reading every file of the packet and comparing it with what was sealed…
        </p>
      ) : null}
      {error === null ? null : <ErrorNote error={error} title="The packet could not be verified" />}
      {data === undefined || isPending ? null : <VerificationResult verification={data} />}
    </Dialog>
  );
}
