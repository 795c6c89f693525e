import { benchStore } from '../playback/bench-store.ts';
import { spansInBox } from './find-under-pointer.ts';
import type { Marquee, Point } from './pointer-host.ts';
import type { TimelineSpan } from './timeline-span.ts';
import type { TimelineSurface } from './timeline-surface.ts';
import { tickOfX, xOfTick } from './timeline-view.ts';

/** Left, top, width, height of the rectangle drawn so far; its start stays at its moment when the view moves. */
export function marqueeBox(
  { from, fromTick }: Marquee,
  to: Point,
  surface: TimelineSurface,
): readonly [number, number, number, number] {
  const pinned = surface.input()?.pinned.height ?? 0;
  const fromX = xOfTick(surface.view(), fromTick);
  const left = Math.max(0, Math.min(fromX, to.x));
  const top = Math.max(pinned, Math.min(from.y, to.y));
  return [left, top, Math.max(1, Math.max(fromX, to.x) - left), Math.max(1, Math.max(from.y, to.y) - top)];
}

/** The spans that the rectangle touches; those that the filter of the list dims are left out. */
export function spansInMarquee(marquee: Marquee, to: Point, surface: TimelineSurface): TimelineSpan[] {
  const input = surface.input();
  if (input === null) {
    return [];
  }
  const [left, top, width, height] = marqueeBox(marquee, to, surface);
  const above = input.pinned.height - surface.scrollTop();
  const { visibleIds } = benchStore.getState();
  return spansInBox(input.layout, {
    fromTick: tickOfX(surface.view(), left),
    toTick: tickOfX(surface.view(), left + width),
    top: top - above,
    bottom: top + height - above,
  }).filter(({ id }) => visibleIds === null || visibleIds.has(id));
}

/** Selects what a rectangle touches, alone or beside what is selected already. */
export function chooseInMarquee(marquee: Marquee, point: Point, surface: TimelineSurface): void {
  const ids = spansInMarquee(marquee, point, surface).map(({ id }) => id);
  const { select, extendSelection } = benchStore.getState();
  if (marquee.isAdding) {
    extendSelection(ids);
  } else {
    select(...ids);
  }
}
