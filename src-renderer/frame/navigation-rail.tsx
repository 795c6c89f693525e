import {
  Archive,
  BookMarked,
  BookOpenCheck,
  Clapperboard,
  Keyboard,
  Library,
  ListChecks,
  type LucideIcon,
  Settings,
  ShieldCheck,
  Stamp,
  TextSearch,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useCommand } from '../commands/use-commands.ts';
import { type ScreenName, useSession } from '../session/session.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import styles from './navigation-rail.module.css';

type Place = { readonly screen: ScreenName; readonly label: string; readonly icon: LucideIcon };

const places: readonly Place[] = [
  { screen: 'library', label: 'Library', icon: Library },
  { screen: 'review', label: 'Review', icon: Clapperboard },
  { screen: 'annotations', label: 'Annotations', icon: TextSearch },
  { screen: 'exhibits', label: 'Exhibits', icon: Stamp },
  { screen: 'packets', label: 'Packets', icon: Archive },
  { screen: 'verify', label: 'Verify', icon: ShieldCheck },
  { screen: 'custody', label: 'Custody', icon: BookOpenCheck },
  { screen: 'codebook', label: 'Codebook', icon: BookMarked },
  { screen: 'jobs', label: 'Jobs', icon: ListChecks },
];

/** The screens of a matter, down the left side. */
export function NavigationRail(): ReactNode {
  return (
    <nav className={styles['rail']} aria-label="Screens">
      {places.map((place) => (
        <RailButton key={place.screen} {...place} />
      ))}
      <div className={styles['gap']} />
      <HelpButton />
      <RailButton screen="settings" label="Settings" icon={Settings} />
    </nav>
  );
}

function RailButton({ screen, label, icon: Icon }: Place): ReactNode {
  const command = useCommand(`${screen}.show`);
  const isHere = useSession((state) => state.route.screen === screen);
  const hint = screen === 'review' && !command.isEnabled ? 'Open a recording from the library first' : command.label;
  return (
    <Tooltip label={hint} placement="right" {...(command.shortcut === undefined ? {} : { shortcut: command.shortcut })}>
      <AriaButton
        className={styles['place'] ?? ''}
        {...(isHere ? { 'aria-current': 'page' } : {})}
        isDisabled={!command.isEnabled}
        onPress={command.run}
      >
        <Icon aria-hidden="true" />
        <span>{label}</span>
      </AriaButton>
    </Tooltip>
  );
}

function HelpButton(): ReactNode {
  const help = useCommand('help.open');
  return (
    <Tooltip label={help.label} placement="right" {...(help.shortcut === undefined ? {} : { shortcut: help.shortcut })}>
      <AriaButton className={styles['place'] ?? ''} onPress={help.run}>
        <Keyboard aria-hidden="true" />
        <span>Keys</span>
      </AriaButton>
    </Tooltip>
  );
}
