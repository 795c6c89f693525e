import { firstAbove, type SpanRow } from './row-placing.ts';
import type { TimelineSpan } from './timeline-span.ts';
import { type TimelineView, xOfTick } from './timeline-view.ts';

/** What a row shows at one zoom: a span wide enough to be seen by itself, or a stretch in which many are too narrow. */
export type VisibleMark =
  | { readonly kind: 'span'; readonly span: TimelineSpan; readonly left: number; readonly right: number }
  | { readonly kind: 'crowd'; readonly left: number; readonly right: number; readonly count: number };

/** From this width on a span is drawn by itself; narrower ones are counted together. */
export const ownPixels = 3;
/** Width of the cells in which narrow spans are counted. */
const cellPixels = 2;

/**
 * Visits what is visible of a row from left to right. The work is bounded by the width of the window, never by the number
 * of spans: where spans are narrower than a pixel the search leaps from cell to cell.
 */
export function visitVisible(
  row: SpanRow,
  view: TimelineView,
  width: number,
  visit: (mark: VisibleMark) => void,
): void {
  const { inTicks, outTicks, spans } = row;
  const count = spans.length;
  let place = firstAbove(outTicks, view.startTick);
  const ownTicks = ownPixels * view.ticksPerPixel;
  while (place < count) {
    const inTick = inTicks[place] ?? 0;
    const left = xOfTick(view, inTick);
    if (left > width) {
      return;
    }
    if ((outTicks[place] ?? 0) - inTick >= ownTicks) {
      const span = spans[place];
      if (span !== undefined) {
        visit({ kind: 'span', span, left, right: xOfTick(view, outTicks[place] ?? 0) });
      }
      place += 1;
      continue;
    }
    // A crowd: cell after cell, as long as the next narrow span begins where this stretch ends.
    const from = Math.floor(left / cellPixels) * cellPixels;
    let right = from + cellPixels;
    const first = place;
    for (;;) {
      const next = firstAbove(inTicks, view.startTick + right * view.ticksPerPixel, place + 1);
      // A wide span among those leapt over is drawn by itself.
      place = firstWide(row, place, next, ownTicks);
      if (place < next || place >= count) {
        break;
      }
      const nextLeft = xOfTick(view, inTicks[place] ?? 0);
      const isNarrow = (outTicks[place] ?? 0) - (inTicks[place] ?? 0) < ownTicks;
      if (!isNarrow || nextLeft > right + 1 || right > width) {
        break;
      }
      right += cellPixels;
    }
    visit({ kind: 'crowd', left: from, right, count: place - first });
  }
}

/** The first of the spans `from` to `to` that is `ticks` long; `to` when none is. Spans of a row do not overlap, so only the last can be. */
function firstWide(row: SpanRow, from: number, to: number, ticks: number): number {
  const last = to - 1;
  return last > from && (row.outTicks[last] ?? 0) - (row.inTicks[last] ?? 0) >= ticks ? last : to;
}
