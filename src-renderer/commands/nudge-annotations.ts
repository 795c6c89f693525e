import { toAppError } from '../../src-main/domain/app-error.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { Doors } from '../engine/doors.ts';
import type { Bench } from '../playback/bench.ts';
import { benchStore } from '../playback/bench-store.ts';
import { showError, showNotice } from '../ui/toast-store.ts';
import { type NewFrames, recordFrames, selectedAnnotations } from './edit-annotations.ts';

export type NudgedPart = 'in' | 'out' | 'whole';

/** A key held or pressed again within this time is the same nudge. */
const restMillis = 350;

type Nudge = {
  readonly doors: Pick<Doors, 'engine' | 'cache'>;
  readonly footageId: FootageId;
  readonly part: NudgedPart;
  readonly before: readonly NewFrames[];
  frames: number;
  timer: ReturnType<typeof setTimeout>;
};

let underWay: Nudge | null = null;
/** Nudges are recorded one after the other, each to the revision that the one before left. */
let recording: Promise<void> = Promise.resolve();

/** One end, or the whole, moved by frames as far as the recording and the other end let it. */
export function nudged(span: NewFrames, part: NudgedPart, frames: number, frameCount: number): NewFrames {
  const { id, inFrame, outFrame } = span;
  switch (part) {
    case 'in':
      return { id, inFrame: Math.min(outFrame - 1, Math.max(0, inFrame + frames)), outFrame };
    case 'out':
      return { id, inFrame, outFrame: Math.max(inFrame + 1, Math.min(frameCount, outFrame + frames)) };
    case 'whole': {
      const by = Math.min(frameCount - outFrame, Math.max(-inFrame, frames));
      return { id, inFrame: inFrame + by, outFrame: outFrame + by };
    }
  }
}

/** Where the nudge under way would put its annotations; the timeline shows it before it is recorded. */
function publish(frames: readonly NewFrames[]): void {
  benchStore.getState().set({ unrecordedFrames: frames });
}

/**
 * Moves an end of the selected annotation (or all selected ones as wholes) by frames and shows the frame there. Presses
 * while a key is held, or soon after each other, are one edit: it is recorded when the key is let go.
 */
export function nudgeSelected(
  bench: Bench,
  doors: Pick<Doors, 'engine' | 'cache'>,
  part: NudgedPart,
  by: number,
): void {
  if (underWay !== null && (underWay.part !== part || underWay.footageId !== bench.footageId)) {
    recordNudge();
  }
  const { selectedId } = benchStore.getState();
  if (underWay === null) {
    const chosen = selectedAnnotations(doors, bench.footageId).filter(
      ({ id }) => part === 'whole' || id === selectedId,
    );
    if (chosen.length === 0) {
      showNotice('Select an annotation first, or mark frames with I and O.');
      return;
    }
    const unrecorded = new Map(benchStore.getState().unrecordedFrames.map((frames) => [frames.id, frames]));
    const before = chosen.map(
      ({ id, span }) => unrecorded.get(id) ?? { id, inFrame: span.inFrame, outFrame: span.outFrame },
    );
    underWay = {
      doors,
      footageId: bench.footageId,
      part,
      before,
      frames: 0,
      timer: setTimeout(recordNudge, restMillis),
    };
    window.addEventListener('keyup', recordNudge, { once: true });
  }
  clearTimeout(underWay.timer);
  underWay.timer = setTimeout(recordNudge, restMillis);
  underWay.frames += by;
  const after = framesOf(underWay, bench.index.count);
  publish(after);
  const shown = after.find(({ id }) => id === selectedId) ?? after[0];
  if (shown !== undefined) {
    bench.transport.scrubTo(part === 'out' ? shown.outFrame - 1 : shown.inFrame);
  }
}

function framesOf({ before, part, frames }: Nudge, frameCount: number): NewFrames[] {
  // All wholes move alike: the first that reaches an end of the recording stops the others.
  const reach = (by: number) =>
    part === 'whole'
      ? before.reduce((least, span) => {
          const possible = nudged(span, part, by, frameCount).inFrame - span.inFrame;
          return Math.abs(possible) < Math.abs(least) ? possible : least;
        }, by)
      : by;
  return before.map((span) => nudged(span, part, reach(frames), frameCount));
}

/** Records the nudge under way, if there is one. */
export function recordNudge(): void {
  const nudge = underWay;
  if (nudge === null) {
    return;
  }
  underWay = null;
  clearTimeout(nudge.timer);
  window.removeEventListener('keyup', recordNudge);
  const frames = benchStore.getState().unrecordedFrames;
  recording = recording
    .then(() => recordFrames(nudge.doors, nudge.footageId, frames))
    .catch((thrown: unknown) => showError(toAppError(thrown)))
    .finally(() => {
      if (underWay === null) {
        publish([]);
      }
    });
}
