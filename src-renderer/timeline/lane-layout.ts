import type { CodeGroup } from '../../src-main/domain/codebook.ts';
import { isSameList } from '../ui/same-list.ts';
import { placeInRows, rowOf, type SpanRow } from './row-placing.ts';
import type { CodeGroupKind, TimelineSpan } from './timeline-span.ts';

export const rowHeight = 20;
/** A folded lane: thin marks, no names. */
export const foldedHeight = 22;
const lanePadding = 3;

/** One code group's place on the timeline. Heights and tops in CSS pixels from the top of the first lane. */
export type Lane = {
  readonly id: string;
  readonly label: string;
  readonly kind: CodeGroupKind;
  readonly count: number;
  readonly isFolded: boolean;
  readonly top: number;
  readonly height: number;
} & LaneRows;

/** The spans of one lane, stacked. */
type LaneRows = {
  /** As they were given. */
  readonly spans: readonly TimelineSpan[];
  readonly rows: readonly SpanRow[];
  /** Each span by its id, with the row it stands in. */
  readonly byId: ReadonlyMap<string, { readonly span: TimelineSpan; readonly row: number }>;
};

export type LaneLayout = { readonly lanes: readonly Lane[]; readonly height: number };

/** Where a span stands. */
export type SpanPlace = { readonly span: TimelineSpan; readonly lane: number; readonly row: number };

/** Context first, so that it is never further away than conduct; each kind in the order of the codebook. */
const kindOrder: readonly CodeGroupKind[] = ['context', 'conduct', 'setting'];

export type LaneChoices = {
  readonly foldedIds: ReadonlySet<string>;
  /** Also lanes that hold nothing. Context always has a lane. */
  readonly areEmptyShown: boolean;
};

function layRows(spans: readonly TimelineSpan[], before: LaneRows | undefined): LaneRows {
  if (before !== undefined && isSameList(before.spans, spans)) {
    return before;
  }
  const rows = placeInRows(spans, before?.rows);
  const byId = new Map<string, { span: TimelineSpan; row: number }>();
  for (const [row, { spans: inRow }] of rows.entries()) {
    for (const span of inRow) {
      byId.set(span.id, { span, row });
    }
  }
  return { spans, rows, byId };
}

/**
 * Sorts spans into the lanes of their code groups and stacks those that overlap. What is the same as `before` is taken
 * from there: one changed span has its own lane laid anew.
 */
export function layLanes(
  groups: readonly CodeGroup[],
  spans: readonly TimelineSpan[],
  { foldedIds, areEmptyShown }: LaneChoices,
  before: LaneLayout | null = null,
): LaneLayout {
  const byGroup = new Map<string, TimelineSpan[]>();
  for (const span of spans) {
    const group = byGroup.get(span.groupId);
    if (group === undefined) {
      byGroup.set(span.groupId, [span]);
    } else {
      group.push(span);
    }
  }
  const known = new Set(groups.map(({ id }) => id));
  const strangers = [...byGroup.keys()]
    .filter((id) => !known.has(id))
    .map((id): CodeGroup => ({ id, label: id, kind: byGroup.get(id)?.[0]?.kind ?? 'setting' }));
  const ordered = kindOrder.flatMap((kind) => [...groups, ...strangers].filter((group) => group.kind === kind));
  const context = ordered.filter(({ kind }) => kind === 'context');
  const contextId = context.some(({ id }) => byGroup.has(id)) ? null : context[0]?.id;
  const lanes: Lane[] = [];
  const earlier = new Map(before?.lanes.map((lane) => [lane.id, lane]));
  let top = 0;
  for (const group of ordered) {
    const held = byGroup.get(group.id) ?? [];
    if (held.length === 0 && group.id !== contextId && !areEmptyShown) {
      continue;
    }
    const isFolded = foldedIds.has(group.id);
    const { rows, byId } = layRows(held, earlier.get(group.id));
    const height = isFolded ? foldedHeight : Math.max(1, rows.length) * rowHeight + lanePadding * 2;
    const { id, label, kind } = group;
    lanes.push({ id, label, kind, count: held.length, isFolded, top, height, spans: held, rows, byId });
    top += height;
  }
  return { lanes, height: top };
}

/** `layLanes` that remembers what it laid last. */
export function createLaneLayer(): (
  groups: readonly CodeGroup[],
  spans: readonly TimelineSpan[],
  choices: LaneChoices,
) => LaneLayout {
  let before: LaneLayout | null = null;
  return (groups, spans, choices) => {
    before = layLanes(groups, spans, choices, before);
    return before;
  };
}

/** Where the span of that id stands; null when it is not on the timeline. */
export function placeOf({ lanes }: LaneLayout, id: string): SpanPlace | null {
  for (const [lane, { byId }] of lanes.entries()) {
    const place = byId.get(id);
    if (place !== undefined) {
      return { ...place, lane };
    }
  }
  return null;
}

/** The lane at a height; null below the last one. */
export function laneAt(layout: LaneLayout, y: number): Lane | null {
  let low = 0;
  let high = layout.lanes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const lane = layout.lanes[middle];
    if (lane === undefined || y < lane.top) {
      high = middle - 1;
    } else if (y >= lane.top + lane.height) {
      low = middle + 1;
    } else {
      return lane;
    }
  }
  return null;
}

/** Top and height of one row's boxes. */
export function rowBox(lane: Lane, row: number): { readonly top: number; readonly height: number } {
  return lane.isFolded
    ? { top: lane.top + 4, height: foldedHeight - 8 }
    : { top: lane.top + lanePadding + row * rowHeight + 1, height: rowHeight - 3 };
}

/** The row at a height within a lane that is not folded. */
export function rowAt(lane: Lane, y: number): number {
  return Math.floor((y - lane.top - lanePadding) / rowHeight);
}

/** Only the chosen spans, row by row of their lane: drawn over the others at every zoom. */
export function chosenRows(layout: LaneLayout, ids: Iterable<string>): ReadonlyMap<number, readonly SpanRow[]> {
  const byLane = new Map<number, TimelineSpan[][]>();
  for (const id of ids) {
    const place = placeOf(layout, id);
    if (place === null) {
      continue;
    }
    const rows = byLane.get(place.lane) ?? [];
    byLane.set(place.lane, rows);
    const row = rows[place.row] ?? [];
    rows[place.row] = row;
    row.push(place.span);
  }
  return new Map(
    [...byLane].map(([lane, rows]) => [
      lane,
      Array.from(rows, (row) => rowOf((row ?? []).toSorted((a, b) => a.inTick - b.inTick))),
    ]),
  );
}
