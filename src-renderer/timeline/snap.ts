import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import { nearestBoundary, tickOfBoundary } from './frame-boundary.ts';
import { firstAbove } from './row-placing.ts';

/** What an end may be drawn to, apart from the frames themselves. */
export type SnapKind = 'playhead' | 'mark' | 'span' | 'key-frame';

/** Boundaries worth stopping at, each list ascending. */
export type SnapTargets = {
  readonly playhead: Float64Array;
  readonly marks: Float64Array;
  readonly spans: Float64Array;
  readonly keyFrames: Float64Array;
};

export type Snapped = { readonly boundary: number; readonly to: SnapKind | null };

/** As near as this, and an end jumps to the target. */
export const snapPixels = 7;
/** Key frames nearer to each other than this would leave no place to stop between them. */
const keyFramePixels = 4 * snapPixels;

/** Nearest first where two are equally near. */
const order = [
  ['playhead', 'playhead'],
  ['mark', 'marks'],
  ['span', 'spans'],
  ['key-frame', 'keyFrames'],
] as const satisfies readonly (readonly [SnapKind, keyof SnapTargets])[];

/**
 * The boundary that an end held at `tick` gets: always that of a frame, and that of a target when one is within reach.
 * Without `targets` (Alt is held) only frames count.
 */
export function snap(index: FrameIndex, tick: number, ticksPerPixel: number, targets: SnapTargets | null): Snapped {
  const boundary = nearestBoundary(index, tick);
  if (targets === null) {
    return { boundary, to: null };
  }
  let best: Snapped = { boundary, to: null };
  let bestDistance = snapPixels * ticksPerPixel;
  for (const [kind, list] of order) {
    const candidates = targets[list];
    const near = nearestOf(candidates, index, boundary, tick);
    if (near === null) {
      continue;
    }
    const distance = Math.abs(tickOfBoundary(index, near.boundary) - tick);
    const isCrowded = kind === 'key-frame' && near.room < keyFramePixels * ticksPerPixel;
    if (!isCrowded && (distance < bestDistance || (best.to === null && distance <= bestDistance))) {
      best = { boundary: near.boundary, to: kind };
      bestDistance = distance;
    }
  }
  return best;
}

/** The nearest of an ascending list to a moment, and the ticks between it and its nearer neighbour. */
function nearestOf(
  list: Float64Array,
  index: FrameIndex,
  boundary: number,
  tick: number,
): { readonly boundary: number; readonly room: number } | null {
  const after = firstAbove(list, boundary - 1);
  let best = -1;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (const place of [after - 1, after, after + 1]) {
    const candidate = list[place];
    if (candidate !== undefined) {
      const distance = Math.abs(tickOfBoundary(index, candidate) - tick);
      if (distance < bestDistance) {
        best = place;
        bestDistance = distance;
      }
    }
  }
  const found = list[best];
  if (found === undefined) {
    return null;
  }
  const here = tickOfBoundary(index, found);
  const room = [list[best - 1], list[best + 1]].map((other) =>
    other === undefined ? Number.POSITIVE_INFINITY : Math.abs(tickOfBoundary(index, other) - here),
  );
  return { boundary: found, room: Math.min(...room) };
}

/** Both ends of every span as one ascending list without repeats. */
export function spanBoundaries(spans: Iterable<{ readonly inFrame: number; readonly outFrame: number }>): Float64Array {
  const boundaries = new Set<number>();
  for (const { inFrame, outFrame } of spans) {
    boundaries.add(inFrame);
    boundaries.add(outFrame);
  }
  return Float64Array.from(boundaries).sort();
}
