import type { LucideIcon } from 'lucide-react';
import type { UndoState } from '../../src-main/domain/edit.ts';
import type { OpenMatterSummary } from '../../src-main/domain/matter.ts';
import type { Doors } from '../engine/doors.ts';
import type { Route } from '../session/session.ts';

/** Headings of the help sheet and the palette, in their order. */
export const commandGroups = ['Matter', 'Go to', 'Playback', 'Marking', 'Timeline', 'Edit', 'View', 'Help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** What a command may look at to decide whether it applies now. */
export type CommandState = {
  readonly matter: OpenMatterSummary | null;
  readonly route: Route;
  readonly history: UndoState;
};

export type CommandContext = Doors & { readonly state: CommandState };

/** One action of the reviewer; menu, palette, toolbar and help sheet read the same object. */
export type Command = {
  /** `noun.verb`, unique. */
  readonly id: string;
  readonly label: string | ((state: CommandState) => string);
  readonly group: CommandGroup;
  readonly icon?: LucideIcon;
  /**
   * `Mod` is Ctrl, or Command on macOS. Letters upper case, keys by the name of `KeyboardEvent.key`, `Space`, punctuation
   * as on a US keyboard: `['Space', 'K']`, `['Mod+Shift+Z']`, `['Shift+/', 'F1']`.
   */
  readonly shortcuts: readonly string[];
  /** Application menu that shows it; absent: palette and help sheet only. */
  readonly menu?: 'file' | 'edit' | 'view' | 'playback' | 'help';
  /** The shortcut works in text boxes too; only for chords that type nothing (Mod+Space). */
  readonly isForTyping?: boolean;
  /** The shortcut works while a dialog is open. */
  readonly isForDialogs?: boolean;
  /** The key may repeat while held (frame steps); others fire once a press. */
  readonly mayRepeat?: boolean;
  /** Whether it can run now; absent: always. */
  readonly when?: (state: CommandState) => boolean;
  run(context: CommandContext): void | Promise<void>;
};

/** Fixes the type of one row of the table and nothing else. */
export function defineCommand(command: Command): Command {
  return command;
}

export function commandLabel(command: Command, state: CommandState): string {
  return typeof command.label === 'string' ? command.label : command.label(state);
}

export function isCommandEnabled(command: Command, state: CommandState): boolean {
  return command.when === undefined || command.when(state);
}

/** For `when`: a matter is open. */
export function hasMatter(state: CommandState): boolean {
  return state.matter !== null;
}

/** For `when`: a matter is open and may be changed. */
export function isWritable(state: CommandState): boolean {
  return state.matter !== null && !state.matter.isReadOnly;
}

/** For `when`: a recording is on the review bench. */
export function isOnBench(state: CommandState): boolean {
  return state.matter !== null && state.route.screen === 'review' && state.route.footageId !== undefined;
}
