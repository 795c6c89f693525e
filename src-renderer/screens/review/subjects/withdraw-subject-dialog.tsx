import { type ReactNode, useState } from 'react';
import type { Subject } from '../../../../src-main/domain/subject.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import { subjectDesk } from '../../../playback/subject-desk.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showNotice } from '../../../ui/toast-store.ts';

type WithdrawSubjectDialogProps = { readonly subject: Subject; readonly onClose: () => void };

/** Takes a subject out of use. Its history stays, and undo brings it back. */
export function WithdrawSubjectDialog({ subject, onClose }: WithdrawSubjectDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const withdraw = useEngineMutation('subjects.withdraw');
  return (
    <ConfirmDialog
      isOpen
      isTextKept
      title={`Withdraw ${subject.pseudonym}?`}
      confirmLabel="Withdraw"
      isPending={withdraw.isPending}
      onCancel={onClose}
      onConfirm={() =>
        withdraw.mutate(
          { id: subject.id, revision: subject.revision, reason },
          {
            onSuccess: () => {
              showNotice(`${subject.pseudonym} is withdrawn. Undo brings it back.`);
              onClose();
              subjectDesk.getState().show(null);
            },
          },
        )
      }
    >
      <p>It leaves the list, and its name is not given to anybody else. Its history stays.</p>
      <TextField label="Reason (kept in the custody log)" value={reason} onChange={setReason} maxLength={2000} />
      {withdraw.error === null ? null : <ErrorNote error={withdraw.error} />}
    </ConfirmDialog>
  );
}
