import type { LucideIcon } from 'lucide-react';
import type { UndoState } from '../../src-main/domain/edit.ts';
import type { OpenMatterSummary } from '../../src-main/domain/matter.ts';
import type { Doors } from '../engine/doors.ts';
import type { Route } from '../session/session.ts';

/** Headings of the help sheet and the palette, in their order. */
export const commandGroups = [
  'Matter',
  'Go to',
  'Playback',
  'Picture',
  'Marking',
  'Timeline',
  'Edit',
  'View',
  'Help',
] as const;
export type CommandGroup = (typeof commandGroups)[number];

/**
 * Where a key of the command is listened to. Two commands may share a key when their scopes never hold together;
 * `everywhere` meets every other scope. A new screen with keys of its own adds a line here.
 */
export const commandScopes = {
  everywhere: 'Everywhere',
  bench: 'Review',
  library: 'Library',
  codebook: 'Codebook',
  subjects: 'Subjects',
  exhibits: 'Exhibits',
  packets: 'Packets',
} as const;
export type CommandScope = keyof typeof commandScopes;

const groupsOfEverywhere: ReadonlySet<CommandGroup> = new Set(['Matter', 'Go to', 'Edit', 'View', 'Help']);

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
  /** Absent: the bench for playback, marking and the timeline, everywhere for the rest. */
  readonly scope?: CommandScope;
  /** Other words a person may look for in the palette ("rewind", "bookmark"). */
  readonly synonyms?: readonly string[];
  readonly icon?: LucideIcon;
  /**
   * `Mod` is Ctrl, or Command on macOS. Letters upper case, keys by the name of `KeyboardEvent.key`, `Space`, punctuation
   * as on a US keyboard: `['Space', 'K']`, `['Mod+Shift+Z']`, `['Shift+/', 'F1']`. These are the defaults; what is true on
   * this workstation says `shortcutsOf` (key-map.ts).
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
  /** Why it cannot run now, in a few words, where the usual reasons (no matter, no recording, read only) do not say it. */
  readonly whyNot?: (state: CommandState) => string | null;
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

export function commandScope(command: Command): CommandScope {
  return command.scope ?? (groupsOfEverywhere.has(command.group) ? 'everywhere' : 'bench');
}

/** Whether one key could mean both commands at one moment. */
export function doScopesMeet(one: Command, other: Command): boolean {
  const [first, second] = [commandScope(one), commandScope(other)];
  return first === second || first === 'everywhere' || second === 'everywhere';
}

/** Why a command does not apply now, for the palette; null when it does. */
export function whyDisabled(command: Command, state: CommandState): string | null {
  if (isCommandEnabled(command, state)) {
    return null;
  }
  const own = command.whyNot?.(state) ?? null;
  if (own !== null) {
    return own;
  }
  if (state.matter === null) {
    return 'open a matter first';
  }
  if (commandScope(command) === 'bench' && !isOnBench(state)) {
    return 'open a recording first';
  }
  if (state.matter.isReadOnly) {
    return 'this matter is read only';
  }
  return 'does not apply right now';
}
