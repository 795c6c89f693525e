import { type FormEvent, type ReactNode, useState } from 'react';
import { Form } from 'react-aria-components';
import type { GrantedPath } from '../../../src-main/contract/shell-powers.ts';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { useDoors, useEngineMutation } from '../../engine/use-engine.ts';
import { session } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { focusFirstInvalid } from '../../ui/focus-invalid.ts';
import { TextField } from '../../ui/text-field.tsx';
import { showError } from '../../ui/toast-store.ts';
import { FolderField } from './folder-field.tsx';
import { errorAt, fieldOf } from './matter-errors.ts';
import styles from './matter-form.module.css';
import { PassphraseField } from './passphrase-field.tsx';
import { passphraseStrength } from './passphrase-strength.ts';
import { finishedReviewer, useReviewerDraft } from './reviewer-draft.ts';
import { ReviewerFields } from './reviewer-fields.tsx';
import { StrengthMeter } from './strength-meter.tsx';

/** A name that every disk takes as a folder name, made of what the reviewer typed. */
function folderName(name: string): string {
  const safe = name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ').trim();
  return safe === '' ? 'New matter' : safe.slice(0, 80);
}

type CreateMatterFormProps = {
  /** The person wants to try the product: a name is there already, and a sample recording is brought in. */
  readonly isSample?: boolean;
};

/** Name, folder, passphrase twice, reviewer; then the recovery key is shown once (RecoveryKeyNotice). */
export function CreateMatterForm({ isSample = false }: CreateMatterFormProps): ReactNode {
  const { engine, shell } = useDoors();
  // The matter opens, and this form goes, before the answer with the recovery key is here.
  const create = useEngineMutation('matters.create', {
    onSuccess: ({ summary, recoveryKey }) => {
      session.getState().showRecoveryKey({ matterName: summary.matter.name, key: recoveryKey });
      if (hasSample) {
        engine.call('footage.ingestSample', {}).catch((thrown: unknown) => showError(toAppError(thrown)));
      }
    },
  });
  const [name, setName] = useState(isSample ? 'Sample matter' : '');
  const [hasSample, setHasSample] = useState(isSample);
  const [folder, setFolder] = useState<GrantedPath | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [reviewer, setReviewer] = useReviewerDraft();
  const [isTried, setTried] = useState(false);

  const isTooShort = passphraseStrength(passphrase).score === 0;
  const problems = {
    name: name.trim() === '' ? 'Give the matter a name.' : null,
    folder: folder === null ? 'Choose where the matter is to live.' : null,
    passphrase: isTooShort ? 'Choose a passphrase of at least 14 characters or five words.' : null,
    repeated: repeated !== passphrase ? 'The two passphrases differ. Type the same one again.' : null,
  };
  const shown = (problem: string | null) => (isTried ? problem : null);

  async function pickFolder(): Promise<void> {
    const picked = await shell.call('dialog.newFolder', {
      title: 'Where should this matter live?',
      suggestedName: folderName(name),
    });
    if (picked !== null) {
      setFolder(picked);
      create.reset();
    }
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setTried(true);
    const finished = finishedReviewer(reviewer);
    if (finished === null || folder === null || Object.values(problems).some((problem) => problem !== null)) {
      focusFirstInvalid(event.currentTarget);
      return;
    }
    create.mutate({ folder: { grant: folder.grant }, name: name.trim(), passphrase, reviewer: finished });
  }

  return (
    <Form className={styles['form'] ?? ''} validationBehavior="aria" onSubmit={submit}>
      <TextField
        label="Name of the matter"
        value={name}
        onChange={setName}
        error={shown(problems.name)}
        placeholder="Elm Street, 14 March"
        autoComplete="off"
      />
      <FolderField
        label="Folder"
        buttonLabel="Choose a folder…"
        isNew
        folder={folder}
        description="A new folder on a disk of your office. It holds the encrypted database, the originals and the packets."
        error={shown(problems.folder) ?? errorAt(create.error, 'folder')}
        onPick={() => {
          pickFolder().catch((thrown: unknown) => showError(toAppError(thrown)));
        }}
      />
      <PassphraseField
        label="Passphrase"
        isNew
        value={passphrase}
        onChange={setPassphrase}
        error={shown(problems.passphrase) ?? errorAt(create.error, 'passphrase')}
        description={<StrengthMeter passphrase={passphrase} />}
      />
      <PassphraseField
        label="Passphrase again"
        isNew
        value={repeated}
        onChange={setRepeated}
        error={shown(problems.repeated)}
      />
      <ReviewerFields reviewer={reviewer} onChange={setReviewer} areProblemsShown={isTried} />
      <Checkbox isSelected={hasSample} onChange={setHasSample}>
        Put a sample recording in it: a counter and a tone, made on the spot
      </Checkbox>
      {create.error !== null && fieldOf(create.error) === 'form' ? (
        <ErrorNote error={create.error} title="The matter was not created" />
      ) : null}
      <div className={styles['submit']}>
        <Button type="submit" variant="primary" size="large" isDisabled={create.isPending}>
          {create.isPending ? 'Creating the matter…' : 'Create the matter'}
        </Button>
      </div>
    </Form>
  );
}
