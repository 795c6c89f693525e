import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export const deskTabs = ['codes', 'rules', 'versions', 'check'] as const;
export type DeskTab = (typeof deskTabs)[number];

/** What lies on the desk of the codebook screen: a code or group by id, or a new one being written. */
export type OnDesk =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'code'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'new-code'; readonly groupId: string | null }
  | { readonly kind: 'new-group' };

export type CodebookDesk = {
  readonly tab: DeskTab;
  readonly onDesk: OnDesk;
  readonly query: string;
  readonly isRetiredShown: boolean;
  /** Counts how often the search box was asked for. */
  readonly findWish: number;
  set(change: Partial<Pick<CodebookDesk, 'tab' | 'onDesk' | 'query' | 'isRetiredShown'>>): void;
  wishFind(): void;
};

/** State of the codebook screen; commands and screen read the same store. Lost with the window. */
export const codebookDesk = createStore<CodebookDesk>()((set) => ({
  tab: 'codes',
  onDesk: { kind: 'nothing' },
  query: '',
  isRetiredShown: false,
  findWish: 0,
  set: (change) => set(change),
  wishFind: () => set((state) => ({ tab: 'codes', findWish: state.findWish + 1 })),
}));

export function useDesk<T>(select: (state: CodebookDesk) => T): T {
  return useStore(codebookDesk, select);
}
