import type { ReactNode } from 'react';
import { KeyHint } from '../ui/key-hint.tsx';
import { commandGroups, commandLabel } from './command.ts';
import { commandTable } from './command-table.ts';
import styles from './shortcut-table.module.css';
import { useCommandState } from './use-commands.ts';

/** The command table as a reviewer reads it: groups, names, keys. */
export function ShortcutTable(): ReactNode {
  const state = useCommandState();
  const groups = commandGroups
    .map((group) => ({
      group,
      commands: commandTable.filter((command) => command.group === group && command.shortcuts.length > 0),
    }))
    .filter(({ commands }) => commands.length > 0);
  return (
    <>
      <p className={styles['note']}>
        Keys without Ctrl rest while you type in a text box; Esc leaves the text box and gives the keys back to the
        player.
      </p>
      <div className={styles['columns']}>
        {groups.map(({ group, commands }) => (
          <section key={group} className={styles['group']} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className={styles['title']}>
              {group}
            </h3>
            <dl className={styles['list']}>
              {commands.map((command) => (
                <div key={command.id} className={styles['row']}>
                  <dt>{commandLabel(command, state)}</dt>
                  <dd className={styles['keys']}>
                    {command.shortcuts.map((shortcut) => (
                      <KeyHint key={shortcut} shortcut={shortcut} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}
