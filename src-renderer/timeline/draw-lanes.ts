import { type Lane, type LaneLayout, rowBox, rowHeight } from './lane-layout.ts';
import type { SpanRow } from './row-placing.ts';
import type { Brush } from './timeline-scene.ts';
import type { TimelineSpan } from './timeline-span.ts';
import { visitVisible } from './visible-marks.ts';

/** What of the annotation lanes is in sight, and what is chosen in them. */
export type LanesScene = {
  readonly layout: LaneLayout;
  readonly chosen: ReadonlyMap<number, readonly SpanRow[]>;
  /** What the filter of the list lets through, row by row; the rest is dimmed. Null: nothing is filtered. */
  readonly visible: ReadonlyMap<number, readonly SpanRow[]> | null;
  readonly primaryId: string | null;
  /** The lanes are scrolled so far, and this much of them is in sight, in CSS pixels. */
  readonly scrollTop: number;
  readonly height: number;
};

const nameRoom = 26;

/** Draws the lanes in sight; the work grows with the window, not with the number of annotations. */
export function drawLanes(brush: Brush, scene: LanesScene): void {
  const { context, extent, palette } = brush;
  context.font = palette.font;
  context.textBaseline = 'middle';
  for (const [place, lane] of scene.layout.lanes.entries()) {
    const top = lane.top - scene.scrollTop;
    if (top + lane.height < 0) {
      continue;
    }
    if (top > scene.height) {
      return;
    }
    context.fillStyle = palette.line;
    context.fillRect(0, top + lane.height - 1, extent.width, 1);
    if (scene.visible === null) {
      drawRows(brush, scene, lane, lane.rows, false);
    } else {
      drawDimmed(brush, scene, lane);
      drawRows(brush, scene, lane, scene.visible.get(place) ?? [], false);
    }
    const chosen = scene.chosen.get(place);
    if (chosen !== undefined) {
      drawRows(brush, scene, lane, chosen, true);
    }
  }
}

/** How much is left of what the filter hides: enough to see that it is there. */
const dimmedAlpha = 0.22;

function drawDimmed(brush: Brush, scene: LanesScene, lane: Lane): void {
  const { context, view, extent, palette } = brush;
  const skipped = lane.isFolded ? 0 : Math.max(0, Math.floor((scene.scrollTop - lane.top) / rowHeight) - 1);
  context.globalAlpha = dimmedAlpha;
  context.fillStyle = palette.codes[lane.kind].ink;
  for (let place = skipped; place < lane.rows.length; place += 1) {
    const row = lane.rows[place];
    const box = rowBox(lane, place);
    const top = box.top - scene.scrollTop;
    if (top > scene.height) {
      break;
    }
    if (row !== undefined && row.spans.length > 0) {
      visitVisible(row, view, extent.width, (mark) => {
        const left = Math.max(-4, mark.left);
        context.fillRect(left, top, Math.min(extent.width + 4, mark.right) - left, box.height);
      });
    }
  }
  context.globalAlpha = 1;
}

function drawRows(brush: Brush, scene: LanesScene, lane: Lane, rows: readonly SpanRow[], areChosen: boolean): void {
  const { context, view, extent, palette } = brush;
  const { ink, fill } = palette.codes[lane.kind];
  // Rows out of sight cost nothing, however many lie over each other.
  const skipped = lane.isFolded ? 0 : Math.max(0, Math.floor((scene.scrollTop - lane.top) / rowHeight) - 1);
  for (let place = skipped; place < rows.length; place += 1) {
    const row = rows[place];
    const box = rowBox(lane, place);
    const top = box.top - scene.scrollTop;
    if (top > scene.height) {
      return;
    }
    if (row === undefined || row.spans.length === 0) {
      continue;
    }
    visitVisible(row, view, extent.width, (mark) => {
      if (mark.kind === 'crowd') {
        const cells = Math.max(1, (mark.right - mark.left) / 2);
        context.globalAlpha = areChosen ? 1 : Math.min(0.95, 0.5 + (0.15 * mark.count) / cells);
        context.fillStyle = areChosen ? palette.selected : ink;
        context.fillRect(mark.left, top, mark.right - mark.left, box.height);
        context.globalAlpha = 1;
        return;
      }
      const left = Math.max(-4, mark.left);
      const right = Math.min(extent.width + 4, mark.right);
      if (areChosen) {
        drawChosen(brush, lane, mark.span, { left, right, top, height: box.height }, mark.span.id === scene.primaryId);
      } else {
        context.fillStyle = fill;
        context.fillRect(left, top, right - left, box.height);
        drawShape(context, lane, ink, { left, right, top, height: box.height });
        drawName(brush, lane, mark.span, { left, right, top, height: box.height }, ink);
      }
    });
  }
}

type Box = { readonly left: number; readonly right: number; readonly top: number; readonly height: number };

/** The kind of code by shape: conduct has a bar at its start, context a line along its top, setting a fine frame below. */
function drawShape(context: CanvasRenderingContext2D, lane: Lane, ink: string, box: Box): void {
  context.fillStyle = ink;
  context.fillRect(box.left, box.top, Math.min(3, box.right - box.left), box.height);
  if (lane.kind === 'context') {
    context.fillRect(box.left, box.top, box.right - box.left, 2);
  } else if (lane.kind === 'setting') {
    context.fillRect(box.left, box.top + box.height - 1, box.right - box.left, 1);
  }
}

function drawChosen(brush: Brush, lane: Lane, span: TimelineSpan, box: Box, isPrimary: boolean): void {
  const { context, palette } = brush;
  const { ink } = palette.codes[lane.kind];
  const width = box.right - box.left;
  context.fillStyle = palette.chosenFill;
  context.fillRect(box.left, box.top, width, box.height);
  drawShape(context, lane, ink, box);
  context.strokeStyle = palette.selected;
  context.lineWidth = isPrimary ? 2 : 1;
  const inset = isPrimary ? 1 : 0.5;
  context.strokeRect(box.left + inset, box.top + inset, Math.max(1, width - inset * 2), box.height - inset * 2);
  drawName(brush, lane, span, box, palette.text);
}

/** Widths of names at the one size they are drawn in; there are as many as codes, not as annotations. */
const nameWidths = new Map<string, number>();

function drawName({ context, extent }: Brush, lane: Lane, span: TimelineSpan, box: Box, ink: string): void {
  if (lane.isFolded) {
    return;
  }
  const start = Math.max(box.left, 0) + 7;
  const room = Math.min(box.right, extent.width) - start - 4;
  if (room < nameRoom) {
    return;
  }
  let width = nameWidths.get(span.label);
  if (width === undefined) {
    width = context.measureText(span.label).width;
    nameWidths.set(span.label, width);
  }
  const text =
    width <= room ? span.label : `${span.label.slice(0, Math.floor((span.label.length * (room - 8)) / width))}…`;
  context.fillStyle = ink;
  context.fillText(text, start, box.top + box.height / 2 + 0.5);
}
