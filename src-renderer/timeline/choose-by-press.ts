import type { AnnotationId } from '../../src-main/domain/identifier.ts';
import { benchStore } from '../playback/bench-store.ts';
import type { UnderPointer } from './find-under-pointer.ts';
import { type Lane, type LaneLayout, placeOf } from './lane-layout.ts';
import type { TimelineSpan } from './timeline-span.ts';

type Keys = { readonly ctrlKey: boolean; readonly metaKey: boolean; readonly shiftKey: boolean };

/** Whether a press adds to the selection instead of replacing it. */
export function isAddingPress({ ctrlKey, metaKey, shiftKey }: Keys): boolean {
  return ctrlKey || metaKey || shiftKey;
}

/** What a press on a span does to the selection: alone, with Ctrl in or out, with Shift all from the primary to here. */
export function chooseByPress({ span, lane }: UnderPointer, layout: LaneLayout | undefined, keys: Keys): void {
  const { select, toggleSelected, extendSelection, selectedId, selectedIds } = benchStore.getState();
  if (span === null) {
    return;
  }
  if (keys.ctrlKey || keys.metaKey) {
    toggleSelected(span.id);
  } else if (keys.shiftKey) {
    const primary = selectedId === null || layout === undefined ? undefined : placeOf(layout, selectedId)?.span;
    extendSelection(fromTo(lane, primary, span));
  } else if (!selectedIds.includes(span.id)) {
    select(span.id);
  }
}

/** From one to another in the lane that both stand in, the other last; the other alone when they do not. */
function fromTo(lane: Lane | null, primary: TimelineSpan | undefined, span: TimelineSpan): AnnotationId[] {
  if (lane === null || primary === undefined || primary.groupId !== span.groupId) {
    return [span.id];
  }
  const [from, to] = [Math.min(primary.inTick, span.inTick), Math.max(primary.inTick, span.inTick)];
  const inside = lane.rows.flatMap((row) => row.spans.filter(({ inTick }) => inTick >= from && inTick <= to));
  return [...inside.map(({ id }) => id).filter((id) => id !== span.id), span.id];
}
