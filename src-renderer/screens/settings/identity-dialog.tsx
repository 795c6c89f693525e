import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { useDoors, useEngineMutation } from '../../engine/use-engine.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showError, showNotice } from '../../ui/toast-store.ts';

const shortestPassphrase = 12;

type IdentityDialogProps = { readonly hasEscrow: boolean; readonly onClose: () => void };

/** Makes an age identity: a secret file for the safe, and its public key for the address book. */
export function IdentityDialog({ hasEscrow, onClose }: IdentityDialogProps): ReactNode {
  const { shell } = useDoors();
  const create = useEngineMutation('recipients.createIdentity');
  const [name, setName] = useState(hasEscrow ? '' : 'Escrow of this office');
  const [isEscrow, setEscrow] = useState(!hasEscrow);
  const [isProtected, setProtected] = useState(true);
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isChecked, setChecked] = useState(false);
  const problems = {
    name: name.trim() === '' ? 'Name the key.' : null,
    passphrase:
      isProtected && passphrase.length < shortestPassphrase
        ? `At least ${shortestPassphrase} characters; several words are good.`
        : null,
    again: isProtected && again !== passphrase ? 'The two are not the same.' : null,
  };
  const shown = isChecked ? problems : { name: null, passphrase: null, again: null };

  async function make(): Promise<void> {
    setChecked(true);
    if (Object.values(problems).some((problem) => problem !== null)) {
      return;
    }
    const out = await shell.call('dialog.saveFile', {
      title: 'Choose where the secret file shall be kept',
      suggestedName: 'office-identity.txt',
    });
    if (out !== null) {
      create.mutate(
        { out: { grant: out.grant }, passphrase: isProtected ? passphrase : null, name, isEscrow },
        {
          onSuccess: () => {
            showNotice(`The secret file ${out.name} was written. Keep it away from this computer.`);
            onClose();
          },
        },
      );
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Make a key for this office"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            isDisabled={create.isPending}
            onPress={() => {
              make().catch((thrown: unknown) => showError(toAppError(thrown)));
            }}
          >
            Choose a place and make it…
          </Button>
        </>
      }
    >
      <p>
        Two halves are made: a secret file, which opens what was encrypted and belongs into the safe, and a public key,
        which goes into the address book. The program keeps no copy of the secret half.
      </p>
      {create.error === null ? null : <ErrorNote error={create.error} title="The key was not made" />}
      <TextField
        label="Name in the address book"
        isRequired
        autoFocus
        value={name}
        onChange={setName}
        error={shown.name}
      />
      <Checkbox isSelected={isEscrow} onChange={setEscrow}>
        It is the escrow key of this office: encrypt every hand-over to it as well
        {hasEscrow ? ', in place of the present one' : ''}
      </Checkbox>
      <Checkbox isSelected={isProtected} onChange={setProtected}>
        Protect the secret file with a passphrase
      </Checkbox>
      {isProtected ? (
        <>
          <TextField
            label="Passphrase"
            type="password"
            isRequired
            value={passphrase}
            onChange={setPassphrase}
            error={shown.passphrase}
            autoComplete="new-password"
          />
          <TextField
            label="Passphrase again"
            type="password"
            isRequired
            value={again}
            onChange={setAgain}
            error={shown.again}
            autoComplete="new-password"
          />
        </>
      ) : (
        <Banner tone="warning" title="Not protected">
          Whoever gets the file can open everything that is encrypted to it. Keep it on a medium that is locked away.
        </Banner>
      )}
    </Dialog>
  );
}
