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

/** Frames from which a wrap-around list of spans is walked: each span once, in order of start, then of identity. */
export function neighbourSpan<S extends { readonly id: string; readonly inFrame: number }>(
  spans: readonly S[],
  from: { readonly frame: number; readonly selectedId: string | null },
  direction: Direction,
): S | null {
  const ordered = [...spans].sort((a, b) => a.inFrame - b.inFrame || (a.id < b.id ? -1 : 1));
  const selected = ordered.findIndex((span) => span.id === from.selectedId);
  if (selected !== -1 && ordered[selected]?.inFrame === from.frame) {
    return ordered[selected + (direction === 'next' ? 1 : -1)] ?? null;
  }
  return direction === 'next'
    ? (ordered.find((span) => span.inFrame > from.frame) ?? null)
    : (ordered.findLast((span) => span.inFrame < from.frame) ?? null);
}
