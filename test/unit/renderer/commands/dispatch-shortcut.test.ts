import { describe, expect, test } from 'vitest';
import type { Command, CommandState } from '../../../../src-renderer/commands/command.ts';
import { commandForKey, type KeyPlace } from '../../../../src-renderer/commands/dispatch-shortcut.ts';
import type { KeyPress } from '../../../../src-renderer/commands/shortcut.ts';

const state: CommandState = {
  matter: null,
  route: { screen: 'library' },
  history: { undoLabel: null, redoLabel: null },
};

function command(id: string, shortcuts: readonly string[], more: Partial<Command> = {}): Command {
  return { id, label: id, group: 'Playback', shortcuts, run: () => undefined, ...more };
}

const commands = [
  command('play', ['Space']),
  command('play-while-typing', ['Mod+Space'], { isForTyping: true }),
  command('step', ['.', 'ArrowRight'], { mayRepeat: true }),
  command('undo', ['Mod+Z']),
  command('never', ['N'], { when: () => false }),
  command('palette', ['Mod+K'], { isForTyping: true, isForDialogs: true }),
];

const page: KeyPlace = {
  isTyping: false,
  isControl: false,
  isDialogOpen: false,
  isRepeat: false,
  isComposing: false,
};

function press(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

function meant(keyPress: KeyPress, place: Partial<KeyPlace> = {}): string | null {
  return commandForKey(commands, keyPress, { ...page, ...place }, state, false)?.id ?? null;
}

describe('commandForKey', () => {
  test('finds the command of a key', () => {
    expect(meant(press(' '))).toBe('play');
    expect(meant(press('z', { ctrlKey: true }))).toBe('undo');
    expect(meant(press('q'))).toBeNull();
  });

  test('transport keys and undo never fire while typing', () => {
    expect(meant(press(' '), { isTyping: true })).toBeNull();
    expect(meant(press('.'), { isTyping: true })).toBeNull();
    expect(meant(press('z', { ctrlKey: true }), { isTyping: true })).toBeNull();
  });

  test('the chord for typing plays while typing', () => {
    expect(meant(press(' ', { ctrlKey: true }), { isTyping: true })).toBe('play-while-typing');
  });

  test('Space and arrows belong to a focused control, other keys do not', () => {
    expect(meant(press(' '), { isControl: true })).toBeNull();
    expect(meant(press('ArrowRight'), { isControl: true })).toBeNull();
    expect(meant(press('.'), { isControl: true })).toBe('step');
    expect(meant(press('ArrowRight'), { isControl: true, isPlainButton: true })).toBe('step');
    expect(meant(press(' '), { isControl: true, isPlainButton: true })).toBeNull();
  });

  test('only what may repeat repeats while the key is held', () => {
    expect(meant(press('.'), { isRepeat: true })).toBe('step');
    expect(meant(press(' '), { isRepeat: true })).toBeNull();
  });

  test('a dialog keeps the keys to itself', () => {
    expect(meant(press(' '), { isDialogOpen: true })).toBeNull();
    expect(meant(press('k', { ctrlKey: true }), { isDialogOpen: true })).toBe('palette');
  });

  test('nothing fires while a character is being composed', () => {
    expect(meant(press(' '), { isComposing: true })).toBeNull();
  });

  test('a command that does not apply is not meant', () => {
    expect(meant(press('n'))).toBeNull();
  });
});
