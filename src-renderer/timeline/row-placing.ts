import { isSameList } from '../ui/same-list.ts';
import type { TimelineSpan } from './timeline-span.ts';

/** Spans that never overlap in time, in order of their start; the columns are what drawing and searching read. */
export type SpanRow = {
  readonly spans: readonly TimelineSpan[];
  readonly inTicks: Float64Array;
  readonly outTicks: Float64Array;
};

export function rowOf(spans: readonly TimelineSpan[]): SpanRow {
  return {
    spans,
    inTicks: Float64Array.from(spans, ({ inTick }) => inTick),
    outTicks: Float64Array.from(spans, ({ outTick }) => outTick),
  };
}

/** Order of time: by start, the longer one first, then by identity, so that rows do not change between two drawings. */
export function compareSpans(a: TimelineSpan, b: TimelineSpan): number {
  return a.inTick - b.inTick || b.outTick - a.outTick || (a.id < b.id ? -1 : 1);
}

/** Where each row ends, as a tree of minima: the first row free at a moment is found in log(rows) steps. */
class RowEnds {
  private leaves = 1;
  private least: number[] = [0, Number.NEGATIVE_INFINITY];

  /** The first row that ends at or before `tick`. There always is one: rows never used end before all time. */
  firstFree(tick: number): number {
    while ((this.least[1] ?? 0) > tick) {
      this.grow();
    }
    let node = 1;
    while (node < this.leaves) {
      node = (this.least[node * 2] ?? 0) <= tick ? node * 2 : node * 2 + 1;
    }
    return node - this.leaves;
  }

  set(row: number, tick: number): void {
    let node = row + this.leaves;
    this.least[node] = tick;
    while (node > 1) {
      node = node >> 1;
      this.least[node] = Math.min(this.least[node * 2] ?? 0, this.least[node * 2 + 1] ?? 0);
    }
  }

  private grow(): void {
    const before = this.least.slice(this.leaves);
    this.leaves *= 2;
    this.least = new Array<number>(this.leaves * 2).fill(Number.NEGATIVE_INFINITY);
    for (const [row, end] of before.entries()) {
      this.set(row, end);
    }
  }
}

/**
 * Puts spans that overlap in time into rows of their own, in order of their start: as few rows as possible. A row that
 * holds the same as it did `before` is the same row.
 */
export function placeInRows(spans: readonly TimelineSpan[], before: readonly SpanRow[] = []): SpanRow[] {
  const ends = new RowEnds();
  const rows: TimelineSpan[][] = [];
  for (const span of [...spans].sort(compareSpans)) {
    const place = ends.firstFree(span.inTick);
    ends.set(place, span.outTick);
    const row = rows[place];
    if (row === undefined) {
      rows[place] = [span];
    } else {
      row.push(span);
    }
  }
  return rows.map((row, place) => {
    const was = before[place];
    return was !== undefined && isSameList(was.spans, row) ? was : rowOf(row);
  });
}

/** Position of the first value greater than `limit` in an ascending column from `from` on; its length when there is none. */
export function firstAbove(column: Float64Array, limit: number, from = 0): number {
  let low = from;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((column[middle] ?? 0) > limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The span of a row that holds `tick`, or one that lies within `slack` ticks of it; the nearest when two do. */
export function spanNear(row: SpanRow, tick: number, slack: number): TimelineSpan | null {
  const first = firstAbove(row.outTicks, tick - slack);
  let best: TimelineSpan | null = null;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let place = first; place < row.spans.length; place += 1) {
    const span = row.spans[place];
    if (span === undefined || span.inTick > tick + slack) {
      break;
    }
    const distance = Math.max(0, span.inTick - tick, tick - span.outTick);
    if (distance < bestDistance) {
      best = span;
      bestDistance = distance;
    }
  }
  return best;
}
