import type { ReactNode } from 'react';
import { session, useSession } from '../session/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ShortcutTable } from './shortcut-table.tsx';

/** Every shortcut on one sheet, made from the command table. */
export function HelpSheet(): ReactNode {
  const isOpen = useSession((state) => state.isHelpOpen);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => session.getState().setHelpOpen(false)}
      title="Keyboard shortcuts"
      width="wide"
      isReadingMatter
    >
      <ShortcutTable />
    </Dialog>
  );
}
