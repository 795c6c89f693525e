import { Plus, RotateCcw, X } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import type { KeyMap } from '../../../src-main/domain/key-map.ts';
import { type Command, commandScope, commandScopes } from '../../commands/command.ts';
import { commandTable } from '../../commands/command-table.ts';
import { KeyCapture } from '../../commands/key-capture.tsx';
import { type Assignment, isRemapped, removeKey, restoreKeys, shortcutsOf } from '../../commands/key-map.ts';
import { isMacPlatform, shortcutKeys } from '../../commands/shortcut.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { KeyHint } from '../../ui/key-hint.tsx';
import styles from './keyboard-panel.module.css';

type KeyRowProps = {
  readonly command: Command;
  readonly label: string;
  readonly keyMap: KeyMap;
  readonly onAssign: (assignment: Assignment) => void;
  readonly onKeyMap: (keyMap: KeyMap) => void;
};

/** One command with its keys: press a key to change it, the cross to take it away, plus to add one. */
export function KeyRow({ command, label, keyMap, onAssign, onKeyMap }: KeyRowProps): ReactNode {
  /** The key being changed, null for a new one, undefined while none is. */
  const [changing, setChanging] = useState<string | null | undefined>(undefined);
  const add = useRef<HTMLButtonElement>(null);
  const shortcuts = shortcutsOf(command, keyMap);
  const isMac = isMacPlatform();
  const nameOf = (chord: string) => shortcutKeys(chord, isMac).join(' ');

  /** The button that was pressed is gone by then; the focus stays in the row. */
  function end(): void {
    setChanging(undefined);
    requestAnimationFrame(() => add.current?.focus());
  }

  return (
    <li className={styles['row']} data-command={command.id}>
      <span className={styles['name']}>
        {label}
        {isRemapped(command, keyMap) ? <Badge tone="info">Changed</Badge> : null}
      </span>
      <span className={styles['scope']}>{commandScopes[commandScope(command)]}</span>
      <span className={styles['keys']}>
        {changing === undefined ? null : (
          <KeyCapture
            label={label}
            onCancel={end}
            onKey={(chords) => {
              end();
              onAssign({ command, chords, replacing: changing });
            }}
          />
        )}
        {shortcuts.map((chord) =>
          chord === changing ? null : (
            <span key={chord} className={styles['chord']}>
              <AriaButton
                className={styles['change'] ?? ''}
                aria-label={`Change ${nameOf(chord)} for ${label}`}
                onPress={() => setChanging(chord)}
              >
                <KeyHint shortcut={chord} />
              </AriaButton>
              <AriaButton
                className={styles['remove'] ?? ''}
                aria-label={`Take ${nameOf(chord)} from ${label}`}
                onPress={() => {
                  onKeyMap(removeKey(keyMap, command, chord));
                  end();
                }}
              >
                <X aria-hidden="true" />
              </AriaButton>
            </span>
          ),
        )}
        {shortcuts.length === 0 && changing === undefined ? <span className={styles['noKey']}>no key</span> : null}
      </span>
      <span className={styles['rowTools']}>
        {isRemapped(command, keyMap) ? (
          <IconButton
            label={`Restore the keys of ${label}`}
            size="small"
            onPress={() => {
              onKeyMap(restoreKeys(keyMap, commandTable, command));
              end();
            }}
          >
            <RotateCcw aria-hidden="true" />
          </IconButton>
        ) : null}
        <IconButton
          ref={add}
          label={`Add a key for ${label}`}
          size="small"
          isDisabled={shortcuts.length >= 6}
          onPress={() => setChanging(null)}
        >
          <Plus aria-hidden="true" />
        </IconButton>
      </span>
    </li>
  );
}
