import { type ReactNode, useRef } from 'react';
import { Autocomplete, Input, Menu, MenuItem, TextField, useFilter } from 'react-aria-components';
import { useDoors } from '../engine/use-engine.ts';
import { session, useSession } from '../session/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { type Command, commandLabel, isCommandEnabled } from './command.ts';
import styles from './command-palette.module.css';
import { commandTable } from './command-table.ts';
import { runCommand } from './run-command.ts';
import { useCommandState } from './use-commands.ts';

/** Every command that applies now, found by typing a part of its name. */
export function CommandPalette(): ReactNode {
  const isOpen = useSession((state) => state.isPaletteOpen);
  return (
    <Dialog isOpen={isOpen} onClose={() => session.getState().setPaletteOpen(false)} title="Find a command">
      <PaletteList />
    </Dialog>
  );
}

function PaletteList(): ReactNode {
  const doors = useDoors();
  const state = useCommandState();
  const { contains } = useFilter({ sensitivity: 'base' });
  const input = useRef<HTMLInputElement>(null);
  const commands = commandTable.filter((command) => command.id !== 'palette.open' && isCommandEnabled(command, state));

  function choose(command: Command): void {
    session.getState().setPaletteOpen(false);
    // After the dialog has given the focus back, so that commands act where the reviewer was.
    requestAnimationFrame(() => runCommand(command, doors));
  }

  return (
    <Autocomplete filter={(text, typed) => typed.split(/\s+/).every((word) => contains(text, word))}>
      <TextField aria-label="Find a command" autoFocus className={styles['field'] ?? ''}>
        <Input ref={input} className={styles['input'] ?? ''} placeholder="Type a part of its name…" />
      </TextField>
      <Menu
        aria-label="Commands"
        className={styles['menu'] ?? ''}
        renderEmptyState={() => <p className={styles['none']}>No command of that name applies here.</p>}
      >
        {commands.map((command) => {
          const label = commandLabel(command, state);
          const Icon = command.icon;
          const shortcut = command.shortcuts[0];
          return (
            <MenuItem
              key={command.id}
              id={command.id}
              textValue={`${label} ${command.group}`}
              onAction={() => choose(command)}
              className={styles['item'] ?? ''}
            >
              <span className={styles['icon']}>{Icon === undefined ? null : <Icon aria-hidden="true" />}</span>
              <span className={styles['label']}>{label}</span>
              <span className={styles['group']} aria-hidden="true">
                {command.group}
                {shortcut === undefined ? null : <KeyHint shortcut={shortcut} />}
              </span>
            </MenuItem>
          );
        })}
      </Menu>
    </Autocomplete>
  );
}
