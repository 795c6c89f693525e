import { type ReactNode, useEffect, useState } from 'react';
import type { CallOutput } from '../../../../src-main/contract/api.ts';
import { toAppError } from '../../../../src-main/domain/app-error.ts';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { type HandOverMethod, mediumSizes } from '../../../../src-main/domain/transfer.ts';
import { useDoors, useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import { Button } from '../../../ui/button.tsx';
import { byteText } from '../../../ui/date-text.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { RadioGroup } from '../../../ui/radio-group.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { showError } from '../../../ui/toast-store.ts';
import styles from './hand-over.module.css';
import {
  checkDraft,
  emptyDraft,
  type HandOverDraft,
  partBytesOf,
  type SizeChoice,
  toRequest,
} from './hand-over-draft.ts';
import { HandOverProgress } from './hand-over-progress.tsx';
import { PickField } from './pick-field.tsx';
import { ReaderChoice } from './reader-choice.tsx';
import { methodWords } from './transfer-words.ts';

const methods: readonly { readonly value: HandOverMethod; readonly label: string; readonly description: string }[] = [
  {
    value: 'age-recipients',
    label: methodWords['age-recipients'],
    description: 'Only the holders of the chosen keys can open it.',
  },
  {
    value: 'age-phrase',
    label: methodWords['age-phrase'],
    description: 'For somebody without a key: words that you tell them.',
  },
  { value: 'zip', label: methodWords.zip, description: 'One file that everybody can open.' },
  {
    value: 'folder',
    label: methodWords.folder,
    description: 'The packet as it is, for a court that opens it at once.',
  },
];

const sizes: readonly { readonly value: SizeChoice; readonly label: string }[] = [
  ...mediumSizes.map(({ id, label }) => ({ value: id, label })),
  { value: 'custom', label: 'Another size…' },
];

type HandOverDialogProps = { readonly packet: Packet; readonly onClose: () => void };

/** Who gets a sealed packet, how, and on what; then its progress, the phrase if there is one, and the receipt. */
export function HandOverDialog({ packet, onClose }: HandOverDialogProps): ReactNode {
  const [asked, setAsked] = useState<CallOutput<'transfers.handOver'> | null>(null);
  const [opener] = useState(() => document.activeElement);
  // Two dialogs follow one another: the second does not know what opened the first, and would leave the focus nowhere.
  useEffect(
    () => () => {
      requestAnimationFrame(() => {
        if (opener instanceof HTMLElement && document.activeElement === document.body) {
          opener.focus();
        }
      });
    },
    [opener],
  );
  return asked === null ? (
    <HandOverForm packet={packet} onClose={onClose} onAsked={setAsked} />
  ) : (
    <HandOverProgress packet={packet} asked={asked} onClose={onClose} onAgain={() => setAsked(null)} />
  );
}

function HandOverForm({
  packet,
  onClose,
  onAsked,
}: HandOverDialogProps & { readonly onAsked: (asked: CallOutput<'transfers.handOver'>) => void }): ReactNode {
  const { shell } = useDoors();
  const recipients = useEngineQuery('recipients.list', {});
  const { mutate, error, isPending } = useEngineMutation('transfers.handOver');
  const [draft, setDraft] = useState<HandOverDraft>(emptyDraft);
  const [isChecked, setChecked] = useState(false);
  const book = recipients.data ?? [];
  const problems = checkDraft(draft, book.find((recipient) => recipient.isEscrow) ?? null);
  const errors = isChecked ? problems : {};
  const change = (changes: Partial<HandOverDraft>) => setDraft((before) => ({ ...before, ...changes }));

  async function pickFolder(): Promise<void> {
    const into = await shell.call('dialog.pickFolder', { title: 'Choose where the packet shall be written' });
    if (into !== null) {
      change({ into });
    }
  }

  function begin(): void {
    setChecked(true);
    if (draft.into !== null && Object.keys(problems).length === 0) {
      mutate(toRequest(packet.id, draft, draft.into), { onSuccess: onAsked });
    }
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      isTextKept
      title={`Hand over ${packet.name}`}
      width="wide"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={isPending || recipients.isPending} onPress={begin}>
            {isPending ? 'Beginning…' : 'Verify and write'}
          </Button>
        </>
      }
    >
      {error === null ? null : <ErrorNote error={error} title="The hand-over was not begun" />}
      {recipients.isError ? <ErrorNote error={recipients.error} title="The address book could not be read" /> : null}
      <div className={styles['columns']}>
        <div className={styles['column']}>
          <RadioGroup
            label="How it leaves"
            value={draft.method}
            onChange={(method) => change({ method, isEscrowLeftOut: false })}
            options={methods}
            look="cards"
          />
        </div>
        <div className={styles['column']}>
          <ReaderChoice draft={draft} book={book} errors={errors} onChange={change} />
        </div>
      </div>
      <div className={styles['grid']}>
        <TextField
          label="Handed to"
          isRequired
          value={draft.deliveredTo}
          onChange={(deliveredTo) => change({ deliveredTo })}
          error={errors.deliveredTo}
          placeholder="Clerk of the Court, Suffolk County"
          maxLength={300}
        />
        <PickField
          label="Destination"
          kind="folder"
          picked={draft.into}
          error={errors.into ?? null}
          onPick={() => {
            pickFolder().catch((thrown: unknown) => showError(toAppError(thrown)));
          }}
        />
        <TextField
          label="Medium"
          value={draft.medium}
          onChange={(medium) => change({ medium })}
          placeholder="USB drive, serial number 4C53…"
          maxLength={300}
        />
        <TextField
          label="Seal number"
          value={draft.sealNumber}
          onChange={(sealNumber) => change({ sealNumber })}
          placeholder="Number of the tamper-evident bag or seal"
          maxLength={300}
        />
        {draft.method === 'folder' ? null : (
          <>
            <Select
              label="Split for"
              options={sizes}
              value={draft.size}
              onChange={(size) => change({ size })}
              description={splitWords(draft, packet.byteCount)}
            />
            {draft.size === 'custom' ? (
              <TextField
                label="Size of a part in MB"
                value={draft.customSize}
                onChange={(customSize) => change({ customSize })}
                error={errors.customSize}
                isMono
                inputMode="decimal"
              />
            ) : null}
          </>
        )}
      </div>
    </Dialog>
  );
}

/** About how many files it will be. */
function splitWords(draft: HandOverDraft, byteCount: number | null): string {
  const partBytes = partBytesOf(draft);
  if (byteCount === null || partBytes === undefined) {
    return '';
  }
  const count = partBytes === null ? 1 : Math.max(1, Math.ceil(byteCount / partBytes));
  return count === 1 ? `${byteText(byteCount)} in one file` : `${byteText(byteCount)} in ${count} parts or one more`;
}
