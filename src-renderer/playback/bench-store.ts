import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AnnotationId } from '../../src-main/domain/identifier.ts';
import type { Bench } from './bench.ts';
import type { PlayheadSnapshot } from './playhead.ts';

/** What the form beside the picture is for. */
export type Composing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'new' }
  | { readonly kind: 'revise'; readonly id: AnnotationId };

/** What the timeline was asked to do by a command; it does it and forgets it. */
export type TimelineWish = 'zoom-in' | 'zoom-out' | 'whole' | 'selection';

export type BenchState = {
  readonly bench: Bench | null;
  readonly selectedId: AnnotationId | null;
  readonly composing: Composing;
  /** The annotation that the reviewer is asked about before it is withdrawn. */
  readonly withdrawingId: AnnotationId | null;
  readonly isGoToOpen: boolean;
  readonly isMuted: boolean;
  readonly timelineWish: { readonly wish: TimelineWish; readonly count: number } | null;
  set(change: Partial<Omit<BenchState, 'set' | 'wishTimeline'>>): void;
  wishTimeline(wish: TimelineWish): void;
};

/** The recording on the bench and what the reviewer is doing with it; commands and screen read the same store. */
export const benchStore = createStore<BenchState>()((set) => ({
  bench: null,
  selectedId: null,
  composing: { kind: 'nothing' },
  withdrawingId: null,
  isGoToOpen: false,
  isMuted: false,
  timelineWish: null,
  set: (change) => set(change),
  wishTimeline: (wish) => set((state) => ({ timelineWish: { wish, count: (state.timelineWish?.count ?? 0) + 1 } })),
}));

export function useBench<T>(select: (state: BenchState) => T): T {
  return useStore(benchStore, select);
}

/** The playhead of a bench; redraws on every change of the part that `select` reads. */
export function usePlayhead<T extends string | number | boolean | null>(
  bench: Bench,
  select: (snapshot: PlayheadSnapshot) => T,
): T {
  return useSyncExternalStore(bench.playhead.subscribe, () => select(bench.playhead.getSnapshot()));
}
