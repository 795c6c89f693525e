import { afterEach, beforeEach, expect, test } from 'vitest';
import { followKeys, holdStop, isRepeatedPress, isStopHeld } from '../../../../src-renderer/commands/held-keys.ts';

let target: EventTarget;
let leave: () => void;

function key(type: 'keydown' | 'keyup', code: string, repeat = false): void {
  target.dispatchEvent(Object.assign(new Event(type), { code, repeat }));
}

beforeEach(() => {
  target = new EventTarget();
  leave = followKeys(target as Window);
});
afterEach(() => leave());

test('the key that pauses counts as held until it is let go, whatever key it is', () => {
  key('keydown', 'KeyQ');
  holdStop();
  key('keydown', 'KeyJ');
  expect(isStopHeld()).toBe(true);
  key('keyup', 'KeyJ');
  expect(isStopHeld()).toBe(true);
  key('keyup', 'KeyQ');
  expect(isStopHeld()).toBe(false);
});

test('a pause that came from a menu or a button holds nothing', () => {
  key('keydown', 'KeyJ');
  key('keyup', 'KeyJ');
  holdStop();
  key('keydown', 'KeyL');
  expect(isStopHeld()).toBe(false);
});

test('leaving the window lets everything go', () => {
  key('keydown', 'KeyK');
  holdStop();
  target.dispatchEvent(new Event('blur'));
  expect(isStopHeld()).toBe(false);
});

test('tells a key held down from one pressed', () => {
  key('keydown', 'KeyJ');
  expect(isRepeatedPress()).toBe(false);
  key('keydown', 'KeyJ', true);
  expect(isRepeatedPress()).toBe(true);
  key('keyup', 'KeyJ');
  expect(isRepeatedPress()).toBe(false);
});
