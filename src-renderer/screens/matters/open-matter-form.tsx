import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import type { PathReference } from '../../../src-main/contract/api.ts';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import type { MatterId } from '../../../src-main/domain/identifier.ts';
import type { RecentMatter } from '../../../src-main/domain/matter.ts';
import { useDoors, useEngineMutation } from '../../engine/use-engine.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { focusFirstInvalid } from '../../ui/focus-invalid.ts';
import { showError } from '../../ui/toast-store.ts';
import { FolderField } from './folder-field.tsx';
import { errorAt, fieldOf } from './matter-errors.ts';
import styles from './matter-form.module.css';
import { PassphraseField } from './passphrase-field.tsx';
import { RecentMatters } from './recent-matters.tsx';
import { finishedReviewer, useReviewerDraft } from './reviewer-draft.ts';
import { ReviewerFields } from './reviewer-fields.tsx';

type Chosen = { readonly name: string; readonly folder: PathReference | { readonly recent: MatterId } };

/** A recent matter or a folder, the passphrase, the reviewer. */
export function OpenMatterForm({ recents }: { readonly recents: readonly RecentMatter[] }): ReactNode {
  const { shell } = useDoors();
  const open = useEngineMutation('matters.open');
  const first = recents.find((recent) => recent.isPresent);
  const [chosen, setChosen] = useState<Chosen | null>(
    first === undefined ? null : { name: first.name, folder: { recent: first.id } },
  );
  const [passphrase, setPassphrase] = useState('');
  const [reviewer, setReviewer] = useReviewerDraft();
  const [isTried, setTried] = useState(false);
  const passphraseBox = useRef<HTMLInputElement>(null);

  const problems = {
    folder: chosen === null ? 'Choose the folder of the matter.' : null,
    passphrase: passphrase === '' ? 'Type the passphrase of the matter.' : null,
  };
  const shown = (problem: string | null) => (isTried ? problem : null);

  function choose(next: Chosen): void {
    setChosen(next);
    open.reset();
    passphraseBox.current?.focus();
  }

  async function pickFolder(): Promise<void> {
    const picked = await shell.call('dialog.pickFolder', { title: 'Choose the folder of a matter' });
    if (picked !== null) {
      choose({ name: picked.name, folder: { grant: picked.grant } });
    }
  }

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    setTried(true);
    const finished = finishedReviewer(reviewer);
    if (finished === null || chosen === null || Object.values(problems).some((problem) => problem !== null)) {
      focusFirstInvalid(event.currentTarget);
      return;
    }
    open.mutate(
      { folder: chosen.folder, passphrase, reviewer: finished },
      {
        onError: (error) => {
          if (fieldOf(error) === 'passphrase') {
            passphraseBox.current?.select();
          }
        },
      },
    );
  }

  return (
    <Form className={styles['form'] ?? ''} validationBehavior="aria" onSubmit={submit}>
      {recents.length === 0 ? null : (
        <RecentMatters
          recents={recents}
          chosen={chosen !== null && 'recent' in chosen.folder ? chosen.folder.recent : null}
          onChoose={(recent) => choose({ name: recent.name, folder: { recent: recent.id } })}
        />
      )}
      <FolderField
        label="Matter to open"
        buttonLabel="Other folder…"
        folder={chosen}
        description="Choose a recent matter above, or the folder of one that came from another workstation."
        error={shown(problems.folder) ?? errorAt(open.error, 'folder')}
        onPick={() => {
          pickFolder().catch((thrown: unknown) => showError(toAppError(thrown)));
        }}
      />
      <PassphraseField
        label="Passphrase or recovery key"
        value={passphrase}
        onChange={(value) => {
          setPassphrase(value);
          open.reset();
        }}
        inputRef={passphraseBox}
        error={shown(problems.passphrase) ?? errorAt(open.error, 'passphrase')}
      />
      <ReviewerFields reviewer={reviewer} onChange={setReviewer} areProblemsShown={isTried} />
      {open.error !== null && fieldOf(open.error) === 'form' ? (
        <ErrorNote error={open.error} title="The matter was not opened" />
      ) : null}
      <div className={styles['submit']}>
        <Button type="submit" variant="primary" size="large" isDisabled={open.isPending}>
          {open.isPending ? 'Opening the matter…' : 'Open the matter'}
        </Button>
      </div>
    </Form>
  );
}
