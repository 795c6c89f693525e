import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Theme } from '../../src-main/contract/shell-powers.ts';
import type { AnnotationId, FootageId } from '../../src-main/domain/identifier.ts';

export const screenNames = [
  'library',
  'review',
  'annotations',
  'exhibits',
  'packets',
  'verify',
  'custody',
  'codebook',
  'jobs',
  'settings',
] as const;
export type ScreenName = (typeof screenNames)[number];

/** Where the reviewer is. `footageId` is set for `review`; `annotationId` or `frame` says where the bench should open. */
export type Route = {
  readonly screen: ScreenName;
  readonly footageId?: FootageId;
  readonly annotationId?: AnnotationId;
  readonly frame?: number;
};

export type RecoveryKey = { readonly matterName: string; readonly key: string };

/** State of the page alone: lost with the window, never evidence. */
export type Session = {
  readonly route: Route;
  /** The recording last on the bench, so that Review leads back to it. */
  readonly lastFootageId: FootageId | null;
  readonly isPaletteOpen: boolean;
  readonly isHelpOpen: boolean;
  readonly isIntroductionOpen: boolean;
  readonly theme: Theme;
  /** The recovery key of a matter just created, until the reviewer has put it away; kept nowhere else. */
  readonly recoveryKey: RecoveryKey | null;
  navigate(route: Route): void;
  /** Back to the library with nothing remembered: a matter was opened or closed. */
  forget(): void;
  setPaletteOpen(isOpen: boolean): void;
  setHelpOpen(isOpen: boolean): void;
  setIntroductionOpen(isOpen: boolean): void;
  setTheme(theme: Theme): void;
  showRecoveryKey(recoveryKey: RecoveryKey | null): void;
};

const start = {
  route: { screen: 'library' },
  lastFootageId: null,
  isPaletteOpen: false,
  isHelpOpen: false,
  isIntroductionOpen: false,
} as const;

/** The one store of session state; outside React use `session.getState()`. */
export const session = createStore<Session>()((set) => ({
  ...start,
  theme: 'dark',
  recoveryKey: null,
  navigate: (route) =>
    set((state) => ({
      route,
      lastFootageId: route.footageId ?? state.lastFootageId,
      isPaletteOpen: false,
      isHelpOpen: false,
    })),
  forget: () => set(start),
  setPaletteOpen: (isPaletteOpen) => set({ isPaletteOpen }),
  setHelpOpen: (isHelpOpen) => set({ isHelpOpen }),
  setIntroductionOpen: (isIntroductionOpen) => set({ isIntroductionOpen }),
  setTheme: (theme) => set({ theme }),
  showRecoveryKey: (recoveryKey) => set({ recoveryKey }),
}));

/** Reads a part of the session and redraws when that part changes. */
export function useSession<T>(select: (state: Session) => T): T {
  return useStore(session, select);
}
