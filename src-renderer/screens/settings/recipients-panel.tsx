import { FileKey, FileUp, KeyRound, ShieldAlert, ShieldCheck, UserPlus, Users } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { type Recipient, type RecipientImport, spokenFingerprint } from '../../../src-main/domain/recipient.ts';
import { useDoors, useEngineMutation, useEngineQuery } from '../../engine/use-engine.ts';
import { Badge } from '../../ui/badge.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { countOf } from '../../ui/date-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { PlainText } from '../../ui/plain-text.tsx';
import { showError, showNotice } from '../../ui/toast-store.ts';
import { IdentityDialog } from './identity-dialog.tsx';
import { RecipientDialog } from './recipient-dialog.tsx';
import styles from './recipients-panel.module.css';
import panel from './settings-screen.module.css';

type Open =
  | { readonly what: 'add' | 'identity' }
  | { readonly what: 'edit' | 'remove'; readonly recipient: Recipient }
  | null;

/** The address book that packets are encrypted to, and the escrow key of this office. */
export function RecipientsPanel(): ReactNode {
  const { shell, engine } = useDoors();
  const { data, error, isPending } = useEngineQuery('recipients.list', {});
  const remove = useEngineMutation('recipients.remove');
  const revise = useEngineMutation('recipients.revise');
  const [open, setOpen] = useState<Open>(null);
  const [imported, setImported] = useState<RecipientImport | null>(null);
  const book = data ?? [];
  const close = () => setOpen(null);

  async function importFile(): Promise<void> {
    const [picked] = await shell.call('dialog.pickFiles', {});
    if (picked !== undefined) {
      setImported(await engine.call('recipients.import', { from: { grant: picked.grant } }));
    }
  }

  const buttons = (
    <>
      <Button
        variant={book.length === 0 ? 'primary' : 'secondary'}
        icon={<UserPlus />}
        onPress={() => setOpen({ what: 'add' })}
      >
        Add a recipient…
      </Button>
      <Button
        icon={<FileUp />}
        onPress={() => {
          importFile().catch((thrown: unknown) => showError(toAppError(thrown)));
        }}
      >
        Import keys…
      </Button>
      <Button icon={<FileKey />} onPress={() => setOpen({ what: 'identity' })}>
        Make a key for this office…
      </Button>
    </>
  );
  return (
    <div className={panel['panel']}>
      {error === null ? null : <ErrorNote error={error} title="The address book could not be read" />}
      {imported === null ? null : <ImportNote imported={imported} />}
      {isPending || error !== null ? null : book.length === 0 ? (
        <EmptyState
          icon={<Users />}
          title="No recipients yet"
          action={<div className={styles['buttons']}>{buttons}</div>}
        >
          Packets are encrypted to the public keys of those who shall open them (age, X25519). Ask each for the line
          that begins with age1, and let them read its fingerprint to you. A key for this office goes along with every
          hand-over, so that the office can always open what it sent.
        </EmptyState>
      ) : (
        <>
          <div className={styles['buttons']}>{buttons}</div>
          {book.some((recipient) => recipient.isEscrow) ? null : (
            <Banner tone="info" title="This office has no escrow key">
              Without one only the recipients can open what is encrypted to them. Make a key for this office, or mark
              one of the recipients as escrow.
            </Banner>
          )}
          <ul className={styles['list']} aria-label="Recipients">
            {book.map((recipient) => (
              <li key={recipient.id} className={styles['recipient']}>
                <RecipientLines recipient={recipient} />
                <div className={styles['buttons']}>
                  <Button
                    size="small"
                    aria-label={`${recipient.isEscrow ? 'No longer escrow' : 'Make escrow'}: ${recipient.name}`}
                    isDisabled={revise.isPending}
                    onPress={() =>
                      revise.mutate(
                        { id: recipient.id, changes: { isEscrow: !recipient.isEscrow } },
                        { onError: showError },
                      )
                    }
                  >
                    {recipient.isEscrow ? 'No longer escrow' : 'Make escrow'}
                  </Button>
                  <Button
                    size="small"
                    aria-label={`Change ${recipient.name}`}
                    onPress={() => setOpen({ what: 'edit', recipient })}
                  >
                    Change…
                  </Button>
                  <Button
                    size="small"
                    variant="quiet"
                    aria-label={`Remove ${recipient.name}`}
                    onPress={() => setOpen({ what: 'remove', recipient })}
                  >
                    Remove
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
      {open?.what === 'add' ? <RecipientDialog recipient={null} onClose={close} /> : null}
      {open?.what === 'edit' ? <RecipientDialog recipient={open.recipient} onClose={close} /> : null}
      {open?.what === 'identity' ? (
        <IdentityDialog hasEscrow={book.some(({ isEscrow }) => isEscrow)} onClose={close} />
      ) : null}
      {open?.what === 'remove' ? (
        <ConfirmDialog
          isOpen
          title="Remove this recipient?"
          confirmLabel="Remove"
          isDanger
          isPending={remove.isPending}
          onCancel={close}
          onConfirm={() =>
            remove.mutate(
              { id: open.recipient.id },
              {
                onError: showError,
                onSuccess: () => {
                  showNotice('The recipient was removed from the address book.');
                  close();
                },
              },
            )
          }
        >
          <PlainText text={open.recipient.name} /> is taken off the address book of this workstation. What was handed
          over stays recorded in its matter.
          {open.recipient.isEscrow
            ? ' It is the escrow key: hand-overs will no longer be encrypted to this office.'
            : ''}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function RecipientLines({ recipient }: { readonly recipient: Recipient }): ReactNode {
  const { confirmation } = recipient;
  return (
    <div className={styles['words']}>
      <span className={styles['name']}>
        <PlainText text={recipient.name} />
        {recipient.organisation === '' ? null : (
          <span className={styles['muted']}>
            <PlainText text={recipient.organisation} />
          </span>
        )}
        {recipient.isEscrow ? (
          <Badge tone="info" icon={<KeyRound aria-hidden="true" />}>
            Escrow key of this office
          </Badge>
        ) : null}
        {confirmation === null ? (
          <Badge tone="warning" icon={<ShieldAlert aria-hidden="true" />}>
            Fingerprint not confirmed
          </Badge>
        ) : (
          <Badge tone="good" icon={<ShieldCheck aria-hidden="true" />}>
            Confirmed
          </Badge>
        )}
      </span>
      <span className={styles['key']}>
        <code>{recipient.key}</code>
        <CopyButton text={recipient.key} label={`Copy the key of ${recipient.name}`} />
      </span>
      <span className={styles['muted']}>
        Fingerprint <code className={styles['fingerprint']}>{spokenFingerprint(recipient.fingerprint)}</code>
        {confirmation === null ? null : (
          <>
            {' '}
            · confirmed by <PlainText text={confirmation.by} />, {confirmation.on}
          </>
        )}
      </span>
    </div>
  );
}

function ImportNote({ imported }: { readonly imported: RecipientImport }): ReactNode {
  const isWhole = imported.refused.length === 0;
  return (
    <Banner
      tone={isWhole ? 'good' : 'warning'}
      title={`${countOf(imported.added.length, 'recipient')} added${imported.knownCount === 0 ? '' : `, ${imported.knownCount} known already`}`}
    >
      {isWhole ? (
        'Their fingerprints are not confirmed yet.'
      ) : (
        <ul className={styles['refused']}>
          {imported.refused.map(({ line, reason }) => (
            <li key={line}>
              Line {line}: {reason}
            </li>
          ))}
        </ul>
      )}
    </Banner>
  );
}
