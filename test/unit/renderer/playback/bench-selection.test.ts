import { beforeEach, describe, expect, test } from 'vitest';
import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import { benchStore } from '../../../../src-renderer/playback/bench-store.ts';

const [a, b, c] = ['a', 'b', 'c'] as unknown as [AnnotationId, AnnotationId, AnnotationId];
const now = () => {
  const { selectedIds, selectedId } = benchStore.getState();
  return { selectedIds, selectedId };
};

beforeEach(() => benchStore.getState().clearSelection());

describe('selection', () => {
  test('the last one chosen is the primary', () => {
    benchStore.getState().select(a, b);
    expect(now()).toEqual({ selectedIds: [a, b], selectedId: b });
  });

  test('toggling adds, takes out, and leaves the one before as the primary', () => {
    benchStore.getState().select(a);
    benchStore.getState().toggleSelected(b);
    expect(now()).toEqual({ selectedIds: [a, b], selectedId: b });
    benchStore.getState().toggleSelected(b);
    expect(now()).toEqual({ selectedIds: [a], selectedId: a });
    benchStore.getState().toggleSelected(a);
    expect(now()).toEqual({ selectedIds: [], selectedId: null });
  });

  test('extending keeps each once, newest last', () => {
    benchStore.getState().select(a, b);
    benchStore.getState().extendSelection([c, a]);
    expect(now()).toEqual({ selectedIds: [b, c, a], selectedId: a });
  });

  test('setting the primary alone replaces the selection; setting anything else leaves it', () => {
    benchStore.getState().select(a, b);
    benchStore.getState().set({ isMuted: true });
    expect(now().selectedIds).toEqual([a, b]);
    benchStore.getState().set({ selectedId: c });
    expect(now()).toEqual({ selectedIds: [c], selectedId: c });
    benchStore.getState().set({ selectedId: null });
    expect(now()).toEqual({ selectedIds: [], selectedId: null });
  });
});
