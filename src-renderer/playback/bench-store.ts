import { useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AnnotationId } from '../../src-main/domain/identifier.ts';
import type { Bench } from './bench.ts';
import type { PlayheadSnapshot } from './playhead.ts';

/** What the form beside the picture is for. */
export type Composing =
  | { readonly kind: 'nothing' }
  /** `code`: begun with a code already chosen. */
  | { readonly kind: 'new'; readonly code?: string }
  | { readonly kind: 'revise'; readonly id: AnnotationId };

/** What the timeline was asked to do by a command; it does it and forgets it. */
export type TimelineWish = 'zoom-in' | 'zoom-out' | 'whole' | 'selection' | 'earlier' | 'later' | 'menu';

/** What the reviewer is about to change in several annotations at once. */
export type BulkEdit = {
  readonly kind: 'recode' | 'move' | 'confidence' | 'withdraw';
  readonly ids: readonly AnnotationId[];
  /** For `recode`: the code group to choose from; null for all of them. */
  readonly groupId: string | null;
};

/** Frames that an annotation is being given and that are not recorded yet. */
export type UnrecordedFrames = { readonly id: AnnotationId; readonly inFrame: number; readonly outFrame: number };

export type BenchState = {
  readonly bench: Bench | null;
  /** Every selected annotation in the order of choosing; list and timeline show the same. */
  readonly selectedIds: readonly AnnotationId[];
  /** The one that single-annotation commands act on: the last of `selectedIds`. */
  readonly selectedId: AnnotationId | null;
  readonly composing: Composing;
  /** The annotation that the reviewer is asked about before it is withdrawn. */
  readonly withdrawingId: AnnotationId | null;
  /** The dialog for several annotations, when it is open. */
  readonly bulkEdit: BulkEdit | null;
  /** The annotations that are about to be written to a file of another format; null while no one asked for that. */
  readonly exportingIds: readonly AnnotationId[] | null;
  /** What a key that is still held does to annotations; shown, and recorded when it is let go. */
  readonly unrecordedFrames: readonly UnrecordedFrames[];
  /** What the filter of the list lets through; the timeline dims the rest. Null: everything. */
  readonly visibleIds: ReadonlySet<AnnotationId> | null;
  readonly isGoToOpen: boolean;
  /** The dialog that corrects the clock of the recording. */
  readonly isClockOpen: boolean;
  readonly isMuted: boolean;
  /** Counts how often the list of codes was asked for while the form was open. */
  readonly codeWish: number;
  readonly timelineWish: { readonly wish: TimelineWish; readonly count: number } | null;
  /** Changes parts of the state. A `selectedId` given here becomes the whole selection. */
  set(change: BenchChange): void;
  /** These and no others; the last one is the primary. */
  select(...ids: readonly AnnotationId[]): void;
  /** Adds one to the selection as its primary, or takes it out. */
  toggleSelected(id: AnnotationId): void;
  /** Adds these to what is selected; the last one becomes the primary. */
  extendSelection(ids: readonly AnnotationId[]): void;
  clearSelection(): void;
  wishTimeline(wish: TimelineWish): void;
  wishCode(): void;
};

type BenchAct =
  | 'set'
  | 'select'
  | 'toggleSelected'
  | 'extendSelection'
  | 'clearSelection'
  | 'wishTimeline'
  | 'wishCode';
export type BenchChange = Partial<Omit<BenchState, BenchAct | 'selectedIds' | 'codeWish'>>;

type Selection = Pick<BenchState, 'selectedIds' | 'selectedId'>;

/** Each once, at the place where it was named last. */
function selectionOf(ids: readonly AnnotationId[]): Selection {
  const selectedIds = [...new Set(ids.toReversed())].reverse();
  return { selectedIds, selectedId: selectedIds.at(-1) ?? null };
}

/** The recording on the bench and what the reviewer is doing with it; commands and screen read the same store. */
export const benchStore = createStore<BenchState>()((set) => ({
  bench: null,
  selectedIds: [],
  selectedId: null,
  composing: { kind: 'nothing' },
  withdrawingId: null,
  bulkEdit: null,
  exportingIds: null,
  unrecordedFrames: [],
  visibleIds: null,
  isGoToOpen: false,
  isClockOpen: false,
  isMuted: false,
  codeWish: 0,
  timelineWish: null,
  set: (change) =>
    set(
      change.selectedId === undefined
        ? change
        : { ...change, ...selectionOf(change.selectedId === null ? [] : [change.selectedId]) },
    ),
  select: (...ids) => set(selectionOf(ids)),
  toggleSelected: (id) =>
    set(({ selectedIds }) =>
      selectionOf(selectedIds.includes(id) ? selectedIds.filter((other) => other !== id) : [...selectedIds, id]),
    ),
  extendSelection: (ids) => set(({ selectedIds }) => selectionOf([...selectedIds, ...ids])),
  clearSelection: () => set(selectionOf([])),
  wishTimeline: (wish) => set((state) => ({ timelineWish: { wish, count: (state.timelineWish?.count ?? 0) + 1 } })),
  wishCode: () => set(({ codeWish }) => ({ codeWish: codeWish + 1 })),
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
