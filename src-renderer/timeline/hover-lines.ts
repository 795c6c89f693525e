import type { Bench } from '../playback/bench.ts';
import { findingAt } from './draw-recording.ts';
import { findingLines } from './finding-text.ts';
import type { Point } from './pointer-host.ts';
import { momentText, spanLines } from './span-words.ts';
import type { TimelineSpan } from './timeline-span.ts';
import type { TimelineSurface } from './timeline-surface.ts';
import { frameAtX } from './timeline-view.ts';

/** What is told beside a resting pointer: the annotation under it, the odd timing it points at, or else the moment. */
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
  const frames = input?.pinned.lanes.find(({ id }) => id === 'frames');
  const isAtFrames = frames !== undefined && y >= frames.top && y < frames.top + frames.height;
  const finding = input !== null && isAtFrames ? findingAt(surface.view(), input.scene, x) : null;
  return finding === null
    ? [momentText(index, frameAtX(surface.view(), index, x))]
    : findingLines(finding, index.timebase);
}
