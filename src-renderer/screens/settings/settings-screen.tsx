import type { ReactNode } from 'react';
import { session, useSession } from '../../session/session.ts';
import { useRememberedChoice } from '../../session/use-remembered.ts';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { ScreenHeader } from '../../ui/screen-header.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { AboutPanel } from './about-panel.tsx';
import { KeyboardPanel } from './keyboard-panel.tsx';
import { RecipientsPanel } from './recipients-panel.tsx';
import { ReviewSettings } from './review-settings.tsx';
import styles from './settings-screen.module.css';

const settingTabs = ['appearance', 'review', 'keyboard', 'recipients', 'about'] as const;

/** Looks, keys, versions. */
export function SettingsScreen(): ReactNode {
  const [tab, setTab] = useRememberedChoice('settings', settingTabs, 'appearance');
  return (
    <>
      <ScreenHeader title="Settings" />
      <Tabs
        label="Settings"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'appearance', label: 'Appearance', content: <AppearancePanel /> },
          { id: 'review', label: 'Review', content: <ReviewSettings /> },
          {
            id: 'keyboard',
            label: 'Keyboard',
            content: <KeyboardPanel />,
          },
          { id: 'recipients', label: 'Recipients', content: <RecipientsPanel /> },
          { id: 'about', label: 'About', content: <AboutPanel /> },
        ]}
      />
    </>
  );
}

function AppearancePanel(): ReactNode {
  const theme = useSession((state) => state.theme);
  return (
    <div className={styles['panel']}>
      <div className={styles['narrow']}>
        <RadioGroup
          label="Colours of this workstation"
          value={theme}
          onChange={session.getState().setTheme}
          look="cards"
          options={[
            { value: 'dark', label: 'Dark', description: 'Best for judging pictures in a dim room.' },
            { value: 'light', label: 'Light', description: 'Best for reading in a bright office.' },
            { value: 'system', label: 'As the system', description: 'Follows the setting of this computer.' },
          ]}
        />
      </div>
    </div>
  );
}
