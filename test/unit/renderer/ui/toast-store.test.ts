import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  dismissToast,
  holdToasts,
  releaseToasts,
  showNotice,
  toastStore,
} from '../../../../src-renderer/ui/toast-store.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const messages = () => toastStore.getState().toasts.map(({ message }) => message);

test('a message goes by itself, but not while somebody is at one', () => {
  showNotice('one');
  vi.advanceTimersByTime(5000);
  holdToasts();
  showNotice('two');
  vi.advanceTimersByTime(60_000);
  expect(messages()).toEqual(['one', 'two']);
  releaseToasts();
  vi.advanceTimersByTime(5900);
  expect(messages()).toEqual(['one', 'two']);
  vi.advanceTimersByTime(200);
  expect(messages()).toEqual([]);
});

test('one that was dismissed takes nothing else with it', () => {
  showNotice('one');
  holdToasts();
  dismissToast(toastStore.getState().toasts[0]?.id ?? 0);
  showNotice('two');
  vi.advanceTimersByTime(5900);
  expect(messages()).toEqual(['two']);
  vi.advanceTimersByTime(200);
  expect(messages()).toEqual([]);
});
