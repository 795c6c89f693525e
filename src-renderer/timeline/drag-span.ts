import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import { type SnapKind, type SnapTargets, snap } from './snap.ts';
import type { SpanFrames, TimelineSpan } from './timeline-span.ts';

/** The part of a span that a hand holds. */
export type SpanPart = 'in' | 'out' | 'body';

/** What is being dragged: an end of one span, or whole spans together. */
export type SpanDrag = {
  readonly part: SpanPart;
  /** The span under the hand. */
  readonly held: TimelineSpan;
  /** All spans that move; the held one alone when an end is dragged. */
  readonly moved: readonly TimelineSpan[];
  /** From the held end (of a body: its start) to the hand, in ticks, so that nothing jumps when it is grasped. */
  readonly graspTicks: number;
};

export type DragResult = {
  readonly spans: readonly SpanFrames[];
  /** Frames by which whole spans move; 0 for an end that is where it was. */
  readonly frames: number;
  /** The frame whose picture says where the hand is: the first, or the last of the span. */
  readonly shownFrame: number;
  /** The boundary that was drawn to something, and to what. */
  readonly snapped: { readonly boundary: number; readonly to: SnapKind } | null;
};

type Scale = { readonly index: FrameIndex; readonly ticksPerPixel: number; readonly targets: SnapTargets | null };

/** What a drag comes to with the hand at `tick`. A span keeps at least one frame and stays inside the recording. */
export function dragTo(drag: SpanDrag, tick: number, scale: Scale): DragResult {
  return drag.part === 'body' ? moveWhole(drag, tick, scale) : moveEnd(drag, tick, scale);
}

function moveEnd({ part, held, graspTicks }: SpanDrag, tick: number, scale: Scale): DragResult {
  const { index, ticksPerPixel, targets } = scale;
  const found = snap(index, tick - graspTicks, ticksPerPixel, targets);
  const [least, most] = part === 'in' ? [0, held.outFrame - 1] : [held.inFrame + 1, index.count];
  const boundary = Math.min(most, Math.max(least, found.boundary));
  const before = part === 'in' ? held.inFrame : held.outFrame;
  return {
    spans: [
      part === 'in'
        ? { id: held.id, inFrame: boundary, outFrame: held.outFrame }
        : { id: held.id, inFrame: held.inFrame, outFrame: boundary },
    ],
    frames: boundary - before,
    shownFrame: part === 'in' ? boundary : boundary - 1,
    snapped: found.to === null || boundary !== found.boundary ? null : { boundary, to: found.to },
  };
}

function moveWhole({ held, moved, graspTicks }: SpanDrag, tick: number, scale: Scale): DragResult {
  const { index, ticksPerPixel, targets } = scale;
  const startTick = tick - graspTicks;
  const start = snap(index, startTick, ticksPerPixel, targets);
  // The end keeps its distance in time while it looks for something to stop at, and in frames once it stands.
  const end = snap(index, startTick + (held.outTick - held.inTick), ticksPerPixel, targets);
  const startDistance = Math.abs(tickOfBoundary(index, start.boundary) - startTick);
  const endDistance = Math.abs(tickOfBoundary(index, end.boundary) - (startTick + held.outTick - held.inTick));
  const isByEnd = end.to !== null && (start.to === null || endDistance < startDistance);
  const wanted = isByEnd ? end.boundary - held.outFrame : start.boundary - held.inFrame;
  const frames = clampFrames(moved, wanted, index.count);
  const chosen = isByEnd ? end : start;
  return {
    spans: moved.map(({ id, inFrame, outFrame }) => ({ id, inFrame: inFrame + frames, outFrame: outFrame + frames })),
    frames,
    shownFrame: held.inFrame + frames,
    snapped: chosen.to === null || frames !== wanted ? null : { boundary: chosen.boundary, to: chosen.to },
  };
}

/** The nearest to `wanted` frames by which all of these can move and stay inside the recording. */
export function clampFrames(
  spans: readonly { readonly inFrame: number; readonly outFrame: number }[],
  wanted: number,
  frameCount: number,
): number {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  for (const { inFrame, outFrame } of spans) {
    least = Math.max(least, -inFrame);
    most = Math.min(most, frameCount - outFrame);
  }
  return Math.min(most, Math.max(least, wanted)) + 0;
}
