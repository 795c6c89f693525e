import { expect, it } from 'vitest';
import type { FootageId } from '../../../../src-main/domain/identifier.ts';
import { noViewingAids } from '../../../../src-main/domain/viewing-aids.ts';
import { wholePicture } from '../../../../src-renderer/player/picture-view.ts';
import {
  setAids,
  setOverlay,
  setView,
  toggleAids,
  viewingOf,
  viewingStore,
} from '../../../../src-renderer/player/viewing-store.ts';

const one = 'one' as FootageId;
const other = 'other' as FootageId;
const now = (id: FootageId) => viewingOf(viewingStore.getState(), id);

it('keeps how each recording is looked at apart from the others', () => {
  setAids(one, { contrast: 150 });
  setView(one, { ...wholePicture, turns: 1 });
  expect(now(other)).toMatchObject({ aids: noViewingAids, view: wholePicture });
  expect(now(one)).toMatchObject({ aids: { contrast: 150 }, view: { turns: 1 } });
  setAids(other, { isGreyscale: true });
  expect(now(one).aids).toEqual({ ...noViewingAids, contrast: 150 });
});

it('turns all aids off with one step and brings them back with the same', () => {
  setAids(one, { contrast: 150, sharpen: 20 });
  expect(toggleAids(one)).toBe(false);
  expect(now(one).aids).toEqual(noViewingAids);
  expect(toggleAids(one)).toBe(true);
  expect(now(one).aids).toEqual({ ...noViewingAids, contrast: 150, sharpen: 20 });
  expect(toggleAids('never touched' as FootageId)).toBe(false);
});

it('shows overlays when one is chosen and hides them with the last', () => {
  viewingStore.getState().set({ overlays: new Set(), areOverlaysShown: false });
  setOverlay('timecode', true);
  expect(viewingStore.getState().areOverlaysShown).toBe(true);
  setOverlay('timecode', false);
  expect(viewingStore.getState()).toMatchObject({ areOverlaysShown: false });
});
