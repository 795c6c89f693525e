import { createStore } from 'zustand/vanilla';
import type { AppError } from '../../src-main/domain/app-error.ts';

/** What a message offers to do, such as leading to the thing it speaks of. */
export type ToastAction = { readonly label: string; readonly run: () => void };

export type Toast = {
  readonly id: number;
  readonly tone: 'notice' | 'success' | 'error';
  readonly message: string;
  /** Facts for the person who helps, copyable; empty when there are none. */
  readonly details: string;
  /** A message takes the place of the one before it in the same slot; empty: it stands beside the others. */
  readonly slot: string;
  readonly action: ToastAction | null;
};

type ToastState = { readonly toasts: readonly Toast[] };

const lifetime = 6000;
/** A button must be reached before it goes. */
const lifetimeWithAction = 15_000;
let nextId = 1;

/** Short messages at the edge of the window. Errors stay until they are dismissed. */
export const toastStore = createStore<ToastState>()(() => ({ toasts: [] }));

/** Of each message that goes by itself, how long it stays in milliseconds and what takes it away. */
const timers = new Map<number, { readonly stay: number; timer: ReturnType<typeof setTimeout> | undefined }>();
let isHeld = false;

export function dismissToast(id: number): void {
  clearTimeout(timers.get(id)?.timer);
  timers.delete(id);
  // With the message that was under the pointer, the pointer's leaving may never be told.
  if (isHeld) {
    releaseToasts();
  }
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** While somebody reads a message or is about to press its button, none goes. */
export function holdToasts(): void {
  isHeld = true;
  for (const { timer } of timers.values()) {
    clearTimeout(timer);
  }
}

/** Each stays as long again as it would have. */
export function releaseToasts(): void {
  isHeld = false;
  for (const [id, held] of timers) {
    clearTimeout(held.timer);
    held.timer = setTimeout(() => dismissToast(id), held.stay);
  }
}

type ToastParts = Partial<Pick<Toast, 'details' | 'slot' | 'action'>>;

function show(tone: Toast['tone'], message: string, { details = '', slot = '', action = null }: ToastParts): void {
  const id = nextId++;
  toastStore.setState(({ toasts }) => {
    const others = toasts.filter((toast) => slot === '' || toast.slot !== slot);
    return { toasts: [...others.slice(-3), { id, tone, message, details, slot, action }] };
  });
  if (tone !== 'error') {
    const stay = action === null ? lifetime : lifetimeWithAction;
    timers.set(id, { stay, timer: isHeld ? undefined : setTimeout(() => dismissToast(id), stay) });
  }
}

/** @param slot a message that says the same thing anew takes the place of the former ("zoom") */
export function showNotice(message: string, slot = '', action: ToastAction | null = null): void {
  show('notice', message, { slot, action });
}

export function showSuccess(message: string, action: ToastAction | null = null): void {
  show('success', message, { action });
}

/** Facts of an error in lines, for the clipboard. */
export function errorDetails(error: AppError): string {
  const lines = Object.entries(error.details).map(
    ([key, value]) => `${key}: ${typeof value === 'object' && value !== null ? value.join(' ') : String(value)}`,
  );
  return [`code: ${error.code}`, `message: ${error.message}`, ...lines].join('\n');
}

/** Shows an error until it is dismissed; what the reviewer cancelled is not an error. */
export function showError(error: AppError): void {
  if (error.code !== 'cancelled') {
    show('error', error.message, { details: errorDetails(error) });
  }
}
