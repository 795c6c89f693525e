import { createStore } from 'zustand/vanilla';
import type { ContentNote } from '../../src-main/domain/content-note.ts';

/** The content note being written: a new one over a span of frames (half-open), or one being changed. */
export type Noting =
  | { readonly kind: 'new'; readonly inFrame: number; readonly outFrame: number }
  | { readonly kind: 'revise'; readonly note: ContentNote };

/** Which content note the dialog is about; null while it is closed. */
export const notingStore = createStore<{ readonly noting: Noting | null }>()(() => ({ noting: null }));

export function beginNoting(noting: Noting): void {
  notingStore.setState({ noting });
}

export function endNoting(): void {
  notingStore.setState({ noting: null });
}
