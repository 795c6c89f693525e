import type { ReactNode } from 'react';
import { type Command, commandLabel, commandScope, commandScopes } from '../../commands/command.ts';
import type { Assignment, Settlement } from '../../commands/key-map.ts';
import { useCommandState } from '../../commands/use-commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';

type KeyConflictDialogProps = {
  readonly assignment: Assignment;
  /** Who has the key. */
  readonly other: Command;
  readonly onSettle: (settlement: Settlement) => void;
  readonly onCancel: () => void;
};

/** A key belongs to another command already: exchange, take it, or leave everything as it is. */
export function KeyConflictDialog({ assignment, other, onSettle, onCancel }: KeyConflictDialogProps): ReactNode {
  const state = useCommandState();
  const { command, chords, replacing } = assignment;
  const theirs = commandLabel(other, state);
  return (
    <Dialog
      isOpen
      onClose={onCancel}
      title="That key is taken"
      width="narrow"
      role="alertdialog"
      actions={
        <>
          <Button onPress={onCancel}>Cancel</Button>
          <Button onPress={() => onSettle('unassign')}>Take it</Button>
          {replacing === null ? null : (
            <Button variant="primary" onPress={() => onSettle('swap')}>
              Swap the keys
            </Button>
          )}
        </>
      }
    >
      <p>
        <KeyHint shortcut={chords[0] ?? ''} /> runs “{theirs}” ({commandScopes[commandScope(other)]}).
      </p>
      {replacing === null ? null : (
        <p>
          <strong>Swap the keys:</strong> “{theirs}” gets <KeyHint shortcut={replacing} /> instead.
        </p>
      )}
      <p>
        <strong>Take it:</strong> “{commandLabel(command, state)}” gets the key, and “{theirs}” loses it.
      </p>
    </Dialog>
  );
}
