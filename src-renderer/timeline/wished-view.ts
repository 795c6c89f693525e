import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import type { TimelineWish } from '../playback/bench-store.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import type { TimelineSpan } from './timeline-span.ts';
import {
  panBy,
  type TimelineExtent,
  type TimelineView,
  viewOfSpan,
  wholeView,
  xOfTick,
  zoomAt,
} from './timeline-view.ts';

const zoomStep = 1.6;
/** Part of the window by which a key moves the view. */
const pageShare = 0.75;

export type ViewWish = Exclude<TimelineWish, 'menu'>;

/** The view that a command asks for; zooming turns about the playhead while that is in sight. */
export function wishedView(
  wish: ViewWish,
  now: {
    readonly view: TimelineView;
    readonly extent: TimelineExtent;
    readonly bench: Bench;
    readonly selected: readonly TimelineSpan[];
  },
): TimelineView {
  const { view, extent, bench, selected } = now;
  switch (wish) {
    case 'whole':
      return wholeView(extent);
    case 'earlier':
      return panBy(view, extent, -extent.width * pageShare);
    case 'later':
      return panBy(view, extent, extent.width * pageShare);
    case 'selection': {
      const { inFrame, outFrame } = bench.playhead.getSnapshot();
      if (inFrame !== null && outFrame !== null) {
        return viewOfSpan(extent, tickOfBoundary(bench.index, inFrame), tickOfBoundary(bench.index, outFrame));
      }
      return selected.length === 0
        ? view
        : viewOfSpan(
            extent,
            selected.reduce((least, { inTick }) => Math.min(least, inTick), Number.POSITIVE_INFINITY),
            selected.reduce((most, { outTick }) => Math.max(most, outTick), Number.NEGATIVE_INFINITY),
          );
    }
    case 'zoom-in':
    case 'zoom-out': {
      const x = xOfTick(view, ptsOfFrame(bench.index, currentFrame(bench)));
      const anchor = x < 0 || x > extent.width ? extent.width / 2 : x;
      return zoomAt(view, extent, wish === 'zoom-in' ? zoomStep : 1 / zoomStep, anchor);
    }
  }
}
