import { type ReactNode, useState } from 'react';
import { type AppError, toAppError } from '../../../src-main/domain/app-error.ts';
import type { Exhibit } from '../../../src-main/domain/exhibit.ts';
import { exhibitLabel } from '../../../src-main/domain/exhibit-number.ts';
import { useDoors, useEngineMutation } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showSuccess } from '../../ui/toast-store.ts';
import styles from './exhibit-editor.module.css';
import { numberedFrom } from './exhibit-words.ts';

type DialogProps = { readonly exhibits: readonly Exhibit[]; readonly onClose: () => void };

function namesOf(exhibits: readonly Exhibit[]): string {
  const [only] = exhibits;
  return exhibits.length === 1 && only !== undefined ? exhibitLabel(only.number) : countOf(exhibits.length, 'exhibit');
}

/** Asks why exhibits are taken out of the list. */
export function WithdrawExhibitsDialog({ exhibits, onClose }: DialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const withdraw = useEngineMutation('exhibits.withdraw', {
    onSuccess: () => {
      showSuccess(`${namesOf(exhibits)} withdrawn.`);
      onClose();
    },
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`Withdraw ${namesOf(exhibits)}?`}
      width="narrow"
      role="alertdialog"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="danger"
            isDisabled={withdraw.isPending}
            onPress={() => withdraw.mutate({ items: exhibits.map(({ id, revision }) => ({ id, revision })), reason })}
          >
            Withdraw
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <p>
          {exhibits.length === 1
            ? 'It leaves the list and its number is free'
            : 'They leave the list and their numbers are free'}
          ; the history keeps {exhibits.length === 1 ? 'it' : 'them'}, and undo brings{' '}
          {exhibits.length === 1 ? 'it' : 'them'} back. Packets that were sealed stay as they are.
        </p>
        <TextField label="Reason, for the custody log" rows={2} value={reason} onChange={setReason} />
        {withdraw.isError ? <ErrorNote error={withdraw.error} title="Nothing was withdrawn" /> : null}
      </div>
    </Dialog>
  );
}

/** Numbers exhibits one after another in the order of the list. */
export function RenumberDialog({ exhibits, onClose }: DialogProps): ReactNode {
  const { engine } = useDoors();
  const [start, setStart] = useState('1');
  const [error, setError] = useState<AppError | null>(null);
  const first = /^\d{1,4}$/.test(start) && Number(start) > 0 ? Number(start) : null;
  const last = first === null ? null : first + exhibits.length - 1;
  const isFitting = last !== null && last <= 9999;

  function renumber(): void {
    if (first === null) {
      return;
    }
    engine
      .call('exhibits.renumber', { items: numberedFrom(exhibits, first) })
      .then(() => {
        showSuccess(`${namesOf(exhibits)} numbered from ${first} on.`);
        onClose();
      })
      .catch((thrown: unknown) => setError(toAppError(thrown)));
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Number in order"
      width="narrow"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={!isFitting} onPress={renumber}>
            Number them
          </Button>
        </>
      }
    >
      <div className={styles['dialog']}>
        <p>
          {countOf(exhibits.length, 'exhibit')} {exhibits.length === 1 ? 'gets a whole number' : 'get whole numbers'} in
          the order of the list. Bates numbers are separate and never change.
        </p>
        <TextField
          label="Begin with"
          isMono
          autoFocus
          value={start}
          error={isFitting ? null : 'A number from 1 on; exhibit numbers end at 9999.'}
          onChange={(text) => {
            setStart(text.replaceAll(/\D/g, ''));
            setError(null);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && isFitting) {
              renumber();
            } else {
              event.continuePropagation();
            }
          }}
        />
        {error === null ? null : <ErrorNote error={error} title="Nothing was renumbered" />}
      </div>
    </Dialog>
  );
}
