import { useEffect, useEffectEvent, useRef } from 'react';
import { toAppError } from '../../src-main/domain/app-error.ts';
import { readCached } from '../engine/engine-cache.ts';
import { useDoors, useEngineQuery, useEngineSelection, useShellTopic } from '../engine/use-engine.ts';
import { useSession } from '../session/session.ts';
import { readSetting, useSetting } from '../session/use-setting.ts';
import { showError } from '../ui/toast-store.ts';
import { type Command, type CommandState, commandLabel, isCommandEnabled } from './command.ts';
import { commandTable, findCommand } from './command-table.ts';
import { commandForKey, isKeyControl, isPlainButton, isTextBox } from './dispatch-shortcut.ts';
import { shortcutsOf } from './key-map.ts';
import { readCommandState, runCommand } from './run-command.ts';
import { isMacPlatform, menuAccelerator } from './shortcut.ts';

const nothingToUndo = { undoLabel: null, redoLabel: null } as const;

/** What commands look at, as a value that redraws with it. */
export function useCommandState(): CommandState {
  const { cache } = useDoors();
  const matter = useEngineQuery('matters.current', {}).data ?? null;
  const history = useEngineQuery('history.state', {}, { isEnabled: matter !== null }).data;
  const route = useSession((state) => state.route);
  useSession((state) => state.lastFootageId);
  return {
    matter,
    route,
    history: history ?? readCached(cache, 'history.state', {}) ?? nothingToUndo,
  };
}

/** A command ready for a button: its label now, its first shortcut on this workstation, whether it applies, and a function that runs it. */
export type BoundCommand = {
  readonly command: Command;
  readonly label: string;
  readonly shortcut: string | undefined;
  readonly isEnabled: boolean;
  run(): void;
};

/** Binds a row of the table for a button or a menu; throws when the table has no such id. */
export function useCommand(id: string): BoundCommand {
  const doors = useDoors();
  const [keyMap] = useSetting('keyMap');
  const command = findCommand(id);
  if (command === undefined) {
    throw new RangeError(`The command table has no ${id}.`);
  }
  const matter = useEngineQuery('matters.current', {}).data ?? null;
  const route = useSession((state) => state.route);
  useSession((state) => state.lastFootageId);
  const look = (history: CommandState['history']) => {
    const state = { matter, route, history };
    return { label: commandLabel(command, state), isEnabled: isCommandEnabled(command, state) };
  };
  // Every edit has another name to be undone by; most buttons say the same as before.
  const known = useEngineSelection('history.state', {}, look, { isEnabled: matter !== null });
  return {
    command,
    ...(known ?? look(nothingToUndo)),
    shortcut: shortcutsOf(command, keyMap)[0],
    run: () => runCommand(command, doors),
  };
}

/** Sends every key press of the page to the command table; mounted once, in the frame. */
export function useShortcuts(): void {
  const doors = useDoors();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) {
      return;
    }
    const target = event.target instanceof HTMLElement ? event.target : null;
    const isTyping = isTextBox(target);
    const keyMap = readSetting(doors, 'keyMap');
    const isDialogOpen = document.querySelector('[data-modal]') !== null;
    const command = commandForKey(
      commandTable,
      event,
      {
        isTyping,
        isControl: isKeyControl(target),
        isPlainButton: isPlainButton(target),
        isDialogOpen,
        isRepeat: event.repeat,
        isComposing: event.isComposing,
      },
      readCommandState(doors),
      isMacPlatform(),
      (candidate) => shortcutsOf(candidate, keyMap),
    );
    if (command !== null) {
      event.preventDefault();
      runCommand(command, doors);
    } else if (event.key === 'Escape' && !isDialogOpen) {
      // Out of a text box or a control, so that Space and the arrows are the player's again.
      target?.blur();
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}

/** Runs a command chosen in the application menu; undo and redo inside a text box are the text box's own. */
export function useMenuCommands(): void {
  const doors = useDoors();
  useShellTopic('menu.command', ({ commandId }) => {
    const textAction = { 'history.undo': 'undo', 'history.redo': 'redo' }[commandId];
    if (textAction !== undefined && isTextBox(document.activeElement)) {
      document.execCommand(textAction);
      return;
    }
    const command = findCommand(commandId);
    const isDialogOpen = document.querySelector('[data-modal]') !== null;
    if (command !== undefined && (!isDialogOpen || command.isForDialogs === true)) {
      runCommand(command, doors);
    }
  });
}

/** Keeps the application menu saying what the table says now. */
export function useMenuSync(): void {
  const { shell } = useDoors();
  const state = useCommandState();
  const [keyMap] = useSetting('keyMap');
  const items = commandTable.flatMap((command) =>
    command.menu === undefined
      ? []
      : [
          {
            menu: command.menu,
            commandId: command.id,
            label: commandLabel(command, state),
            accelerator: menuAccelerator(shortcutsOf(command, keyMap)[0]),
            isEnabled: isCommandEnabled(command, state),
          },
        ],
  );
  const wanted = JSON.stringify(items);
  const sent = useRef('');
  useEffect(() => {
    if (sent.current !== wanted) {
      sent.current = wanted;
      shell.call('menu.set', { items: JSON.parse(wanted) }).catch((thrown: unknown) => showError(toAppError(thrown)));
    }
  }, [shell, wanted]);
}
