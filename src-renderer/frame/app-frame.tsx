import { type ReactNode, useEffect, useRef } from 'react';
import { CommandPalette } from '../commands/command-palette.tsx';
import { HelpSheet } from '../commands/help-sheet.tsx';
import { useMenuCommands, useMenuSync, useShortcuts } from '../commands/use-commands.ts';
import { useEngineQuery, useEngineStatus } from '../engine/use-engine.ts';
import { forgetKeptHeads } from '../playback/kept-heads.ts';
import { forgetKeptIndexes } from '../playback/kept-indexes.ts';
import { PictureWindow } from '../player/picture-window.tsx';
import { IntroductionDialog } from '../screens/matters/introduction-dialog.tsx';
import { MattersScreen } from '../screens/matters/matters-screen.tsx';
import { RecoveryKeyNotice } from '../screens/matters/recovery-key-notice.tsx';
import { session } from '../session/session.ts';
import { Banner } from '../ui/banner.tsx';
import { ErrorNote } from '../ui/error-note.tsx';
import { ToastRegion } from '../ui/toast-region.tsx';
import styles from './app-frame.module.css';
import { NavigationRail } from './navigation-rail.tsx';
import { ScreenHost } from './screen-host.tsx';
import { TitleBar } from './title-bar.tsx';
import { useJobNotices } from './use-job-notices.ts';

/** The window: title bar, rail, the screen of the session's route, banners, messages, palette and help sheet. */
export function AppFrame(): ReactNode {
  const current = useEngineQuery('matters.current', {});
  const settings = useEngineQuery('settings.show', {});
  const status = useEngineStatus();
  const matter = current.data ?? null;
  const matterId = matter?.matter.id ?? null;
  const shownMatter = useRef(matterId);
  useShortcuts();
  useMenuCommands();
  useMenuSync();
  useJobNotices();

  useEffect(() => {
    if (shownMatter.current !== matterId) {
      shownMatter.current = matterId;
      session.getState().forget();
      forgetKeptIndexes();
      forgetKeptHeads();
    }
    document.title = matter === null ? 'Frame of Record' : `${matter.matter.name} · Frame of Record`;
  }, [matterId, matter]);

  return (
    <div className={styles['frame']}>
      <TitleBar matter={matter} />
      {status === 'restarting' ? (
        <Banner tone="warning" look="strip">
          The engine stopped and is being started again. What was acknowledged is safe; this takes a few seconds.
        </Banner>
      ) : null}
      {matter?.isReadOnly === true ? (
        <Banner tone="info" look="strip">
          This matter is open for reading only, because its folder cannot be written to. Nothing can be added or
          changed.
        </Banner>
      ) : null}
      <div className={styles['middle']}>
        {current.isError ? (
          <main className={styles['failure']}>
            <ErrorNote error={current.error} title="The engine did not answer" />
          </main>
        ) : current.data === undefined || settings.isPending ? (
          <main className={styles['starting']} aria-busy="true">
            Starting…
          </main>
        ) : matter === null ? (
          <MattersScreen />
        ) : (
          <>
            <NavigationRail />
            <ScreenHost />
          </>
        )}
      </div>
      <RecoveryKeyNotice />
      <PictureWindow />
      <CommandPalette />
      <HelpSheet />
      <IntroductionDialog />
      <ToastRegion />
    </div>
  );
}
