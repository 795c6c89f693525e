import { LoaderCircle, LockKeyholeOpen } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { CallInput, CallOutput } from '../../../../src-main/contract/api.ts';
import type { GrantedPath } from '../../../../src-main/contract/shell-powers.ts';
import { type AppError, toAppError } from '../../../../src-main/domain/app-error.ts';
import { useDoors, useTopic } from '../../../engine/use-engine.ts';
import { Button } from '../../../ui/button.tsx';
import { byteText } from '../../../ui/date-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showError } from '../../../ui/toast-store.ts';
import { VerificationResult } from '../../../verification/verification-result.tsx';
import styles from './hand-over.module.css';
import { PickField } from './pick-field.tsx';

/** Opens a packet that somebody handed over, from its file or the first of its parts. */
export function OpenEncryptedButton(): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<LockKeyholeOpen />} onPress={() => setOpen(true)}>
        Open an encrypted packet…
      </Button>
      {isOpen ? <OpenEncryptedDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

type Way = 'identity' | 'phrase';
type Work =
  | { readonly state: 'form'; readonly error: AppError | null }
  | { readonly state: 'busy'; readonly abort: AbortController }
  | { readonly state: 'done'; readonly opened: CallOutput<'transfers.open'> };

function OpenEncryptedDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { shell, engine } = useDoors();
  const ticket = useId();
  const [file, setFile] = useState<GrantedPath | null>(null);
  const [into, setInto] = useState<GrantedPath | null>(null);
  const [identity, setIdentity] = useState<GrantedPath | null>(null);
  const [way, setWay] = useState<Way>('identity');
  const [phrase, setPhrase] = useState('');
  const [isChecked, setChecked] = useState(false);
  const [work, setWork] = useState<Work>({ state: 'form', error: null });
  const [amount, setAmount] = useState<{ readonly done: number; readonly total: number } | null>(null);
  const running = useRef<AbortController | null>(null);
  useTopic('transfers.opening', (told) => {
    if (told.ticket === ticket) {
      setAmount(told);
    }
  });
  // A window that is closed does not go on unpacking.
  useEffect(() => () => running.current?.abort(), []);

  const isPlain = file !== null && !/\.age(\.\d{3,4})?$/i.test(file.name);
  const problems = {
    file: file === null ? 'Choose the file, or the first of its parts.' : null,
    into: into === null ? 'Choose where the packet shall be put.' : null,
    identity: !isPlain && way === 'identity' && identity === null ? 'Choose your identity file.' : null,
    phrase: !isPlain && way === 'phrase' && phrase.trim() === '' ? 'Enter the words you were told.' : null,
  };
  const shown = isChecked ? problems : { file: null, into: null, identity: null, phrase: null };

  async function pick(what: 'file' | 'identity' | 'into'): Promise<void> {
    if (what === 'into') {
      const folder = await shell.call('dialog.pickFolder', { title: 'Choose where the packet shall be put' });
      setInto((before) => folder ?? before);
      return;
    }
    const [picked] = await shell.call('dialog.pickFiles', {});
    if (picked !== undefined) {
      (what === 'file' ? setFile : setIdentity)(picked);
    }
  }

  async function open(request: CallInput<'transfers.open'>): Promise<void> {
    const abort = new AbortController();
    running.current = abort;
    setAmount(null);
    setWork({ state: 'busy', abort });
    try {
      const opened = await engine.call('transfers.open', request, { signal: abort.signal });
      setPhrase('');
      setWork({ state: 'done', opened });
    } catch (thrown) {
      const error = toAppError(thrown);
      setWork({ state: 'form', error: error.code === 'cancelled' ? null : error });
    } finally {
      running.current = null;
    }
  }

  function begin(): void {
    setChecked(true);
    if (file !== null && into !== null && Object.values(problems).every((problem) => problem === null)) {
      void open({
        file: { grant: file.grant },
        into: { grant: into.grant },
        identity: !isPlain && way === 'identity' && identity !== null ? { grant: identity.grant } : null,
        phrase: isPlain || phrase.trim() === '' ? null : phrase,
        ticket,
      });
    }
  }

  function press(what: 'file' | 'identity' | 'into'): void {
    pick(what).catch((thrown: unknown) => showError(toAppError(thrown)));
  }

  if (work.state === 'done') {
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={`Opened ${work.opened.name}`}
        actions={
          <Button variant="primary" onPress={onClose}>
            Done
          </Button>
        }
      >
        <div className={styles['folder']}>
          <PlainText text={work.opened.folder} isOneLine />
        </div>
        <p className={styles['hint']}>
          {work.opened.isRecorded
            ? 'The custody log of this matter records that it was opened, and how its verification ended.'
            : 'This matter is open read-only, so its custody log does not record that it was opened.'}
        </p>
        <VerificationResult verification={work.opened.verification} isKeyNamed={false} />
      </Dialog>
    );
  }
  const isBusy = work.state === 'busy';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isDismissable={!isBusy}
      title="Open an encrypted packet"
      actions={
        <>
          <Button onPress={() => (isBusy ? work.abort.abort() : onClose())}>Cancel</Button>
          <Button variant="primary" isDisabled={isBusy} onPress={begin}>
            Open and verify
          </Button>
        </>
      }
    >
      {work.state === 'form' && work.error !== null ? (
        <ErrorNote error={work.error} title="The packet was not opened" />
      ) : null}
      {isBusy ? (
        <div className={styles['progress']} role="status">
          <span className={styles['busy']}>
            <LoaderCircle className={styles['spin']} aria-hidden="true" />
            {amount === null
              ? 'Opening…'
              : amount.done < amount.total
                ? `Unpacking: ${byteText(amount.done)} of ${byteText(amount.total)}`
                : 'Verifying every file…'}
          </span>
          <ProgressBar label="Opening" done={amount?.done ?? 0} total={amount?.total ?? null} />
        </div>
      ) : null}
      <PickField
        label="Packet file"
        kind="file"
        picked={file}
        description="It ends in .zip.age, or in .001 when it was split: put all parts into one folder first."
        error={shown.file}
        isDisabled={isBusy}
        onPick={() => press('file')}
      />
      {isPlain ? (
        <p className={styles['hint']}>This file is not encrypted; no key is needed.</p>
      ) : (
        <>
          <RadioGroup
            label="Opens with"
            value={way}
            onChange={(chosen) => {
              setWay(chosen);
              setPhrase('');
            }}
            isDisabled={isBusy}
            options={[
              { value: 'identity', label: 'An identity file (your age key)' },
              { value: 'phrase', label: 'A phrase of words that you were told' },
            ]}
          />
          {way === 'identity' ? (
            <PickField
              label="Identity file"
              kind="file"
              picked={identity}
              description="The secret half of the key that you gave to the sender. It is read and not kept."
              error={shown.identity}
              isDisabled={isBusy}
              onPick={() => press('identity')}
            />
          ) : null}
          <TextField
            label={way === 'identity' ? 'Passphrase of the identity, if it has one' : 'Phrase'}
            type={way === 'identity' ? 'password' : 'text'}
            value={phrase}
            onChange={setPhrase}
            error={shown.phrase}
            isDisabled={isBusy}
            autoComplete="off"
            spellCheck="false"
            isMono
          />
        </>
      )}
      <PickField
        label="Destination"
        kind="folder"
        picked={into}
        error={shown.into}
        isDisabled={isBusy}
        onPick={() => press('into')}
      />
    </Dialog>
  );
}
