import { type ReactNode, useState } from 'react';
import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showNotice } from '../../../ui/toast-store.ts';

type WithdrawDialogProps = { readonly annotation: Annotation; readonly onClose: () => void };

/** Takes an annotation out of use. It stays in the history and can be brought back with undo. */
export function WithdrawDialog({ annotation, onClose }: WithdrawDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  // Said and closed also when the annotation, and this dialog with it, has left the list by then.
  const withdraw = useEngineMutation('annotations.withdraw', {
    onSuccess: () => {
      showNotice('Annotation withdrawn. Undo brings it back.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isTextKept
      title="Withdraw this annotation?"
      confirmLabel="Withdraw"
      isPending={withdraw.isPending}
      onCancel={onClose}
      onConfirm={() => {
        withdraw.mutate({ id: annotation.id, revision: annotation.revision, reason });
      }}
    >
      <p>It leaves the list and the packets made from now on. Its history stays, and undo brings it back.</p>
      <TextField label="Reason (kept in the custody log)" value={reason} onChange={setReason} maxLength={2000} />
      {withdraw.error === null ? null : <ErrorNote error={withdraw.error} />}
    </ConfirmDialog>
  );
}
