import type { FrameIndex } from './frame-index.ts';
import type { FrameSpan, Timebase } from './time.ts';

/** Integers as runs: each `[step, count]` adds `step` to the last value `count` times, beginning at `first`, itself the first value. */
export type PackedTicks = {
  readonly first: number;
  readonly steps: readonly (readonly [step: number, count: number])[];
};

/**
 * When the frames of a produced file are shown and which frames of the source they are, so that a plain player can go by
 * them. Ticks of `timebase`.
 */
export type FrameTable = {
  readonly timebase: Timebase;
  /** Number of the first frame in the source; the others follow without a gap. */
  readonly firstFrame: number;
  readonly count: number;
  /** Pts in the source of every frame. */
  readonly sourcePts: PackedTicks;
  /** When the file shows every frame, as a player counts; null where that is the source's pts less the first one. */
  readonly shownAt: PackedTicks | null;
  /** Where the last frame ends, on the clock of `shownAt`. */
  readonly end: number;
};

/** More runs than this and a whole recording's table would make a page slow to open. */
const mostRunsOfWhole = 20_000;

export function packTicks(values: readonly number[] | Float64Array): PackedTicks {
  const steps: [number, number][] = [];
  for (let at = 1; at < values.length; at += 1) {
    const step = (values[at] ?? 0) - (values[at - 1] ?? 0);
    const last = steps.at(-1);
    if (last !== undefined && last[0] === step) {
      last[1] += 1;
    } else {
      steps.push([step, 1]);
    }
  }
  return { first: values[0] ?? 0, steps };
}

/**
 * The table of a clip that `renderClip` made of `span`: it begins at 0 with the source's own steps, and where time stamps
 * repeat or go back every picture still has a moment of its own, a tick after the one before.
 */
export function clipFrameTable(index: FrameIndex, span: FrameSpan): FrameTable {
  const pts = index.pts.subarray(span.inFrame, span.outFrame);
  const shown: number[] = [];
  for (const value of pts) {
    const before = shown.at(-1);
    shown.push(before === undefined ? 0 : Math.max(value - (pts[0] ?? 0), before + 1));
  }
  const isPlain = shown.every((value, at) => value === (pts[at] ?? 0) - (pts[0] ?? 0));
  return {
    timebase: index.timebase,
    firstFrame: span.inFrame,
    count: pts.length,
    sourcePts: packTicks(pts),
    shownAt: isPlain ? null : packTicks(shown),
    end: Math.max(span.outPts - span.inPts, (shown.at(-1) ?? 0) + 1),
  };
}

/** The table of a whole recording, on its own clock; null where its steps are too many kinds to go along. */
export function nativeFrameTable(index: FrameIndex): FrameTable | null {
  const sourcePts = packTicks(index.pts);
  if (index.count === 0 || sourcePts.steps.length > mostRunsOfWhole) {
    return null;
  }
  const last = index.count - 1;
  return {
    timebase: index.timebase,
    firstFrame: 0,
    count: index.count,
    sourcePts,
    shownAt: sourcePts,
    end: (index.pts[last] ?? 0) + Math.max(1, index.durations[last] ?? 1),
  };
}
