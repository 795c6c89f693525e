import type { Bench } from '../playback/bench.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import type { TimelineSpan } from './timeline-span.ts';

/** Spans where a held key has them, before that is recorded. */
export function withUnrecorded(
  spans: readonly TimelineSpan[],
  unrecorded: readonly { readonly id: string; readonly inFrame: number; readonly outFrame: number }[],
  { index }: Bench,
): readonly TimelineSpan[] {
  if (unrecorded.length === 0) {
    return spans;
  }
  const frames = new Map(unrecorded.map((item) => [item.id, item]));
  return spans.map((span) => {
    const moved = frames.get(span.id);
    return moved === undefined
      ? span
      : {
          ...span,
          inFrame: moved.inFrame,
          outFrame: moved.outFrame,
          inTick: tickOfBoundary(index, moved.inFrame),
          outTick: tickOfBoundary(index, moved.outFrame),
        };
  });
}
