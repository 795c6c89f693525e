import type { Bench } from '../playback/bench.ts';
import { findingAt } from './draw-recording.ts';
import { findingLines } from './finding-text.ts';
import { notedAt, notedLines } from './noted-stretches.ts';
import type { Point } from './pointer-host.ts';
import { momentText, spanLines } from './span-words.ts';
import type { TimelineSpan } from './timeline-span.ts';
import type { TimelineSurface } from './timeline-surface.ts';
import { frameAtX, tickOfX } from './timeline-view.ts';

/** What is told beside a resting pointer: the annotation under it, the content note or odd timing it points at, or else the moment. */
export function hoverLines(
  { x, y }: Point,
  span: TimelineSpan | null,
  { index }: Bench,
  surface: TimelineSurface,
): string[] {
  if (span !== null) {
    return spanLines(span, index);
  }
  const input = surface.input();
  const lane = input?.pinned.lanes.find(({ top, height }) => y >= top && y < top + height)?.id;
  if (input !== null && (lane === 'noted' || (lane === 'pictures' && !input.scene.areNoticesOff))) {
    const view = surface.view();
    const noted = notedAt(input.scene.noted ?? [], tickOfX(view, x), lane === 'noted' ? 2 * view.ticksPerPixel : 0);
    if (noted.length > 0) {
      return notedLines(noted, index);
    }
  }
  const finding = input !== null && lane === 'frames' ? findingAt(surface.view(), input.scene, x) : null;
  return finding === null
    ? [momentText(index, frameAtX(surface.view(), index, x))]
    : findingLines(finding, index.timebase);
}
