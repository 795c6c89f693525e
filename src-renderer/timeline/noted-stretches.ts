import type { ContentNote } from '../../src-main/domain/content-note.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import { type Micros, type Pts, ptsToMicros } from '../../src-main/domain/time.ts';
import { contentKindNames } from '../playback/content-note-words.ts';
import { lengthText, ptsText } from '../playback/time-text.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import { framesText } from './span-words.ts';

/** A span that may disturb, on the timeline: half-open in frames and in ticks. There are few, so they are gone through one by one. */
export type NotedStretch = {
  readonly inFrame: number;
  readonly outFrame: number;
  readonly inTick: number;
  readonly outTick: number;
  readonly kind: string;
  readonly note: string;
};

/** Content notes in order of time. */
export function notedStretches(notes: readonly ContentNote[], index: FrameIndex): NotedStretch[] {
  return notes
    .filter(({ state }) => state === 'in-use')
    .map(({ span: { inFrame, outFrame }, kind, note }) => ({
      inFrame,
      outFrame,
      inTick: tickOfBoundary(index, inFrame),
      outTick: tickOfBoundary(index, outFrame),
      kind: contentKindNames[kind],
      note,
    }))
    .sort((a, b) => a.inTick - b.inTick || a.outTick - b.outTick);
}

/** Whether a frame belongs to one of the stretches. */
export function isNoted(stretches: readonly NotedStretch[], frame: number): boolean {
  return stretches.some(({ inFrame, outFrame }) => frame >= inFrame && frame < outFrame);
}

/** Stretches in order of time, those that touch or overlap made one. */
export function joinedStretches(
  stretches: readonly NotedStretch[],
): { readonly inTick: number; readonly outTick: number }[] {
  const joined: { inTick: number; outTick: number }[] = [];
  for (const { inTick, outTick } of stretches) {
    const last = joined.at(-1);
    if (last !== undefined && inTick <= last.outTick) {
      last.outTick = Math.max(last.outTick, outTick);
    } else {
      joined.push({ inTick, outTick });
    }
  }
  return joined;
}

/** The stretches that lie within `slack` ticks of a tick. */
export function notedAt(stretches: readonly NotedStretch[], tick: number, slack: number): NotedStretch[] {
  return stretches.filter(({ inTick, outTick }) => tick >= inTick - slack && tick < outTick + slack);
}

/** What the notes at a place say: kind, frames, time and length, and the reviewer's own words where there are some. */
export function notedLines(stretches: readonly NotedStretch[], { timebase }: FrameIndex): string[] {
  return stretches.flatMap((stretch) => {
    const { inTick, outTick, kind, note } = stretch;
    const length = (ptsToMicros(outTick as Pts, timebase) - ptsToMicros(inTick as Pts, timebase)) as Micros;
    const place = `${framesText(stretch)} · ${ptsText(inTick as Pts, timebase)} · ${lengthText(length)}`;
    return [`May disturb: ${kind}`, place, ...(note === '' ? [] : [note])];
  });
}
