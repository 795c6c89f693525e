import { Bookmark, BookmarkPlus, Settings2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { isEmptyFilter } from '../../src-main/domain/annotation-search.ts';
import { useEngineMutation, useEngineQuery } from '../engine/use-engine.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { MenuButton } from '../ui/menu-button.tsx';
import { PlainText } from '../ui/plain-text.tsx';
import { TextField } from '../ui/text-field.tsx';
import { showError } from '../ui/toast-store.ts';
import { plainText } from '../ui/visible-text.ts';
import { type FilterStore, useFilter } from './filter-store.ts';
import styles from './saved-filters.module.css';

/** The filters kept in this matter: choose one, keep the one in use, take one out. */
export function SavedFilters({ store }: { readonly store: FilterStore }): ReactNode {
  const saved = useEngineQuery('filters.list', {}).data ?? [];
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const filter = useFilter(store, (state) => state.filter);
  const [open, setOpen] = useState<'nothing' | 'keep' | 'manage'>('nothing');
  const close = () => setOpen('nothing');
  return (
    <>
      <MenuButton
        label="Kept filters"
        entries={[
          ...saved.map((own) => ({
            id: own.id,
            label: plainText(own.name),
            icon: <Bookmark aria-hidden="true" />,
            onAction: () => store.getState().change(own.filter),
          })),
          {
            id: 'keep',
            label: 'Keep this filter…',
            icon: <BookmarkPlus aria-hidden="true" />,
            isDisabled: isReadOnly || isEmptyFilter(filter),
            onAction: () => setOpen('keep'),
          },
          {
            id: 'manage',
            label: 'Remove kept filters…',
            icon: <Settings2 aria-hidden="true" />,
            isDisabled: isReadOnly || saved.length === 0,
            onAction: () => setOpen('manage'),
          },
        ]}
      >
        <IconButton label="Kept filters">
          <Bookmark aria-hidden="true" />
        </IconButton>
      </MenuButton>
      {open === 'keep' ? <KeepDialog store={store} onClose={close} /> : null}
      {open === 'manage' ? <ManageDialog onClose={close} /> : null}
    </>
  );
}

type KeepDialogProps = { readonly store: FilterStore; readonly onClose: () => void };

function KeepDialog({ store, onClose }: KeepDialogProps): ReactNode {
  const [name, setName] = useState('');
  const saved = useEngineQuery('filters.list', {}).data ?? [];
  const save = useEngineMutation('filters.save', { onSuccess: onClose });
  const trimmed = name.trim();
  const isKnown = saved.some((own) => own.name.toLowerCase() === trimmed.toLowerCase());
  const run = () => save.mutate({ name: trimmed, filter: store.getState().filter });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Keep this filter"
      width="narrow"
      actions={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button variant="primary" isDisabled={trimmed === '' || save.isPending} onPress={run}>
            {isKnown ? 'Replace' : 'Keep'}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed !== '' && !save.isPending) {
            run();
          }
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          maxLength={80}
          autoFocus
          description={
            isKnown
              ? 'There is a filter of this name; it takes what is chosen now.'
              : 'Everybody who works on this matter finds it under this name.'
          }
        />
      </form>
      {save.error === null ? null : <ErrorNote error={save.error} title="The filter was not kept" />}
    </Dialog>
  );
}

function ManageDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const saved = useEngineQuery('filters.list', {}).data ?? [];
  const withdraw = useEngineMutation('filters.withdraw');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Kept filters"
      width="narrow"
      actions={
        <Button variant="primary" onPress={onClose}>
          Done
        </Button>
      }
    >
      {saved.length === 0 ? <p>No filter is kept in this matter.</p> : null}
      <ul className={styles['filters']}>
        {saved.map(({ id, revision, name }) => (
          <li key={id} className={styles['filter']}>
            <span className={styles['name']}>
              <PlainText text={name} isOneLine />
            </span>
            <Button
              size="small"
              aria-label={`Remove ${plainText(name)}`}
              isDisabled={withdraw.isPending}
              onPress={() => withdraw.mutate({ id, revision }, { onError: showError })}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles['note']}>Removing can be undone like every other change.</p>
    </Dialog>
  );
}
