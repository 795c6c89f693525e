import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import { type Pts, ptsToMicros } from '../../src-main/domain/time.ts';
import { countText, lengthText, ptsText } from '../playback/time-text.ts';
import type { DragResult, SpanDrag } from './drag-span.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import type { SnapKind } from './snap.ts';
import type { TimelineSpan } from './timeline-span.ts';

/** `Frames 30 to 40`: both ends belong to it. */
export function framesText({ inFrame, outFrame }: { readonly inFrame: number; readonly outFrame: number }): string {
  return outFrame - inFrame === 1
    ? `Frame ${countText(inFrame)}`
    : `Frames ${countText(inFrame)} to ${countText(outFrame - 1)}`;
}

export function annotationsText(count: number): string {
  return count === 1 ? '1 annotation' : `${countText(count)} annotations`;
}

/** Name, frames and length of an annotation. */
export function spanLines(span: TimelineSpan, index: FrameIndex): string[] {
  const { timebase } = index;
  const length = ptsToMicros(span.outTick as Pts, timebase) - ptsToMicros(span.inTick as Pts, timebase);
  return [span.label, `${framesText(span)} · ${ptsText(span.inTick as Pts, timebase)} · ${lengthText(length)}`];
}

export function momentText(index: FrameIndex, frame: number): string {
  return `Frame ${countText(frame)} · ${ptsText((index.pts[frame] ?? 0) as Pts, index.timebase)}`;
}

const snapNames: Readonly<Record<SnapKind, string>> = {
  playhead: 'at the playhead',
  mark: 'at a mark',
  span: 'at the end of an annotation',
  'key-frame': 'at a key frame',
};

function byText(frames: number): string {
  const size = Math.abs(frames);
  const unit = size === 1 ? 'frame' : 'frames';
  return frames === 0 ? 'where it was' : `${countText(size)} ${unit} ${frames < 0 ? 'earlier' : 'later'}`;
}

/** What stands beside the pointer while a hand holds a span. */
export function dragLines(drag: SpanDrag, result: DragResult, index: FrameIndex): string[] {
  const span = result.spans.find(({ id }) => id === drag.held.id) ?? drag.held;
  const time = ptsText(tickOfBoundary(index, result.shownFrame) as Pts, index.timebase);
  const stop = result.snapped === null ? '' : ` · ${snapNames[result.snapped.to]}`;
  const head =
    drag.part === 'body'
      ? drag.moved.length === 1
        ? framesText(span)
        : annotationsText(drag.moved.length)
      : `${drag.part === 'in' ? 'First' : 'Last'} frame ${countText(result.shownFrame)}`;
  return [`${head} · ${time}`, `${byText(result.frames)}${stop}`];
}
