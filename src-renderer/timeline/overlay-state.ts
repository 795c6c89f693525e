import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { ghostsOf } from './drag-helpers.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import { marqueeBox } from './marquee-box.ts';
import type { Gesture, HeldSpan, Point } from './pointer-host.ts';
import type { Ghost, OverlayState } from './timeline-overlay.ts';
import type { TimelineSurface } from './timeline-surface.ts';
import { tickOfX } from './timeline-view.ts';

/** What stands over the drawing while the hand does this; `ghosts` are what was let go and is being recorded. */
export function overlayState(
  bench: Bench,
  surface: TimelineSurface,
  hand: { readonly gesture: Gesture | null; readonly pointer: Point | null; readonly ghosts: readonly Ghost[] },
): OverlayState {
  const { index } = bench;
  const { gesture, pointer } = hand;
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  const span = gesture?.kind === 'span' ? gesture : null;
  return {
    playheadTick: ptsOfFrame(index, currentFrame(bench)),
    hoverTick: pointer === null || gesture !== null ? null : tickOfX(surface.view(), pointer.x),
    inTick: inFrame === null ? null : tickOfBoundary(index, inFrame),
    outTick: outFrame === null ? null : tickOfBoundary(index, outFrame),
    snapTick:
      span === null || span.target !== null || !span.result?.snapped
        ? null
        : tickOfBoundary(index, span.result.snapped.boundary),
    ghosts: span === null ? hand.ghosts : ghostsOf(span, bench, surface),
    marquee: gesture?.kind === 'marquee' ? marqueeBox(gesture, pointer ?? gesture.from, surface) : null,
    laneTarget: span === null ? null : laneTarget(span, surface),
  };
}

/** The lane that what is held would be recoded to, as it is scrolled now. */
function laneTarget({ target }: HeldSpan, surface: TimelineSurface): OverlayState['laneTarget'] {
  if (target === null || target === 'elsewhere') {
    return null;
  }
  const pinnedHeight = surface.input()?.pinned.height ?? 0;
  return { top: target.top + pinnedHeight - surface.scrollTop(), height: target.height };
}
