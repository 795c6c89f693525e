import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { placeOf } from './lane-layout.ts';
import type { HeldSpan, Marquee, Point, Press } from './pointer-host.ts';
import type { TimelineSurface } from './timeline-surface.ts';
import { tickOfX } from './timeline-view.ts';

const startPixels = 3;

/** What a press in the lanes becomes once the hand has moved on to a point; null while it stays a press. */
export function gestureFromPress(
  press: Press,
  { x, y }: Point,
  { bench, surface, canChange }: { readonly bench: Bench; readonly surface: TimelineSurface; canChange(): boolean },
): Marquee | HeldSpan | null {
  const { from, under } = press;
  if (Math.hypot(x - from.x, y - from.y) < startPixels) {
    return null;
  }
  const { span, part, lane } = under;
  if (span === null || part === null || lane === null) {
    return { kind: 'marquee', from, fromTick: tickOfX(surface.view(), from.x), isAdding: press.isAdding };
  }
  if (!canChange() || press.isAdding) {
    return null;
  }
  const ids = new Set(benchStore.getState().selectedIds);
  const layout = surface.input()?.layout;
  const moved =
    layout !== undefined && part === 'body' && ids.has(span.id)
      ? [...ids].flatMap((id) => placeOf(layout, id)?.span ?? [])
      : [span];
  const graspTick = tickOfX(surface.view(), from.x) - (part === 'out' ? span.outTick : span.inTick);
  return {
    kind: 'span',
    drag: { part, held: span, moved, graspTicks: graspTick },
    home: lane,
    frameBefore: currentFrame(bench),
    result: null,
    target: null,
  };
}
