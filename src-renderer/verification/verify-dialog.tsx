import { type ReactNode, useMemo } from 'react';
import type { PacketId } from '../../src-main/domain/identifier.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useVerification } from './use-verification.ts';
import { VerificationView } from './verification-view.tsx';

type VerifyDialogProps = {
  readonly target: { readonly packet: { readonly id: PacketId }; readonly name: string };
  readonly onClose: () => void;
};

/** Verifies one packet of this matter, and shows every finding. Closing it stops the reading. */
export function VerifyDialog({ target: { packet, name }, onClose }: VerifyDialogProps): ReactNode {
  const target = useMemo(() => ({ packet: { id: packet.id } }), [packet.id]);
  const { state, again } = useVerification(target);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Verification of ${name}`}
      actions={
        <>
          <Button isDisabled={state.kind === 'running'} onPress={again}>
            Verify again
          </Button>
          <Button variant="primary" onPress={onClose}>
            {state.kind === 'running' ? 'Stop and close' : 'Done'}
          </Button>
        </>
      }
    >
      <VerificationView state={state} />
    </Dialog>
  );
}
