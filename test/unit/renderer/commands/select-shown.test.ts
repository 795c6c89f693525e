import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnnotationId, FootageId } from '../../../../src-main/domain/identifier.ts';
import { findCommand } from '../../../../src-renderer/commands/command-table.ts';
import { createEngineCache, engineKey } from '../../../../src-renderer/engine/engine-cache.ts';
import type { Bench } from '../../../../src-renderer/playback/bench.ts';
import { benchStore } from '../../../../src-renderer/playback/bench-store.ts';

const footageId = 'f1' as FootageId;
const ids = ['a', 'b', 'c'] as AnnotationId[];
const cache = createEngineCache();

beforeEach(() => {
  const annotations = ids.map((id, at) => ({
    id,
    state: 'draft',
    code: 'UOF.1',
    span: { inFrame: at, outFrame: at + 1 },
  }));
  cache.setQueryData(engineKey('annotations.list', { footageId, includeWithdrawn: true }), annotations);
  benchStore.getState().set({ bench: { footageId } as Bench });
});
afterEach(() => benchStore.getState().set({ bench: null, visibleIds: null, selectedId: null }));

function selectAll(): readonly AnnotationId[] {
  const context = { cache } as Parameters<NonNullable<ReturnType<typeof findCommand>>['run']>[0];
  void findCommand('selection.all')?.run(context);
  return benchStore.getState().selectedIds;
}

test('selecting all selects all', () => {
  expect(selectAll()).toEqual(ids);
});

test('selecting all leaves out what the filter hides, so that nothing unseen is changed or withdrawn', () => {
  benchStore.getState().set({ visibleIds: new Set(['b'] as AnnotationId[]) });
  expect(selectAll()).toEqual(['b']);
});
