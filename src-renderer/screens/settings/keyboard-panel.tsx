import { Download, RotateCcw, Upload } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../../src-main/domain/app-error.ts';
import { type KeyMap, keyProfiles, plainKeyMap } from '../../../src-main/domain/key-map.ts';
import { type Command, commandGroups, commandLabel, commandScope, commandScopes } from '../../commands/command.ts';
import { commandTable } from '../../commands/command-table.ts';
import { fuzzyScore } from '../../commands/fuzzy-match.ts';
import {
  type Assignment,
  assignKey,
  conflictOf,
  profileNames,
  sharedKeys,
  shortcutsOf,
  whyNotKey,
} from '../../commands/key-map.ts';
import { isMacPlatform, shortcutKeys } from '../../commands/shortcut.ts';
import { useCommandState } from '../../commands/use-commands.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { flushSettings, useSetting } from '../../session/use-setting.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { showError, showNotice, showSuccess } from '../../ui/toast-store.ts';
import { KeyConflictDialog } from './key-conflict-dialog.tsx';
import { KeyRow } from './key-row.tsx';
import styles from './keyboard-panel.module.css';

type Conflict = { readonly assignment: Assignment; readonly other: Command };

/** Every command with its keys, which can be changed, taken away and restored; kept on this workstation. */
export function KeyboardPanel(): ReactNode {
  const doors = useDoors();
  const state = useCommandState();
  const [keyMap, changeKeyMap] = useSetting('keyMap');
  const [search, setSearch] = useState('');
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [isRestoringAll, setRestoringAll] = useState(false);
  const isMac = isMacPlatform();
  const set = (next: KeyMap) => changeKeyMap(() => next);

  function textsOf(command: Command): string[] {
    const keys = shortcutsOf(command, keyMap).map((chord) => shortcutKeys(chord, isMac).join(' '));
    return [command.group, commandScopes[commandScope(command)], ...(command.synonyms ?? []), ...keys];
  }

  const found = commandTable.filter(
    (command) => fuzzyScore(search, commandLabel(command, state), textsOf(command)) !== null,
  );
  const groups = commandGroups
    .map((group) => ({ group, commands: found.filter((command) => command.group === group) }))
    .filter(({ commands }) => commands.length > 0);
  const shared = sharedKeys(commandTable, keyMap);
  const changedCount = Object.keys(keyMap.changes).length;

  function assign(assignment: Assignment): void {
    const refusal = whyNotKey(assignment.command, assignment.chords);
    if (refusal !== null) {
      showNotice(refusal);
      return;
    }
    const other = conflictOf(commandTable, keyMap, assignment.command, assignment.chords);
    if (other === null) {
      set(assignKey(keyMap, assignment, null));
    } else {
      setConflict({ assignment, other });
    }
  }

  async function exportKeys(): Promise<void> {
    const out = await doors.shell.call('dialog.saveFile', {
      title: 'Export the keys',
      suggestedName: 'frame-of-record-keys.json',
    });
    if (out !== null) {
      flushSettings(doors);
      await doors.engine.call('settings.exportKeyMap', { out: { grant: out.grant } });
      showSuccess(`The keys were written to ${out.name}.`);
    }
  }

  async function importKeys(): Promise<void> {
    const [file] = await doors.shell.call('dialog.pickFiles', {});
    if (file !== undefined) {
      set(await doors.engine.call('settings.readKeyMap', { from: { grant: file.grant } }));
      showSuccess(`The keys of ${file.name} are in use now.`);
    }
  }

  const doOrShow = (work: () => Promise<void>) => () => {
    work().catch((thrown: unknown) => showError(toAppError(thrown)));
  };

  return (
    <div className={styles['panel']}>
      <div className={styles['head']}>
        <RadioGroup
          label="Keys to start from"
          value={keyMap.profile}
          onChange={(profile) => set({ ...keyMap, profile })}
          look="cards"
          options={keyProfiles.map((profile) => ({ value: profile, ...profileNames[profile] }))}
        />
        <div className={styles['tools']}>
          <div className={styles['search']}>
            <SearchField label="Search commands and keys" value={search} onChange={setSearch} />
          </div>
          <Button icon={<Upload />} onPress={doOrShow(importKeys)}>
            Import…
          </Button>
          <Button icon={<Download />} onPress={doOrShow(exportKeys)}>
            Export…
          </Button>
          <Button icon={<RotateCcw />} isDisabled={changedCount === 0} onPress={() => setRestoringAll(true)}>
            Restore all
          </Button>
        </div>
        {shared.length === 0 ? null : (
          <Banner tone="warning" title="A key stands for two commands">
            {shared
              .map(
                ({ chord, commands: [first, second] }) =>
                  `${shortcutKeys(chord, isMac).join(' ')}: “${commandLabel(first, state)}” is run, “${commandLabel(second, state)}” is not.`,
              )
              .join(' ')}
          </Banner>
        )}
      </div>
      {groups.length === 0 ? <p className={styles['none']}>No command has such a name or key.</p> : null}
      {groups.map(({ group, commands }) => (
        <section key={group} aria-labelledby={`keys-of-${group}`} className={styles['group']}>
          <h2 id={`keys-of-${group}`} className={styles['title']}>
            {group}
          </h2>
          <ul className={styles['rows']}>
            {commands.map((command) => (
              <KeyRow
                key={command.id}
                command={command}
                label={commandLabel(command, state)}
                keyMap={keyMap}
                onAssign={assign}
                onKeyMap={set}
              />
            ))}
          </ul>
        </section>
      ))}
      {conflict === null ? null : (
        <KeyConflictDialog
          {...conflict}
          onCancel={() => setConflict(null)}
          onSettle={(settlement) => {
            set(assignKey(keyMap, conflict.assignment, { command: conflict.other, settlement }));
            setConflict(null);
          }}
        />
      )}
      <ConfirmDialog
        isOpen={isRestoringAll}
        title="Restore all keys?"
        confirmLabel="Restore all keys"
        onCancel={() => setRestoringAll(false)}
        onConfirm={() => {
          set({ ...plainKeyMap, profile: keyMap.profile });
          setRestoringAll(false);
        }}
      >
        <p>
          {changedCount === 1 ? 'One command goes' : `${changedCount} commands go`} back to the keys of the profile “
          {profileNames[keyMap.profile].label}”. Export the keys first if you may want yours again.
        </p>
      </ConfirmDialog>
    </div>
  );
}
