import { type LaneLayout, laneAt } from './lane-layout.ts';
import type { HeldSpan } from './pointer-host.ts';

/** How far below the lanes a hand must go, so that a drag along the last lane does not leave it by a slip. */
const slipPixels = 14;

/** The lanes in sight, in CSS pixels from the top of the timeline. */
export type LanesInSight = { readonly top: number; readonly bottom: number; readonly scrollTop: number };

/**
 * Where what is held would be recoded to at a height: another lane, or `elsewhere` below all of them, since groups that hold
 * nothing have no lane to drop it on. Null: it stays in its own.
 */
export function dropTarget(
  { drag, home }: HeldSpan,
  layout: LaneLayout,
  { top, bottom, scrollTop }: LanesInSight,
  y: number,
): HeldSpan['target'] {
  if (drag.part !== 'body' || y < top) {
    return null;
  }
  const end = Math.min(bottom, top + layout.height - scrollTop);
  if (y >= end) {
    return y >= end + slipPixels ? 'elsewhere' : null;
  }
  const lane = laneAt(layout, y - top + scrollTop);
  return lane !== null && lane.id !== home.id ? lane : null;
}
