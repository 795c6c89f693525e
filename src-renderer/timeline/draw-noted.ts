import { joinedStretches, type NotedStretch } from './noted-stretches.ts';
import type { PinnedLane } from './pinned-lanes.ts';
import type { Brush } from './timeline-scene.ts';
import { xOfTick } from './timeline-view.ts';

/** However short it is, a note can be seen and pointed at. */
const leastPixels = 3;
const coverText = 'May disturb';

type Stretch = { readonly inTick: number; readonly outTick: number };

/** Left and right on the screen; null when the stretch is out of sight. */
function edgesOf({ view, extent }: Brush, { inTick, outTick }: Stretch): { left: number; right: number } | null {
  const left = Math.round(xOfTick(view, inTick));
  const right = Math.max(left + leastPixels, Math.round(xOfTick(view, outTick)));
  return right < 0 || left > extent.width ? null : { left, right };
}

/** What may disturb: hatched between two posts, so that it is told from the other lanes by shape as well as by colour. */
export function drawNoted(brush: Brush, stretches: readonly NotedStretch[], lane: PinnedLane): void {
  const { context, view, palette, notedHatching } = brush;
  const [top, height] = [lane.top + 3, lane.height - 7];
  for (const stretch of stretches) {
    const edges = edgesOf(brush, stretch);
    if (edges === null) {
      continue;
    }
    const { left, right } = edges;
    notedHatching.fill(context, { left, top, width: right - left, height }, -view.startTick / view.ticksPerPixel);
    context.fillStyle = palette.noted;
    context.fillRect(left, top, right - left, 1);
    context.fillRect(left, top + height - 1, right - left, 1);
    context.fillRect(left, top - 1, 2, height + 2);
    context.fillRect(Math.max(left, right - 2), top - 1, Math.min(2, right - left), height + 2);
  }
}

/** How much of a picture that begins at `x` is drawn: up to the next stretch, so that none of it comes out behind the tile. */
export function uncoveredWidth(brush: Brush, stretches: readonly NotedStretch[], x: number, width: number): number {
  return stretches.reduce((room, stretch) => {
    const left = edgesOf(brush, stretch)?.left ?? x;
    return left > x && left - x < room ? left - x : room;
  }, width);
}

/** Plain tiles where pictures would disturb; they say so where there is room. */
export function coverNoted(brush: Brush, stretches: readonly NotedStretch[], lane: PinnedLane): void {
  const { context, extent, palette } = brush;
  context.font = palette.font;
  context.textBaseline = 'middle';
  const [top, height] = [lane.top + 1, lane.height - 2];
  for (const stretch of joinedStretches(stretches)) {
    const edges = edgesOf(brush, stretch);
    if (edges === null) {
      continue;
    }
    const { left, right } = edges;
    context.fillStyle = palette.waveBand;
    context.fillRect(left, top, right - left, height);
    context.fillStyle = palette.noted;
    context.fillRect(left, top, 1, height);
    context.fillRect(right - 1, top, 1, height);
    const [from, to] = [Math.max(0, left), Math.min(extent.width, right)];
    const width = context.measureText(coverText).width;
    if (to - from >= width + 12) {
      context.fillStyle = palette.text;
      context.fillText(coverText, Math.round((from + to - width) / 2), top + height / 2 + 0.5);
    }
  }
}
