import { MessageSquareWarning, Pencil, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as PlainButton } from 'react-aria-components';
import type { ContentNote } from '../../../../src-main/domain/content-note.ts';
import { useCommand } from '../../../commands/use-commands.ts';
import { useEngineMutation, useEngineQuery } from '../../../engine/use-engine.ts';
import type { Bench } from '../../../playback/bench.ts';
import { contentKindNames } from '../../../playback/content-note-words.ts';
import { beginNoting } from '../../../playback/noting.ts';
import { countText, ptsText } from '../../../playback/time-text.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { PlainText } from '../../../ui/plain-text.tsx';
import { showError, showNotice } from '../../../ui/toast-store.ts';
import styles from './content-notes.module.css';

/** The content notes of the recording on the bench. */
export function ContentNoteList({ bench }: { readonly bench: Bench }): ReactNode {
  const { footageId } = bench;
  const list = useEngineQuery('contentNotes.list', { footageId });
  const add = useCommand('content-note.add');
  const isReadOnly = useEngineQuery('matters.current', {}).data?.isReadOnly ?? true;
  const withdraw = useEngineMutation('contentNotes.withdraw');
  const notes = list.data ?? [];

  if (list.isError) {
    return <ErrorNote error={list.error} title="The content notes could not be read" />;
  }
  const addButton = (
    <Button icon={<Plus />} isDisabled={!add.isEnabled} onPress={add.run}>
      Note the marked frames
      {add.shortcut === undefined ? null : <KeyHint shortcut={add.shortcut} />}
    </Button>
  );
  if (notes.length === 0) {
    return (
      <EmptyState icon={<MessageSquareWarning />} title="No content notes" action={addButton}>
        Mark frames that may disturb, such as violence or an injury. Whoever plays or goes to them is told before the
        first picture and can skip them or go on without sound.
      </EmptyState>
    );
  }
  return (
    <div className={styles['list']}>
      <div className={styles['tools']}>{addButton}</div>
      <ul className={styles['notes']} aria-label="Content notes">
        {notes.map((note) => (
          <li key={note.id} className={styles['note']}>
            <PlainButton
              className={styles['select'] ?? ''}
              aria-label={`Go to ${titleOf(note)}`}
              onPress={() => bench.transport.jumpTo(note.span.inFrame)}
            />
            <div className={styles['words']}>
              <h3 className={styles['name']}>{contentKindNames[note.kind]}</h3>
              {note.note === '' ? null : <PlainText text={note.note} isProse />}
              <span className={styles['where']}>
                Frames {countText(note.span.inFrame)} to {countText(note.span.outFrame - 1)} ·{' '}
                {ptsText(note.span.inPts, bench.index.timebase)}
              </span>
            </div>
            {isReadOnly ? null : (
              <span className={styles['actions']}>
                <IconButton
                  label={`Edit ${titleOf(note)}`}
                  size="small"
                  onPress={() => beginNoting({ kind: 'revise', note })}
                >
                  <Pencil aria-hidden="true" />
                </IconButton>
                <IconButton
                  label={`Withdraw ${titleOf(note)}`}
                  size="small"
                  isDisabled={withdraw.isPending}
                  onPress={() =>
                    withdraw.mutate(
                      { id: note.id, revision: note.revision },
                      {
                        onError: showError,
                        onSuccess: () => showNotice('Content note withdrawn. Undo brings it back.'),
                      },
                    )
                  }
                >
                  <Trash2 aria-hidden="true" />
                </IconButton>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function titleOf(note: ContentNote): string {
  return `the content note ${contentKindNames[note.kind]} at frame ${countText(note.span.inFrame)}`;
}
