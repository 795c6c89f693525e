import { type ReactNode, useState } from 'react';
import { acknowledgementWays, type Transfer } from '../../../../src-main/domain/transfer.ts';
import { useEngineMutation } from '../../../engine/use-engine.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './hand-over.module.css';
import { acknowledgementWords, isDay, today } from './transfer-words.ts';

type AcknowledgeDialogProps = { readonly transfer: Transfer; readonly onClose: () => void };

/** Records who received a hand-over, when, and how that is known. It stays as it is recorded. */
export function AcknowledgeDialog({ transfer, onClose }: AcknowledgeDialogProps): ReactNode {
  const { mutate, error, isPending } = useEngineMutation('transfers.acknowledge');
  const [receivedBy, setReceivedBy] = useState(transfer.deliveredTo);
  const [receivedOn, setReceivedOn] = useState(() => today());
  const [how, setHow] = useState<(typeof acknowledgementWays)[number]>('signed-receipt');
  const [note, setNote] = useState('');
  const [isChecked, setChecked] = useState(false);
  const nameError = receivedBy.trim() === '' ? 'Say who received it.' : null;
  const dayError = isDay(receivedOn) ? null : 'Write the day as 2026-03-09.';

  function record(): void {
    setChecked(true);
    if (nameError === null && dayError === null) {
      mutate({ id: transfer.id, receivedBy, receivedOn, how, note }, { onSuccess: onClose });
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      isTextKept
      title="Record that it was received"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={isPending} onPress={record}>
            Record
          </Button>
        </>
      }
    >
      <p className={styles['hint']}>
        It goes into the custody log with your name and the time, and is not changed afterwards. A later word, such as
        the signed receipt after a telephone call, is recorded beside it.
      </p>
      {error === null ? null : <ErrorNote error={error} title="It was not recorded" />}
      <TextField
        label="Received by"
        isRequired
        autoFocus
        value={receivedBy}
        onChange={setReceivedBy}
        error={isChecked ? nameError : null}
        maxLength={300}
      />
      <div className={styles['grid']}>
        <TextField
          label="On the day"
          isRequired
          isMono
          value={receivedOn}
          onChange={setReceivedOn}
          error={isChecked ? dayError : null}
          maxLength={10}
        />
        <Select
          label="Known from"
          value={how}
          onChange={setHow}
          options={acknowledgementWays.map((value) => ({ value, label: acknowledgementWords[value] }))}
        />
      </div>
      <TextField
        label="Note"
        rows={2}
        value={note}
        onChange={setNote}
        placeholder="Seal whole, docketed as no. 41"
        maxLength={2000}
      />
    </Dialog>
  );
}
