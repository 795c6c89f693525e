import { describe, expect, test } from 'vitest';
import {
  type KeyMap,
  keyMapText,
  keyProfiles,
  parseKeyMapText,
  plainKeyMap,
} from '../../../../src-main/domain/key-map.ts';
import type { Command } from '../../../../src-renderer/commands/command.ts';
import { commandTable } from '../../../../src-renderer/commands/command-table.ts';
import {
  assignKey,
  conflictOf,
  removeKey,
  restoreKeys,
  sharedKeys,
  shortcutsOf,
  whyNotKey,
  withShortcuts,
} from '../../../../src-renderer/commands/key-map.ts';

function command(id: string, shortcuts: readonly string[], more: Partial<Command> = {}): Command {
  return { id, label: id, group: 'Marking', shortcuts, run: () => undefined, ...more };
}

const markIn = command('mark.in', ['I']);
const add = command('annotation.add', ['M', 'Insert']);
const save = command('matter.save', ['Mod+S'], { group: 'Matter', isForTyping: true });
const sort = command('library.sort', ['S'], { scope: 'library' });
const still = command('still.take', ['S']);
const commands = [markIn, add, save, sort, still];

describe('the key map', () => {
  test('of the product has no key twice where it could mean both, in any profile', () => {
    for (const profile of keyProfiles) {
      const shared = sharedKeys(commandTable, { profile, changes: {} });
      expect(
        shared.map(({ chord, commands: [one, other] }) => `${chord}: ${one.id} and ${other.id} (${profile})`),
      ).toEqual([]);
    }
  });

  test('of every profile names commands that exist', () => {
    for (const profile of keyProfiles) {
      const moved = commandTable.filter(
        (candidate) => shortcutsOf(candidate, { profile, changes: {} }) !== candidate.shortcuts,
      );
      expect(moved.length).toBe(profile === 'standard' ? 0 : 4);
    }
  });

  test('gives the changed keys, then those of the profile, then those of the table', () => {
    const keyMap: KeyMap = { profile: 'arrows-seek', changes: { 'mark.in': ['Q'] } };
    expect(shortcutsOf(markIn, keyMap)).toEqual(['Q']);
    expect(shortcutsOf(command('second.back', ['Shift+ArrowLeft']), keyMap)).toEqual(['ArrowLeft']);
    expect(shortcutsOf(add, keyMap)).toEqual(['M', 'Insert']);
  });

  test('knows who has a key already, under any of its names, and only where both could be meant', () => {
    expect(conflictOf(commands, plainKeyMap, markIn, ['M'])).toBe(add);
    expect(conflictOf(commands, plainKeyMap, markIn, ['?', 'Insert'])).toBe(add);
    expect(conflictOf(commands, plainKeyMap, sort, ['S'])).toBeNull();
    expect(conflictOf(commands, plainKeyMap, sort, ['I'])).toBeNull();
    expect(conflictOf(commands, plainKeyMap, save, ['I'])).toBe(markIn);
    expect(conflictOf(commands, plainKeyMap, markIn, ['I'])).toBeNull();
  });

  test('swaps, takes or adds a key', () => {
    const request = { command: markIn, chords: ['M'], replacing: 'I' };
    const swapped = assignKey(plainKeyMap, request, { command: add, settlement: 'swap' });
    expect(shortcutsOf(markIn, swapped)).toEqual(['M']);
    expect(shortcutsOf(add, swapped)).toEqual(['I', 'Insert']);
    const taken = assignKey(plainKeyMap, request, { command: add, settlement: 'unassign' });
    expect(shortcutsOf(add, taken)).toEqual(['Insert']);
    const added = assignKey(plainKeyMap, { command: markIn, chords: ['Q'], replacing: null }, null);
    expect(shortcutsOf(markIn, added)).toEqual(['I', 'Q']);
    expect(sharedKeys(commands, swapped)).toEqual([]);
    expect(sharedKeys(commands, taken)).toEqual([]);
  });

  test('leaves no trace of a change that was taken back', () => {
    const changed = assignKey(plainKeyMap, { command: markIn, chords: ['Q'], replacing: 'I' }, null);
    expect(changed.changes).toEqual({ 'mark.in': ['Q'] });
    expect(withShortcuts(changed, markIn, ['I'])).toEqual(plainKeyMap);
  });

  test('takes usual keys back from whoever has them', () => {
    const swapped = assignKey(
      plainKeyMap,
      { command: markIn, chords: ['M'], replacing: 'I' },
      { command: add, settlement: 'swap' },
    );
    const restored = restoreKeys(swapped, commands, markIn);
    expect(shortcutsOf(markIn, restored)).toEqual(['I']);
    expect(shortcutsOf(add, restored)).toEqual(['Insert']);
    expect(restoreKeys(restored, commands, add)).toEqual(plainKeyMap);
  });

  test('can leave a command without keys', () => {
    const bare = removeKey(plainKeyMap, markIn, 'I');
    expect(shortcutsOf(markIn, bare)).toEqual([]);
    expect(bare.changes).toEqual({ 'mark.in': [] });
  });

  test('finds keys that mean two commands', () => {
    const imported: KeyMap = { profile: 'standard', changes: { 'mark.in': ['M'] } };
    expect(sharedKeys(commands, imported)).toEqual([{ chord: 'M', commands: [markIn, add] }]);
  });

  test('refuses keys of the system, and plain keys for what works while typing', () => {
    expect(whyNotKey(markIn, ['Mod+C'])).not.toBeNull();
    expect(whyNotKey(markIn, ['Escape'])).not.toBeNull();
    expect(whyNotKey(markIn, ['Q'])).toBeNull();
    expect(whyNotKey(save, ['Q'])).not.toBeNull();
    expect(whyNotKey(save, ['Mod+Shift+S'])).toBeNull();
    expect(whyNotKey(save, ['F9'])).toBeNull();
  });

  test('travels as text', () => {
    const keyMap: KeyMap = { profile: 'arrows-seek', changes: { 'mark.in': ['Q'], 'of.another-version': ['W'] } };
    expect(parseKeyMapText(keyMapText(keyMap))).toEqual(keyMap);
    expect(parseKeyMapText('{')).toBeNull();
    expect(parseKeyMapText('{"kind":"something else"}')).toBeNull();
  });
});
