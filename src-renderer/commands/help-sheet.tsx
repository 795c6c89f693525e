import { Keyboard, Printer } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { toAppError } from '../../src-main/domain/app-error.ts';
import { useDoors } from '../engine/use-engine.ts';
import { session, useSession } from '../session/session.ts';
import { changeSetting, useSetting } from '../session/use-setting.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { showError } from '../ui/toast-store.ts';
import { profileNames } from './key-map.ts';
import styles from './shortcut-table.module.css';
import { ShortcutTable } from './shortcut-table.tsx';
import { useCommand } from './use-commands.ts';

/** Every shortcut on one sheet, made from the command table and this workstation's keys. */
export function HelpSheet(): ReactNode {
  const isOpen = useSession((state) => state.isHelpOpen);
  const doors = useDoors();
  const settings = useCommand('settings.show');
  const [keyMap] = useSetting('keyMap');
  const [search, setSearch] = useState('');

  function close(): void {
    session.getState().setHelpOpen(false);
    setSearch('');
  }

  return (
    <Dialog
      isOpen={isOpen}
      onClose={close}
      title="Keyboard shortcuts"
      width="wide"
      isReadingMatter
      actions={
        <>
          <Button
            icon={<Printer />}
            onPress={() => {
              doors.shell.call('print.page', {}).catch((thrown: unknown) => showError(toAppError(thrown)));
            }}
          >
            Print
          </Button>
          {settings.isEnabled ? (
            <Button
              icon={<Keyboard />}
              onPress={() => {
                close();
                changeSetting(doors, 'choices', (before) => ({ ...before, settings: 'keyboard' }));
                settings.run();
              }}
            >
              Change the keys…
            </Button>
          ) : null}
        </>
      }
    >
      <div className={styles['top']}>
        <p className={styles['note']}>
          Keys without Ctrl rest while you type in a text box; Esc leaves the text box and gives the keys back to the
          player. Keys in use: {profileNames[keyMap.profile].label}
          {Object.keys(keyMap.changes).length === 0 ? '' : ', changed on this workstation'}.
        </p>
        <div className={styles['search']}>
          <SearchField label="Search the shortcuts" value={search} onChange={setSearch} autoFocus />
        </div>
      </div>
      <ShortcutTable search={search} />
    </Dialog>
  );
}
