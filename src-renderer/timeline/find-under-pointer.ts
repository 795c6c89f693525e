import type { SpanPart } from './drag-span.ts';
import { type Lane, type LaneLayout, laneAt, rowAt } from './lane-layout.ts';
import { spanNear } from './row-placing.ts';
import type { TimelineSpan } from './timeline-span.ts';
import { type TimelineView, tickOfX, xOfTick } from './timeline-view.ts';

export type UnderPointer = {
  readonly lane: Lane | null;
  readonly span: TimelineSpan | null;
  /** Which part of the span; null without one. */
  readonly part: SpanPart | null;
};

/** How far from an end it can still be grasped. */
const handlePixels = 5;
/** Narrower spans have their handles outside, so that the body can still be grasped. */
const roomForHandles = 16;
const slackPixels = 3;

/** What lies at a point of the lanes. `y` counts from the top of the first lane. */
export function findUnderPointer(layout: LaneLayout, view: TimelineView, x: number, y: number): UnderPointer {
  const lane = laneAt(layout, y);
  if (lane === null) {
    return { lane: null, span: null, part: null };
  }
  const tick = tickOfX(view, x);
  if (lane.isFolded) {
    // A folded lane shows its rows over each other: the topmost that is there.
    for (const row of lane.rows) {
      const span = spanNear(row, tick, slackPixels * view.ticksPerPixel);
      if (span !== null) {
        return { lane, span, part: 'body' };
      }
    }
    return { lane, span: null, part: null };
  }
  const row = lane.rows[rowAt(lane, y)];
  const span = row === undefined ? null : spanNear(row, tick, handlePixels * view.ticksPerPixel);
  return { lane, span, part: span === null ? null : partAt(span, view, x) };
}

function partAt(span: TimelineSpan, view: TimelineView, x: number): SpanPart {
  const left = xOfTick(view, span.inTick);
  const right = xOfTick(view, span.outTick);
  const inside = right - left >= roomForHandles ? handlePixels : 0;
  if (x <= left + inside && x < (left + right) / 2) {
    return 'in';
  }
  return x >= right - inside && x > (left + right) / 2 ? 'out' : 'body';
}

/** Spans that a rectangle touches. `top` and `bottom` count from the top of the first lane. */
export function spansInBox(
  layout: LaneLayout,
  box: { readonly fromTick: number; readonly toTick: number; readonly top: number; readonly bottom: number },
): TimelineSpan[] {
  const found: TimelineSpan[] = [];
  for (const lane of layout.lanes) {
    if (lane.top + lane.height <= box.top || lane.top >= box.bottom) {
      continue;
    }
    for (const [place, row] of lane.rows.entries()) {
      const isTouched = lane.isFolded || (rowAt(lane, box.bottom) >= place && rowAt(lane, box.top) <= place);
      if (isTouched) {
        found.push(...row.spans.filter((span) => span.inTick < box.toTick && span.outTick > box.fromTick));
      }
    }
  }
  return found;
}
