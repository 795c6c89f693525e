import { type ReactNode, useState } from 'react';
import {
  type ConfirmationWay,
  confirmationWays,
  type Recipient,
  recipientKeySchema,
  spokenFingerprint,
} from '../../../src-main/domain/recipient.ts';
import { useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './recipients-panel.module.css';

const confirmationLabels: Readonly<Record<ConfirmationWay, string>> = {
  voice: 'Read out on the telephone',
  paper: 'On paper',
  'in-person': 'In person',
};

type RecipientDialogProps = {
  /** Null: a new one. */ readonly recipient: Recipient | null;
  readonly onClose: () => void;
};

/** Adds a recipient or changes one; the key itself never changes, because a new key is to be confirmed anew. */
export function RecipientDialog({ recipient, onClose }: RecipientDialogProps): ReactNode {
  const add = useEngineMutation('recipients.add');
  const revise = useEngineMutation('recipients.revise');
  const [name, setName] = useState(recipient?.name ?? '');
  const [organisation, setOrganisation] = useState(recipient?.organisation ?? '');
  const [key, setKey] = useState(recipient?.key ?? '');
  const [isConfirmed, setConfirmed] = useState((recipient?.confirmation ?? null) !== null);
  const [how, setHow] = useState<ConfirmationWay>(recipient?.confirmation?.how ?? 'voice');
  const [by, setBy] = useState(recipient?.confirmation?.by ?? '');
  const [on, setOn] = useState(recipient?.confirmation?.on ?? '');
  const [isChecked, setChecked] = useState(false);
  const parsed = recipientKeySchema.safeParse(key);
  const check = useEngineQuery('recipients.check', { key: key.trim() }, { isEnabled: parsed.success });
  const keyError = parsed.success ? (check.error?.message ?? null) : (parsed.error.issues[0]?.message ?? '');
  const problems = {
    name: name.trim() === '' ? 'Name the recipient.' : null,
    key: keyError,
    by: isConfirmed && by.trim() === '' ? 'Say who confirmed it.' : null,
    on: isConfirmed && !/^\d{4}-\d{2}-\d{2}$/.test(on) ? 'Write the day as 2026-03-09.' : null,
  };
  const shown = isChecked ? problems : { name: null, key: key.trim() === '' ? null : problems.key, by: null, on: null };
  const error = add.error ?? revise.error;

  function save(): void {
    setChecked(true);
    if (Object.values(problems).some((problem) => problem !== null)) {
      return;
    }
    const confirmation = isConfirmed ? { how, by, on } : null;
    if (recipient === null) {
      add.mutate({ name, organisation, key, confirmation }, { onSuccess: onClose });
    } else {
      revise.mutate({ id: recipient.id, changes: { name, organisation, confirmation } }, { onSuccess: onClose });
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      isTextKept
      title={recipient === null ? 'Add a recipient' : 'Change a recipient'}
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={add.isPending || revise.isPending} onPress={save}>
            {recipient === null ? 'Add' : 'Save'}
          </Button>
        </>
      }
    >
      {error === null ? null : <ErrorNote error={error} title="The address book was not changed" />}
      <div className={styles['form']}>
        <TextField
          label="Name"
          isRequired
          autoFocus
          value={name}
          onChange={setName}
          error={shown.name}
          maxLength={200}
        />
        <TextField label="Organisation" value={organisation} onChange={setOrganisation} maxLength={200} />
      </div>
      <TextField
        label="Public key (age1…)"
        isRequired
        isMono
        rows={2}
        value={key}
        onChange={setKey}
        error={shown.key}
        isReadOnly={recipient !== null}
        spellCheck="false"
        autoComplete="off"
      />
      {check.data === undefined || !parsed.success ? null : (
        <div className={styles['checked']} role="status">
          <span className={styles['muted']}>Fingerprint, to be compared with what the other side reads out</span>
          <code className={styles['fingerprint']}>{spokenFingerprint(check.data.fingerprint)}</code>
          <span className={styles['muted']}>
            They find it with: <code>printf %s age1… | sha256sum</code> (the first 32 digits), or by comparing the whole
            key.
          </span>
        </div>
      )}
      <Checkbox isSelected={isConfirmed} onChange={setConfirmed}>
        The recipient confirmed the fingerprint
      </Checkbox>
      {isConfirmed ? (
        <div className={styles['form']}>
          <Select
            label="How"
            value={how}
            onChange={setHow}
            options={confirmationWays.map((value) => ({ value, label: confirmationLabels[value] }))}
          />
          <TextField label="By whom" isRequired value={by} onChange={setBy} error={shown.by} maxLength={200} />
          <TextField
            label="On the day"
            isRequired
            isMono
            value={on}
            onChange={setOn}
            error={shown.on}
            placeholder="2026-03-09"
            maxLength={10}
          />
        </div>
      ) : null}
    </Dialog>
  );
}
