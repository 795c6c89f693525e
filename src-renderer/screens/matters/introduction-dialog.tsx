import type { ReactNode } from 'react';
import { session, useSession } from '../../session/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Introduction } from './introduction.tsx';

/** The introduction of the first screen, again, from Help. */
export function IntroductionDialog(): ReactNode {
  const isOpen = useSession((state) => state.isIntroductionOpen);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => session.getState().setIntroductionOpen(false)}
      title="What Frame of Record is"
      width="wide"
      isReadingMatter
    >
      <Introduction />
    </Dialog>
  );
}
