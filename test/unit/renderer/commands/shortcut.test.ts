import { describe, expect, test } from 'vitest';
import { chordsOf, type KeyPress, menuAccelerator, shortcutKeys } from '../../../../src-renderer/commands/shortcut.ts';

function press(key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers };
}

describe('chordsOf', () => {
  test.each([
    ['a letter', press('j', 'KeyJ'), 'J'],
    ['a letter with Shift', press('I', 'KeyI', { shiftKey: true }), 'Shift+I'],
    ['Space', press(' ', 'Space'), 'Space'],
    ['Ctrl and Space', press(' ', 'Space', { ctrlKey: true }), 'Mod+Space'],
    ['an arrow with Ctrl', press('ArrowLeft', 'ArrowLeft', { ctrlKey: true }), 'Mod+ArrowLeft'],
    ['redo', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z'],
    ['the question mark by what it types', press('?', 'Slash', { shiftKey: true }), '?'],
    ['the question mark by its place', press('?', 'Slash', { shiftKey: true }), 'Shift+/'],
    ['a brace by its place', press('{', 'BracketLeft', { shiftKey: true }), 'Shift+['],
    ['a digit with Alt', press('1', 'Digit1', { altKey: true }), 'Alt+1'],
    ['a digit that needs Shift on a French keyboard', press('&', 'Digit1', { altKey: true }), 'Alt+1'],
    ['the question mark of a German keyboard', press('?', 'Minus', { shiftKey: true }), '?'],
  ])('%s', (_, keyPress, name) => {
    expect(chordsOf(keyPress, false)).toContain(name);
  });

  test('a letter is named by what it types, not by its place, on another layout', () => {
    expect(chordsOf(press('a', 'KeyQ'), false)).toEqual(['A']);
  });

  test('Command is Mod on macOS and Ctrl is not', () => {
    expect(chordsOf(press('z', 'KeyZ', { metaKey: true }), true)).toContain('Mod+Z');
    expect(chordsOf(press('z', 'KeyZ', { ctrlKey: true }), true)).not.toContain('Mod+Z');
  });
});

test('shortcuts are shown as keys in order', () => {
  expect(shortcutKeys('Mod+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
  expect(shortcutKeys('Mod+ArrowLeft', true)).toEqual(['⌘', '←']);
  expect(shortcutKeys('Mod++', false)).toEqual(['Ctrl', '+']);
});

test('the application menu never claims a key that types', () => {
  expect(menuAccelerator('Space')).toBeNull();
  expect(menuAccelerator('Shift+I')).toBeNull();
  expect(menuAccelerator('Alt+1')).toBeNull();
  expect(menuAccelerator(undefined)).toBeNull();
  expect(menuAccelerator('Mod+Shift+Z')).toBe('CommandOrControl+Shift+Z');
  expect(menuAccelerator('Mod+ArrowLeft')).toBe('CommandOrControl+Left');
  expect(menuAccelerator('F1')).toBe('F1');
  expect(menuAccelerator('Mod++')).toBe('CommandOrControl+Plus');
});
