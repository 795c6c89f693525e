import { CircleUser, Lock, LogOut, Redo2, Search, ShieldCheck, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { OpenMatterSummary } from '../../src-main/domain/matter.ts';
import { useCommand } from '../commands/use-commands.ts';
import { Badge } from '../ui/badge.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { PlainText } from '../ui/plain-text.tsx';
import { reviewerRoleNames } from '../ui/role-names.ts';
import { JobIndicator } from './job-indicator.tsx';
import { ProductMark } from './product-mark.tsx';
import styles from './title-bar.module.css';

/** The head of the window: product, open matter, undo, search, running jobs, reviewer. */
export function TitleBar({ matter }: { readonly matter: OpenMatterSummary | null }): ReactNode {
  const palette = useCommand('palette.open');
  return (
    <header className={styles['bar']}>
      <div className={styles['product']}>
        <ProductMark />
        <span className={styles['name']}>Frame of Record</span>
      </div>
      {matter === null ? null : (
        <div className={styles['matter']}>
          <span className={styles['matterName']}>
            <PlainText text={matter.matter.name} isOneLine />
          </span>
          {matter.isReadOnly ? (
            <Badge tone="info" icon={<Lock aria-hidden="true" />}>
              Read only
            </Badge>
          ) : null}
        </div>
      )}
      <div className={styles['gap']} />
      {matter === null ? null : (
        <>
          {/* Comes and goes, so it stands where nothing moves for it. */}
          <JobIndicator />
          <UndoRedo />
        </>
      )}
      <AriaButton className={styles['search'] ?? ''} onPress={palette.run}>
        <Search aria-hidden="true" />
        <span className={styles['searchName']}>Find a command</span>
        <span className={styles['searchKeys']} aria-hidden="true">
          {palette.shortcut === undefined ? null : <KeyHint shortcut={palette.shortcut} />}
        </span>
      </AriaButton>
      {matter === null ? null : <ReviewerMenu matter={matter} />}
    </header>
  );
}

function UndoRedo(): ReactNode {
  const undo = useCommand('history.undo');
  const redo = useCommand('history.redo');
  return (
    <div className={styles['group']}>
      <IconButton
        label={undo.label}
        {...(undo.shortcut === undefined ? {} : { shortcut: undo.shortcut })}
        isDisabled={!undo.isEnabled}
        onPress={undo.run}
        placement="bottom"
      >
        <Undo2 aria-hidden="true" />
      </IconButton>
      <IconButton
        label={redo.label}
        {...(redo.shortcut === undefined ? {} : { shortcut: redo.shortcut })}
        isDisabled={!redo.isEnabled}
        onPress={redo.run}
        placement="bottom"
      >
        <Redo2 aria-hidden="true" />
      </IconButton>
    </div>
  );
}

function ReviewerMenu({ matter }: { readonly matter: OpenMatterSummary }): ReactNode {
  const verify = useCommand('matter.verify');
  const close = useCommand('matter.close');
  const { name, role } = matter.reviewer;
  return (
    <MenuButton
      label="Matter"
      entries={[
        { id: verify.command.id, label: verify.label, icon: <ShieldCheck aria-hidden="true" />, onAction: verify.run },
        {
          id: close.command.id,
          label: close.label,
          icon: <LogOut aria-hidden="true" />,
          ...(close.shortcut === undefined ? {} : { shortcut: close.shortcut }),
          onAction: close.run,
        },
      ]}
    >
      <AriaButton className={styles['reviewer'] ?? ''}>
        <CircleUser aria-hidden="true" />
        <span className={styles['reviewerName']}>
          <PlainText text={name} isOneLine />
        </span>
        <span className={styles['role']}>{reviewerRoleNames[role]}</span>
      </AriaButton>
    </MenuButton>
  );
}
