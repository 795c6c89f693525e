import type { KeyMap, KeyProfile } from '../../src-main/domain/key-map.ts';
import { type Command, doScopesMeet } from './command.ts';

type Chords = readonly string[];

/** What each ready-made profile says otherwise than the command table. */
const profiles: Readonly<Record<KeyProfile, Readonly<Record<string, Chords>>>> = {
  standard: {},
  'arrows-seek': {
    'second.back': ['ArrowLeft'],
    'second.forward': ['ArrowRight'],
    'frame.previous-or-second': ['Shift+ArrowLeft'],
    'frame.next-or-second': ['Shift+ArrowRight'],
  },
};

export const profileNames: Readonly<Record<KeyProfile, { readonly label: string; readonly description: string }>> = {
  standard: {
    label: 'Standard',
    description: 'The arrows step one frame while still and one second while playing.',
  },
  'arrows-seek': {
    label: 'LosslessCut / YouTube',
    description: 'The arrows go one second back and forward; comma and period step one frame.',
  },
};

/** The keys a profile gives a command, before anybody changed them. */
export function profileShortcuts(command: Command, profile: KeyProfile): Chords {
  return profiles[profile][command.id] ?? command.shortcuts;
}

/** The keys of a command on this workstation. */
export function shortcutsOf(command: Command, keyMap: KeyMap): Chords {
  return keyMap.changes[command.id] ?? profileShortcuts(command, keyMap.profile);
}

export function isRemapped(command: Command, keyMap: KeyMap): boolean {
  return keyMap.changes[command.id] !== undefined;
}

/** The key map with these keys for one command; keys as the profile has them leave no trace. */
export function withShortcuts(keyMap: KeyMap, command: Command, shortcuts: Chords): KeyMap {
  const { [command.id]: _, ...others } = keyMap.changes;
  const usual = profileShortcuts(command, keyMap.profile);
  const isUsual = usual.length === shortcuts.length && usual.every((chord, position) => chord === shortcuts[position]);
  return { ...keyMap, changes: isUsual ? others : { ...others, [command.id]: [...shortcuts] } };
}

/** Another command that one of these names of a key already means where `command` is listened to. */
export function conflictOf(
  commands: readonly Command[],
  keyMap: KeyMap,
  command: Command,
  chords: Chords,
): Command | null {
  return (
    commands.find(
      (other) =>
        other.id !== command.id &&
        doScopesMeet(command, other) &&
        shortcutsOf(other, keyMap).some((chord) => chords.includes(chord)),
    ) ?? null
  );
}

/** How a key that belongs to another command is settled: exchanged with it, or taken from it. */
export type Settlement = 'swap' | 'unassign';

export type Assignment = {
  readonly command: Command;
  /** The key pressed, under every name it may stand in the table (shortcut.ts); the first is kept. */
  readonly chords: Chords;
  /** The key that it replaces; null adds one. */
  readonly replacing: string | null;
};

/** Gives a key to a command; `other` is who had it (`conflictOf`) and what becomes of that. */
export function assignKey(
  keyMap: KeyMap,
  { command, chords, replacing }: Assignment,
  other: { readonly command: Command; readonly settlement: Settlement } | null,
): KeyMap {
  const chord = chords[0];
  if (chord === undefined) {
    return keyMap;
  }
  const own = shortcutsOf(command, keyMap).filter((known) => !chords.includes(known));
  const isReplaced = replacing !== null && own.includes(replacing);
  const given = isReplaced ? own.map((known) => (known === replacing ? chord : known)) : [...own, chord];
  const assigned = withShortcuts(keyMap, command, given);
  if (other === null) {
    return assigned;
  }
  const theirs = shortcutsOf(other.command, keyMap).flatMap((known) => {
    if (!chords.includes(known)) {
      return [known];
    }
    return other.settlement === 'swap' && replacing !== null ? [replacing] : [];
  });
  return withShortcuts(assigned, other.command, theirs);
}

/** Takes one key from a command. */
export function removeKey(keyMap: KeyMap, command: Command, chord: string): KeyMap {
  return withShortcuts(
    keyMap,
    command,
    shortcutsOf(command, keyMap).filter((known) => known !== chord),
  );
}

/** Gives a command its usual keys back; those that another command has by now are taken from it. */
export function restoreKeys(keyMap: KeyMap, commands: readonly Command[], command: Command): KeyMap {
  const usual = profileShortcuts(command, keyMap.profile);
  const others = commands.filter((other) => other.id !== command.id && doScopesMeet(command, other));
  return others.reduce(
    (map, other) => {
      const theirs = shortcutsOf(other, map);
      const kept = theirs.filter((chord) => !usual.includes(chord));
      return kept.length === theirs.length ? map : withShortcuts(map, other, kept);
    },
    withShortcuts(keyMap, command, usual),
  );
}

export type SharedKey = { readonly chord: string; readonly commands: readonly [Command, Command] };

/** Keys that mean two commands at once (after an import, or by a defect of the table): the first of the two wins. */
export function sharedKeys(commands: readonly Command[], keyMap: KeyMap): SharedKey[] {
  const shared: SharedKey[] = [];
  const owners = new Map<string, Command[]>();
  for (const command of commands) {
    for (const chord of shortcutsOf(command, keyMap)) {
      const known = owners.get(chord) ?? [];
      const first = known.find((owner) => doScopesMeet(owner, command));
      if (first !== undefined) {
        shared.push({ chord, commands: [first, command] });
      }
      owners.set(chord, [...known, command]);
    }
  }
  return shared;
}

/** Keys that the system or every text box needs; no command can have them. */
const reserved: ReadonlySet<string> = new Set([
  'Escape',
  'Tab',
  'Shift+Tab',
  'Mod+C',
  'Mod+V',
  'Mod+X',
  'Mod+A',
  'Alt+F4',
  'Mod+Q',
]);

/** Why a command cannot have this key, as a sentence; null when it can. */
export function whyNotKey(command: Command, chords: Chords): string | null {
  if (chords.some((chord) => reserved.has(chord))) {
    return 'That key belongs to the system or to text boxes. Press another one.';
  }
  if (command.isForTyping === true && !chords.some((chord) => /^(Mod\+|F\d+$)/.test(chord))) {
    return 'This command works while you type, so its key needs Ctrl or must be a function key.';
  }
  return null;
}
