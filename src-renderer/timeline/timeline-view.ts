import { endPtsOfFrame, type FrameIndex, frameAtPts } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';

/** The part of the recording a timeline shows: left edge and scale, in ticks of the stream's timebase (fractions allowed). */
export type TimelineView = { readonly startTick: number; readonly ticksPerPixel: number };

/** What there is to show, and how wide the drawing is in CSS pixels. */
export type TimelineExtent = {
  readonly startTick: number;
  readonly endTick: number;
  /** Usual step between frames, in ticks; the deepest zoom makes it `widestFramePixels` wide. */
  readonly usualStepTicks: number;
  readonly width: number;
};

export const widestFramePixels = 96;

/** The whole recording as an extent; a recording of one instant still has a width of one tick. */
export function extentOf(index: FrameIndex, usualStepTicks: number, width: number): TimelineExtent {
  const startTick = index.pts[0] ?? 0;
  const endTick = endPtsOfFrame(index, (index.count - 1) as FrameNumber);
  return {
    startTick,
    endTick: Math.max(endTick, startTick + 1),
    usualStepTicks: Math.max(usualStepTicks, 1e-9),
    width: Math.max(1, width),
  };
}

/** Everything, edge to edge. */
export function wholeView(extent: TimelineExtent): TimelineView {
  return { startTick: extent.startTick, ticksPerPixel: (extent.endTick - extent.startTick) / extent.width };
}

/** Keeps a view inside the recording and between the whole and single frames. */
export function clampView(view: TimelineView, extent: TimelineExtent): TimelineView {
  const { finest, widest } = scaleLimits(extent);
  const ticksPerPixel = Math.min(widest, Math.max(finest, view.ticksPerPixel));
  const lastStart = extent.endTick - ticksPerPixel * extent.width;
  return { startTick: Math.max(extent.startTick, Math.min(lastStart, view.startTick)), ticksPerPixel };
}

/** Zooms by `factor` (above 1: closer) so that what lies under `x` stays there. */
export function zoomAt(view: TimelineView, extent: TimelineExtent, factor: number, x: number): TimelineView {
  const anchor = view.startTick + x * view.ticksPerPixel;
  const { finest, widest } = scaleLimits(extent);
  const ticksPerPixel = Math.min(widest, Math.max(finest, view.ticksPerPixel / factor));
  return clampView({ startTick: anchor - x * ticksPerPixel, ticksPerPixel }, extent);
}

/** Moves the view right by `pixels`. */
export function panBy(view: TimelineView, extent: TimelineExtent, pixels: number): TimelineView {
  return clampView({ ...view, startTick: view.startTick + pixels * view.ticksPerPixel }, extent);
}

/** Moves the view only when `tick` is outside its middle part: the playhead never leaves the picture. */
export function keepInView(view: TimelineView, extent: TimelineExtent, tick: number): TimelineView {
  const x = xOfTick(view, tick);
  const margin = Math.min(48, extent.width / 8);
  if (x >= 0 && x <= extent.width - margin) {
    return view;
  }
  return clampView({ ...view, startTick: tick - (extent.width / 4) * view.ticksPerPixel }, extent);
}

/** Shows a span with some room on both sides. */
export function viewOfSpan(extent: TimelineExtent, inTick: number, outTick: number): TimelineView {
  const length = Math.max(outTick - inTick, extent.usualStepTicks);
  return clampView({ startTick: inTick - length * 0.5, ticksPerPixel: (length * 2) / extent.width }, extent);
}

export function xOfTick(view: TimelineView, tick: number): number {
  return (tick - view.startTick) / view.ticksPerPixel;
}

export function tickOfX(view: TimelineView, x: number): number {
  return view.startTick + x * view.ticksPerPixel;
}

/** The frame under `x`: the one whose interval holds that moment. */
export function frameAtX(view: TimelineView, index: FrameIndex, x: number): FrameNumber {
  return frameAtPts(index, Math.floor(tickOfX(view, x)) as Pts);
}

/** First and last frame of which something is visible. */
export function visibleFrames(
  view: TimelineView,
  index: FrameIndex,
  width: number,
): { readonly first: FrameNumber; readonly last: FrameNumber } {
  return { first: frameAtX(view, index, 0), last: frameAtX(view, index, width) };
}

/** Pixels that a usual frame takes; below about 6 single frames cannot be told apart. */
export function pixelsPerFrame(view: TimelineView, extent: TimelineExtent): number {
  return extent.usualStepTicks / view.ticksPerPixel;
}

/** The narrowest and the widest scale of a recording, in ticks per pixel. */
export function scaleLimits(extent: TimelineExtent): { readonly finest: number; readonly widest: number } {
  const widest = wholeView(extent).ticksPerPixel;
  return { finest: Math.min(widest, extent.usualStepTicks / widestFramePixels), widest };
}

/**
 * The view `share` (0 to 1) of the way from one to another. A zoom turns about the one point that both show at the same
 * place, so nothing drifts under a resting pointer; a plain move is even.
 */
export function viewBetween(from: TimelineView, to: TimelineView, share: number): TimelineView {
  if (share >= 1) {
    return to;
  }
  const ratio = to.ticksPerPixel / from.ticksPerPixel;
  if (Math.abs(Math.log(ratio)) < 1e-6) {
    return { ...to, startTick: from.startTick + (to.startTick - from.startTick) * share };
  }
  const fixedX = (to.startTick - from.startTick) / (from.ticksPerPixel - to.ticksPerPixel);
  const ticksPerPixel = from.ticksPerPixel * ratio ** share;
  return { startTick: from.startTick + fixedX * (from.ticksPerPixel - ticksPerPixel), ticksPerPixel };
}
