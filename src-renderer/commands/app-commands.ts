import {
  Archive,
  BookOpenCheck,
  Clapperboard,
  Command as CommandIcon,
  FlaskConical,
  FolderOpen,
  Info,
  Keyboard,
  Library,
  ListChecks,
  LogOut,
  type LucideIcon,
  Redo2,
  Scan,
  Settings,
  ShieldCheck,
  SunMoon,
  Undo2,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import type { ZoomChange } from '../../src-main/contract/shell-powers.ts';
import { session } from '../session/session.ts';
import { flushUnfinished } from '../session/unfinished.ts';
import { showNotice } from '../ui/toast-store.ts';
import { type Command, defineCommand, hasMatter, isWritable } from './command.ts';

function zoomCommand(to: ZoomChange, label: string, shortcuts: readonly string[], icon: LucideIcon): Command {
  return defineCommand({
    id: `zoom.${to}`,
    label,
    group: 'View',
    icon,
    synonyms: ['zoom', 'text size', 'magnify'],
    shortcuts,
    menu: 'view',
    isForTyping: true,
    isForDialogs: true,
    mayRepeat: true,
    run: async ({ shell }) => {
      const { percent } = await shell.call('zoom.change', { to });
      showNotice(`Size of everything: ${percent} %.`, 'zoom');
    },
  });
}

/** Going from screen to screen, undo and redo, the palette, the help sheet, the matter as a whole. */
export const appCommands: readonly Command[] = [
  defineCommand({
    id: 'palette.open',
    label: 'Find a command…',
    group: 'Help',
    icon: CommandIcon,
    shortcuts: ['Mod+K', 'Mod+Shift+P'],
    menu: 'help',
    isForTyping: true,
    run: () => session.getState().setPaletteOpen(true),
  }),
  defineCommand({
    id: 'help.open',
    label: 'Keyboard shortcuts',
    group: 'Help',
    icon: Keyboard,
    shortcuts: ['Shift+/', '?', 'F1'],
    menu: 'help',
    run: () => session.getState().setHelpOpen(true),
  }),
  defineCommand({
    id: 'introduction.show',
    label: 'What this is and how it works',
    group: 'Help',
    icon: Info,
    synonyms: ['about', 'introduction', 'getting started', 'first run', 'guide'],
    shortcuts: [],
    menu: 'help',
    run: () => session.getState().setIntroductionOpen(true),
  }),
  defineCommand({
    id: 'sample.ingest',
    label: 'Bring in a sample recording',
    group: 'Matter',
    icon: FlaskConical,
    synonyms: ['demo', 'example', 'try'],
    shortcuts: [],
    when: isWritable,
    run: async ({ engine }) => {
      showNotice('A sample recording is being made; it takes some seconds.', 'sample');
      await engine.call('footage.ingestSample', {});
      session.getState().navigate({ screen: 'library' });
    },
  }),
  defineCommand({
    id: 'library.show',
    label: 'Go to the library',
    group: 'Go to',
    icon: Library,
    shortcuts: ['Mod+1'],
    isForTyping: true,
    menu: 'view',
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'library' }),
  }),
  defineCommand({
    id: 'review.show',
    label: 'Go to review',
    group: 'Go to',
    icon: Clapperboard,
    shortcuts: ['Mod+2'],
    isForTyping: true,
    menu: 'view',
    when: (state) => state.matter !== null && session.getState().lastFootageId !== null,
    whyNot: (state) => (state.matter === null ? null : 'open a recording from the library first'),
    run: () => {
      const footageId = session.getState().lastFootageId;
      session.getState().navigate(footageId === null ? { screen: 'library' } : { screen: 'review', footageId });
    },
  }),
  defineCommand({
    id: 'packets.show',
    label: 'Go to packets',
    group: 'Go to',
    icon: Archive,
    shortcuts: ['Mod+3'],
    isForTyping: true,
    menu: 'view',
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'packets' }),
  }),
  defineCommand({
    id: 'verify.show',
    label: 'Verify a packet',
    group: 'Go to',
    icon: ShieldCheck,
    synonyms: ['check', 'signature', 'tamper', 'digest', 'hash'],
    shortcuts: ['Mod+8'],
    isForTyping: true,
    menu: 'view',
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'verify' }),
  }),
  defineCommand({
    id: 'custody.show',
    label: 'Go to the custody log',
    group: 'Go to',
    icon: BookOpenCheck,
    shortcuts: ['Mod+4'],
    isForTyping: true,
    menu: 'view',
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'custody' }),
  }),
  defineCommand({
    id: 'jobs.show',
    label: 'Go to jobs',
    group: 'Go to',
    icon: ListChecks,
    shortcuts: ['Mod+5'],
    isForTyping: true,
    menu: 'view',
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'jobs' }),
  }),
  defineCommand({
    id: 'settings.show',
    label: 'Go to settings',
    group: 'Go to',
    icon: Settings,
    shortcuts: ['Mod+,'],
    isForTyping: true,
    menu: 'file',
    when: hasMatter,
    run: () => session.getState().navigate({ screen: 'settings' }),
  }),
  defineCommand({
    id: 'history.undo',
    label: (state) => (state.history.undoLabel === null ? 'Undo' : `Undo: ${state.history.undoLabel}`),
    group: 'Edit',
    icon: Undo2,
    shortcuts: ['Mod+Z'],
    menu: 'edit',
    when: (state) => isWritable(state) && state.history.undoLabel !== null,
    whyNot: (state) => (isWritable(state) ? 'nothing to undo' : null),
    run: async ({ engine }) => {
      const edit = await engine.call('history.undo', {});
      showNotice(`${edit.label}.`);
    },
  }),
  defineCommand({
    id: 'history.redo',
    label: (state) => (state.history.redoLabel === null ? 'Redo' : `Redo: ${state.history.redoLabel}`),
    group: 'Edit',
    icon: Redo2,
    shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
    menu: 'edit',
    when: (state) => isWritable(state) && state.history.redoLabel !== null,
    whyNot: (state) => (isWritable(state) ? 'nothing to redo' : null),
    run: async ({ engine }) => {
      const edit = await engine.call('history.redo', {});
      showNotice(`${edit.label}.`);
    },
  }),
  defineCommand({
    id: 'theme.toggle',
    label: 'Switch between dark and light',
    group: 'View',
    icon: SunMoon,
    shortcuts: [],
    menu: 'view',
    run: () => {
      const { theme, setTheme } = session.getState();
      setTheme(theme === 'light' ? 'dark' : 'light');
    },
  }),
  zoomCommand('in', 'Everything larger', ['Mod++', 'Mod+='], ZoomIn),
  zoomCommand('out', 'Everything smaller', ['Mod+-'], ZoomOut),
  zoomCommand('usual', 'Everything in its usual size', ['Mod+0'], Scan),
  defineCommand({
    id: 'matter.verify',
    label: 'Verify this matter',
    group: 'Matter',
    icon: ShieldCheck,
    shortcuts: [],
    menu: 'file',
    when: hasMatter,
    run: async ({ engine }) => {
      await engine.call('matters.verify', {});
      session.getState().navigate({ screen: 'custody' });
    },
  }),
  defineCommand({
    id: 'matter.reveal',
    label: "Show the matter's folder",
    group: 'Matter',
    icon: FolderOpen,
    shortcuts: [],
    menu: 'file',
    when: hasMatter,
    run: ({ shell }) => shell.call('reveal.matter', {}).then(() => undefined),
  }),
  defineCommand({
    id: 'matter.close',
    label: 'Close this matter',
    group: 'Matter',
    icon: LogOut,
    shortcuts: ['Mod+Shift+W'],
    menu: 'file',
    when: hasMatter,
    run: async (context) => {
      flushUnfinished(context);
      await context.engine.call('matters.close', {});
    },
  }),
];
