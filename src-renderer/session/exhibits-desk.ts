import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ExhibitId } from '../../src-main/domain/identifier.ts';

/** What the screen does for a command; null while it is not shown. */
export type ExhibitActs = {
  /** Moves the selected exhibits by so many places in the list. */
  move(places: number): void;
  askWithdraw(): void;
  askRenumber(): void;
  /** Puts the cursor into the search. */
  find(): void;
};

export type ExhibitsDesk = {
  /** Every selected exhibit, in the order of the list. */
  readonly selectedIds: readonly ExhibitId[];
  readonly acts: ExhibitActs | null;
  /** Counts how often somebody was led to an exhibit from elsewhere; the list then shows it. */
  readonly showWish: number;
  select(ids: readonly ExhibitId[]): void;
  /** Selects exhibits and has the list bring the first of them into sight. */
  show(ids: readonly ExhibitId[]): void;
  setActs(acts: ExhibitActs | null): void;
};

/** State of the Exhibits screen; commands and screen read the same store. Lost with the window. */
export const exhibitsDesk = createStore<ExhibitsDesk>()((set) => ({
  selectedIds: [],
  acts: null,
  showWish: 0,
  select: (selectedIds) => set({ selectedIds }),
  show: (selectedIds) => set(({ showWish }) => ({ selectedIds, showWish: showWish + 1 })),
  setActs: (acts) => set({ acts }),
}));

export function useExhibitsDesk<T>(select: (state: ExhibitsDesk) => T): T {
  return useStore(exhibitsDesk, select);
}
