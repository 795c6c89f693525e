import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { GrantedPath } from '../../src-main/contract/shell-powers.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { areAidsOn, noViewingAids, type ViewingAids } from '../../src-main/domain/viewing-aids.ts';
import { type PictureShape, type PictureView, type Room, wholePicture } from './picture-view.ts';

/** How one recording is looked at. */
export type Viewing = {
  readonly view: PictureView;
  readonly aids: ViewingAids;
  /** What was on before all aids were turned off with one key; the same key brings it back. */
  readonly lastAids: ViewingAids | null;
};

export const overlayKinds = ['frame', 'media-time', 'timecode', 'source-clock'] as const;
export type OverlayKind = (typeof overlayKinds)[number];

const asItIs: Viewing = { view: wholePicture, aids: noViewingAids, lastAids: null };

/** The stage as it was last measured, so that keys can zoom in it. */
export type StageMeasure = { readonly room: Room; readonly shape: PictureShape };

export type ViewingState = {
  /** By recording, for as long as the page lives: nothing of it is ever written anywhere. */
  readonly viewings: ReadonlyMap<FootageId, Viewing>;
  readonly isSmooth: boolean;
  readonly overlays: ReadonlySet<OverlayKind>;
  readonly areOverlaysShown: boolean;
  readonly areAidsOpen: boolean;
  readonly areOverlaysOpen: boolean;
  readonly isWindowOpen: boolean;
  readonly measure: StageMeasure | null;
  /** By matter: where stills go without asking again. */
  readonly stillFolders: ReadonlyMap<string, GrantedPath>;
  readonly isTakingStill: boolean;
  set(change: Partial<Omit<ViewingState, 'set' | 'viewings'>>): void;
};

/** How the picture is looked at; commands, stage and second window read the same store. */
export const viewingStore = createStore<ViewingState>()((set) => ({
  viewings: new Map(),
  isSmooth: true,
  overlays: new Set<OverlayKind>(['frame', 'media-time']),
  areOverlaysShown: false,
  areAidsOpen: false,
  areOverlaysOpen: false,
  isWindowOpen: false,
  measure: null,
  stillFolders: new Map(),
  isTakingStill: false,
  set: (change) => set(change),
}));

export function useViewing<T>(select: (state: ViewingState) => T): T {
  return useStore(viewingStore, select);
}

/** How a recording is looked at; one that was not touched is looked at as it is. */
export function viewingOf(state: ViewingState, footageId: FootageId): Viewing {
  return state.viewings.get(footageId) ?? asItIs;
}

function change(footageId: FootageId, part: Partial<Viewing>): void {
  viewingStore.setState((state) => ({
    viewings: new Map(state.viewings).set(footageId, { ...viewingOf(state, footageId), ...part }),
  }));
}

export function setView(footageId: FootageId, view: PictureView): void {
  change(footageId, { view });
}

/** Changes the view by the stage as it stands; nothing happens while there is none. */
export function changeView(
  footageId: FootageId,
  next: (view: PictureView, measure: StageMeasure) => PictureView,
): void {
  const state = viewingStore.getState();
  if (state.measure !== null) {
    setView(footageId, next(viewingOf(state, footageId).view, state.measure));
  }
}

export function setAids(footageId: FootageId, part: Partial<ViewingAids>): void {
  const { aids } = viewingOf(viewingStore.getState(), footageId);
  change(footageId, { aids: { ...aids, ...part } });
}

/** All aids off; or, when none is on, those of before on again. Says whether any is on now. */
export function toggleAids(footageId: FootageId): boolean {
  const { aids, lastAids } = viewingOf(viewingStore.getState(), footageId);
  if (areAidsOn(aids)) {
    change(footageId, { aids: noViewingAids, lastAids: aids });
    return false;
  }
  change(footageId, { aids: lastAids ?? noViewingAids });
  return lastAids !== null;
}

export function setOverlay(kind: OverlayKind, isOn: boolean): void {
  viewingStore.setState(({ overlays }) => {
    const next = new Set(overlays);
    if (isOn) {
      next.add(kind);
    } else {
      next.delete(kind);
    }
    return { overlays: next, areOverlaysShown: isOn ? true : next.size > 0 };
  });
}
