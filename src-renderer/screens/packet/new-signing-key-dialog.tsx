import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { useDoors, useEngineMutation } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DigestText } from '../../ui/digest-text.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showError } from '../../ui/toast-store.ts';

/** Makes the key file of an attorney: whoever holds it and its passphrase can sign packets, and nobody else. */
export function NewSigningKeyDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { shell } = useDoors();
  const make = useEngineMutation('signingKeys.create');
  const [name, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [isTried, setTried] = useState(false);
  const nameProblem = name.trim() === '' ? 'Say whose key it is.' : null;
  const againProblem = passphrase !== again ? 'The two passphrases differ.' : null;

  async function create(): Promise<void> {
    setTried(true);
    if (nameProblem !== null || againProblem !== null || passphrase === '') {
      return;
    }
    const file = await shell.call('dialog.saveFile', {
      title: 'Where should the signing key go?',
      suggestedName: 'attorney-signing-key.json',
    });
    if (file !== null) {
      await make.mutateAsync({ out: { grant: file.grant }, name: name.trim(), passphrase });
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Make a signing key"
      width="narrow"
      actions={
        make.data === undefined ? (
          <>
            <Button onPress={onClose}>Cancel</Button>
            <Button
              variant="primary"
              isDisabled={make.isPending}
              onPress={() => {
                // A refusal of the engine is shown in the dialog.
                create().catch((thrown: unknown) => (make.isIdle ? showError(toAppError(thrown)) : undefined));
              }}
            >
              Choose a place and make it…
            </Button>
          </>
        ) : (
          <Button variant="primary" onPress={onClose}>
            Done
          </Button>
        )
      }
    >
      {make.data === undefined ? (
        <>
          <p>
            The key is a file that only its passphrase opens. Keep it on a drive of your own; this program keeps no
            copy, and a lost passphrase cannot be replaced.
          </p>
          <TextField
            label="Name of the attorney"
            value={name}
            onChange={setName}
            error={isTried ? nameProblem : null}
            maxLength={200}
            autoFocus
          />
          <TextField
            label="Passphrase"
            type="password"
            value={passphrase}
            onChange={setPassphrase}
            error={isTried && passphrase === '' ? 'Type a passphrase.' : null}
            description="At least 14 characters, or five words or more."
            autoComplete="new-password"
          />
          <TextField
            label="Passphrase again"
            type="password"
            value={again}
            onChange={setAgain}
            error={isTried ? againProblem : null}
            autoComplete="new-password"
          />
          {make.error === null ? null : <ErrorNote error={make.error} title="The key was not made" />}
        </>
      ) : (
        <>
          <p>The key was made. Give its fingerprint to whoever receives packets, on paper or by voice:</p>
          <DigestText digest={make.data.fingerprint} label="the fingerprint of the signing key" />
        </>
      )}
    </Dialog>
  );
}
