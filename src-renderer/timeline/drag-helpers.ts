import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import { type LaneLayout, placeOf, rowBox } from './lane-layout.ts';
import type { Gesture, HeldSpan } from './pointer-host.ts';
import { type SnapTargets, spanBoundaries } from './snap.ts';
import type { Ghost } from './timeline-overlay.ts';
import type { SpanFrames, TimelineSpan } from './timeline-span.ts';
import type { TimelineSurface } from './timeline-surface.ts';

/** What ends are drawn to on this bench; the ends of all spans are gathered once for each layout. */
export function createSnapTargets(
  bench: Bench,
  surface: TimelineSurface,
): (layout: LaneLayout | undefined, gesture: Gesture | null) => SnapTargets {
  let gathered: { readonly of: LaneLayout | undefined; readonly spans: Float64Array } | null = null;
  return (layout, gesture) => {
    if (gathered === null || gathered.of !== layout) {
      const spans = layout?.lanes.flatMap((lane) => lane.spans) ?? [];
      gathered = { of: layout, spans: spanBoundaries(spans) };
    }
    const { inFrame, outFrame } = bench.playhead.getSnapshot();
    const here = gesture?.kind === 'span' ? gesture.frameBefore : currentFrame(bench);
    const marks: (number | null)[] = [inFrame, outFrame];
    return {
      playhead: Float64Array.of(here, here + 1),
      marks: Float64Array.from(marks.filter((mark) => mark !== null)),
      spans: gathered.spans,
      keyFrames: surface.input()?.scene.keyFrames ?? new Float64Array(),
    };
  };
}

/** Where the held spans would come to stand, on the screen as it is now. */
export function ghostsOf({ drag, result, target }: HeldSpan, bench: Bench, surface: TimelineSurface): readonly Ghost[] {
  const input = surface.input();
  if (input === null) {
    return [];
  }
  const above = input.pinned.height - surface.scrollTop();
  const byId = new Map(result?.spans.map((frames) => [frames.id, frames]));
  return drag.moved.flatMap((span) => {
    if (target !== null && target !== 'elsewhere') {
      const box = rowBox(target, 0);
      return [{ inTick: span.inTick, outTick: span.outTick, top: box.top + above, height: box.height }];
    }
    return inItsRow(span, byId.get(span.id) ?? span, input.layout, above, bench);
  });
}

function inItsRow(
  span: TimelineSpan,
  frames: SpanFrames,
  layout: LaneLayout,
  above: number,
  { index }: Bench,
): Ghost[] {
  const place = placeOf(layout, span.id);
  const lane = place === null ? undefined : layout.lanes[place.lane];
  if (place === null || lane === undefined) {
    return [];
  }
  const box = rowBox(lane, place.row);
  return [
    {
      inTick: tickOfBoundary(index, frames.inFrame),
      outTick: tickOfBoundary(index, frames.outFrame),
      top: box.top + above,
      height: box.height,
    },
  ];
}
