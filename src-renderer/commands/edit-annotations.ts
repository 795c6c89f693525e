import type { Annotation } from '../../src-main/domain/annotation.ts';
import type { AnnotationId, FootageId } from '../../src-main/domain/identifier.ts';
import type { Doors } from '../engine/doors.ts';
import { readCached } from '../engine/engine-cache.ts';
import { benchStore } from '../playback/bench-store.ts';

type EngineAndCache = Pick<Doors, 'engine' | 'cache'>;

/** Annotations of a recording that are in use, as the page last heard of them, in order of time. */
export function annotationsInUse({ cache }: Pick<Doors, 'cache'>, footageId: FootageId): Annotation[] {
  const known = readCached(cache, 'annotations.list', { footageId, includeWithdrawn: true }) ?? [];
  return known.filter(({ state }) => state !== 'withdrawn');
}

/** Those of them that the filter of the list lets through: what is hidden is never chosen along with what is shown. */
export function shownInUse(doors: Pick<Doors, 'cache'>, footageId: FootageId): Annotation[] {
  const { visibleIds } = benchStore.getState();
  return annotationsInUse(doors, footageId).filter(({ id }) => visibleIds === null || visibleIds.has(id));
}

/** Those of `ids` that are in use, in order of time. */
export function annotationsById(
  doors: Pick<Doors, 'cache'>,
  footageId: FootageId,
  ids: readonly AnnotationId[],
): Annotation[] {
  const wanted = new Set(ids);
  const known = readCached(doors.cache, 'annotations.list', { footageId, includeWithdrawn: true }) ?? [];
  return known.filter(({ id, state }) => wanted.has(id) && state !== 'withdrawn');
}

/** The selected annotations of the recording on the bench. */
export function selectedAnnotations(doors: Pick<Doors, 'cache'>, footageId: FootageId): Annotation[] {
  return annotationsById(doors, footageId, benchStore.getState().selectedIds);
}

export type NewFrames = { readonly id: AnnotationId; readonly inFrame: number; readonly outFrame: number };

/** Gives annotations new frames as one edit; those that stay where they are are left alone. Errors: of the engine. */
export async function recordFrames(
  doors: EngineAndCache,
  footageId: FootageId,
  frames: readonly NewFrames[],
): Promise<void> {
  const wanted = new Map(frames.map((item) => [item.id, item]));
  const changes = annotationsById(doors, footageId, [...wanted.keys()]).flatMap(({ id, revision, span }) => {
    const { inFrame, outFrame } = wanted.get(id) ?? span;
    return inFrame === span.inFrame && outFrame === span.outFrame
      ? []
      : [{ id, revision, changes: { inFrame, outFrame } }];
  });
  const [only] = changes;
  if (changes.length === 1 && only !== undefined) {
    await doors.engine.call('annotations.revise', only);
  } else if (changes.length > 1) {
    await doors.engine.call('annotations.reviseMany', { changes, label: `Move ${changes.length} annotations` });
  }
}
