import { KeyRound, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Recipient, spokenFingerprint } from '../../../../src-main/domain/recipient.ts';
import { phraseBitsPerWord, phraseWordCount } from '../../../../src-main/domain/transfer.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Checkbox } from '../../../ui/checkbox.tsx';
import field from '../../../ui/field.module.css';
import { PlainText } from '../../../ui/plain-text.tsx';
import styles from './hand-over.module.css';
import type { DraftErrors, HandOverDraft } from './hand-over-draft.ts';
import { confirmationWords } from './transfer-words.ts';

type ReaderChoiceProps = {
  readonly draft: HandOverDraft;
  readonly book: readonly Recipient[];
  readonly errors: DraftErrors;
  readonly onChange: (changes: Partial<HandOverDraft>) => void;
};

/** Who will be able to open it. */
export function ReaderChoice({ draft, book, errors, onChange }: ReaderChoiceProps): ReactNode {
  const escrow = book.find((recipient) => recipient.isEscrow) ?? null;
  switch (draft.method) {
    case 'age-recipients':
      return (
        <RecipientChoice
          draft={draft}
          others={book.filter((recipient) => !recipient.isEscrow)}
          escrow={escrow}
          errors={errors}
          onChange={onChange}
        />
      );
    case 'age-phrase':
      return (
        <>
          <p className={styles['hint']}>
            {phraseWordCount} words are drawn from a list of 2,048 ({phraseWordCount * phraseBitsPerWord} bits), shown
            once, and kept nowhere. Tell them to the recipient by another way than the medium.
          </p>
          {escrow === null ? null : (
            <EscrowLine escrow={escrow} draft={draft} errors={errors} onChange={onChange} isAlone />
          )}
        </>
      );
    case 'zip':
    case 'folder':
      return (
        <Banner tone="warning" title="Not encrypted">
          Whoever finds the medium can read everything on it. Its digests and signature show changes all the same.
        </Banner>
      );
  }
}

function RecipientChoice({
  draft,
  others,
  escrow,
  errors,
  onChange,
}: Omit<ReaderChoiceProps, 'book'> & {
  readonly others: readonly Recipient[];
  readonly escrow: Recipient | null;
}): ReactNode {
  return (
    <fieldset className={styles['fieldset']}>
      <legend className={field['label']}>Recipients who can open it</legend>
      {others.length === 0 ? (
        <p className={styles['hint']}>
          The address book has no recipients yet. Add them under Settings, Recipients: each sends you a line that begins
          with age1. Without one, choose “Encrypted with a phrase”.
        </p>
      ) : (
        <ul className={styles['recipients']}>
          {others.map((recipient) => (
            <li key={recipient.id} className={styles['recipient']}>
              <Checkbox
                isSelected={draft.recipientIds.includes(recipient.id)}
                onChange={(isOn) =>
                  onChange({
                    recipientIds: [
                      ...draft.recipientIds.filter((id) => id !== recipient.id),
                      ...(isOn ? [recipient.id] : []),
                    ],
                  })
                }
              >
                <RecipientWords recipient={recipient} />
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
      {errors.recipients === undefined ? null : (
        <p className={field['error']} role="alert">
          {errors.recipients}
        </p>
      )}
      {escrow === null ? (
        <p className={styles['hint']}>
          This office has no escrow key, so only the recipients can open the files. Make one under Settings, Recipients.
        </p>
      ) : (
        <EscrowLine escrow={escrow} draft={draft} errors={errors} onChange={onChange} />
      )}
    </fieldset>
  );
}

function EscrowLine({
  escrow,
  draft,
  errors,
  onChange,
  isAlone = false,
}: Omit<ReaderChoiceProps, 'book'> & { readonly escrow: Recipient; readonly isAlone?: boolean }): ReactNode {
  return (
    <div className={styles['escrow']}>
      <div className={styles['escrowKey']}>
        <KeyRound aria-hidden="true" />
        <RecipientWords recipient={escrow} />
        <Badge tone={draft.isEscrowLeftOut || isAlone ? 'warning' : 'info'}>
          {draft.isEscrowLeftOut ? 'Left out' : isAlone ? 'Cannot go along' : 'Goes along'}
        </Badge>
      </div>
      <Checkbox isSelected={draft.isEscrowLeftOut} onChange={(isOn) => onChange({ isEscrowLeftOut: isOn })}>
        {isAlone
          ? 'A phrase stands alone: leave the escrow key of this office out. The custody log records it.'
          : 'Leave the escrow key of this office out. The custody log records it.'}
      </Checkbox>
      {errors.escrow === undefined ? null : (
        <p className={field['error']} role="alert">
          {errors.escrow}
        </p>
      )}
    </div>
  );
}

/** Name, fingerprint, and whether the fingerprint was confirmed. */
export function RecipientWords({ recipient }: { readonly recipient: Recipient }): ReactNode {
  const { confirmation } = recipient;
  return (
    <span className={styles['recipientWords']}>
      <span className={styles['recipientName']}>
        <PlainText text={recipient.name} />
        {recipient.organisation === '' ? null : (
          <span className={styles['muted']}>
            <PlainText text={recipient.organisation} />
          </span>
        )}
        {confirmation === null ? (
          <Badge tone="warning" icon={<ShieldAlert aria-hidden="true" />}>
            Fingerprint not confirmed
          </Badge>
        ) : (
          <Badge
            tone="good"
            icon={<ShieldCheck aria-hidden="true" />}
            title={`By ${confirmation.by}, ${confirmation.on}`}
          >
            Confirmed {confirmationWords[confirmation.how]}
          </Badge>
        )}
      </span>
      <code className={styles['fingerprint']}>{spokenFingerprint(recipient.fingerprint)}</code>
    </span>
  );
}
