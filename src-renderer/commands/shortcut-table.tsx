import type { ReactNode } from 'react';
import { useSetting } from '../session/use-setting.ts';
import { KeyHint } from '../ui/key-hint.tsx';
import { type Command, commandGroups, commandLabel, commandScope, commandScopes } from './command.ts';
import { commandTable } from './command-table.ts';
import { fuzzyScore } from './fuzzy-match.ts';
import { isRemapped, shortcutsOf } from './key-map.ts';
import { isMacPlatform, shortcutKeys } from './shortcut.ts';
import styles from './shortcut-table.module.css';
import { useCommandState } from './use-commands.ts';

type ShortcutTableProps = {
  /** What was typed to narrow the sheet: names, groups, keys. */
  readonly search?: string;
};

/** The command table as a reviewer reads it: groups, names, the keys of this workstation. */
export function ShortcutTable({ search = '' }: ShortcutTableProps): ReactNode {
  const state = useCommandState();
  const [keyMap] = useSetting('keyMap');
  const isMac = isMacPlatform();

  function isWanted(command: Command): boolean {
    const shortcuts = shortcutsOf(command, keyMap);
    const keys = shortcuts.map((chord) => shortcutKeys(chord, isMac).join(' '));
    const texts = [command.group, commandScopes[commandScope(command)], ...(command.synonyms ?? []), ...keys];
    return shortcuts.length > 0 && fuzzyScore(search, commandLabel(command, state), texts) !== null;
  }

  const groups = commandGroups
    .map((group) => ({
      group,
      commands: commandTable.filter((command) => command.group === group && isWanted(command)),
    }))
    .filter(({ commands }) => commands.length > 0);
  if (groups.length === 0) {
    return <p className={styles['note']}>No command with a key has such a name. The palette knows those without.</p>;
  }
  return (
    <div className={styles['columns']}>
      {groups.map(({ group, commands }) => {
        const scopes = new Set(commands.map(commandScope));
        const [only] = scopes.size === 1 ? scopes : [];
        return (
          <section key={group} className={styles['group']} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className={styles['title']}>
              {group}
              {only === undefined ? null : <span className={styles['scope']}>{commandScopes[only]}</span>}
            </h3>
            <dl className={styles['list']}>
              {commands.map((command) => (
                <div key={command.id} className={styles['row']}>
                  <dt>
                    <span>{commandLabel(command, state)}</span>
                    {only === undefined && commandScope(command) !== 'everywhere' ? (
                      <span className={styles['scope']}>{commandScopes[commandScope(command)]}</span>
                    ) : null}
                    {isRemapped(command, keyMap) ? <span className={styles['changed']}>changed</span> : null}
                  </dt>
                  <dd className={styles['keys']}>
                    {shortcutsOf(command, keyMap).map((shortcut) => (
                      <KeyHint key={shortcut} shortcut={shortcut} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        );
      })}
    </div>
  );
}
