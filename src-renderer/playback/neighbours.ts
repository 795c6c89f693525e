import {
  type FrameIndex,
  frameAtMicros,
  keyFrameAfter,
  keyFrameAtOrBefore,
  ptsOfFrame,
} from '../../src-main/domain/frame-index.ts';
import { type FrameNumber, type Micros, ptsToMicros } from '../../src-main/domain/time.ts';

export type Direction = 'previous' | 'next';

/** The nearest place of a list before or after `frame`; null when there is none on that side. */
export function neighbourFrame(places: readonly number[], frame: number, direction: Direction): number | null {
  let best: number | null = null;
  for (const place of places) {
    const isOnSide = direction === 'next' ? place > frame : place < frame;
    const isNearer = best === null || Math.abs(place - frame) < Math.abs(best - frame);
    if (isOnSide && isNearer) {
      best = place;
    }
  }
  return best;
}

/** The key frame before or after `frame`; null at the ends. */
export function neighbourKeyFrame(index: FrameIndex, frame: FrameNumber, direction: Direction): FrameNumber | null {
  if (direction === 'next') {
    return keyFrameAfter(index, frame);
  }
  return frame === 0 ? null : keyFrameAtOrBefore(index, (frame - 1) as FrameNumber);
}

/** The frame on screen `micros` later (or earlier) than the start of `frame`, by its time stamps, never by a rate. */
export function frameMicrosAway(index: FrameIndex, frame: FrameNumber, micros: number): FrameNumber {
  const from = ptsToMicros(ptsOfFrame(index, frame), index.timebase);
  return frameAtMicros(index, (from + micros) as Micros);
}

/** The span before or after the frame or the selected span: each once, in order of start, then of identity. */
export function neighbourSpan<S extends { readonly id: string; readonly inFrame: number }>(
  spans: readonly S[],
  from: { readonly frame: number; readonly selectedId: string | null },
  direction: Direction,
): S | null {
  const isBefore = (a: S, b: S) => a.inFrame < b.inFrame || (a.inFrame === b.inFrame && a.id < b.id);
  const start = spans.find(({ id, inFrame }) => id === from.selectedId && inFrame === from.frame);
  // One pass and no sorting: a held key asks this of ten thousand annotations again and again.
  let nearest: S | null = null;
  for (const span of spans) {
    if (direction === 'next') {
      const isAhead = start === undefined ? span.inFrame > from.frame : isBefore(start, span);
      nearest = isAhead && (nearest === null || isBefore(span, nearest)) ? span : nearest;
    } else {
      const isBehind = start === undefined ? span.inFrame < from.frame : isBefore(span, start);
      nearest = isBehind && (nearest === null || isBefore(nearest, span)) ? span : nearest;
    }
  }
  return nearest;
}
