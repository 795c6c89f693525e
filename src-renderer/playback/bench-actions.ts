import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { Bench } from './bench.ts';
import { benchStore } from './bench-store.ts';
import { type Direction, frameMicrosAway, neighbourKeyFrame } from './neighbours.ts';
import { frameNow } from './playhead.ts';

/** The frame that an action at this moment is about: the one on the stage, or the one asked for while it comes. */
export function currentFrame(bench: Pick<Bench, 'playhead'>): FrameNumber {
  return frameNow(bench.playhead.getSnapshot());
}

export function stepSeconds(bench: Bench, seconds: number): void {
  bench.transport.jumpTo(frameMicrosAway(bench.index, currentFrame(bench), seconds * 1_000_000));
}

/** One frame while still, one second while playing: what hands expect of the arrow keys. */
export function stepOrSeek(bench: Bench, direction: 1 | -1): void {
  const { mode } = bench.playhead.getSnapshot();
  if (mode === 'playing' || mode === 'starting') {
    stepSeconds(bench, direction);
  } else {
    bench.transport.step(direction);
  }
}

export function jumpToKeyFrame(bench: Bench, direction: Direction): void {
  const frame = neighbourKeyFrame(bench.index, currentFrame(bench), direction);
  if (frame !== null) {
    bench.transport.jumpTo(frame);
  }
}

/** Marks the frame on the stage as the first of the span; a span that would end before it loses its end. */
export function markIn(bench: Bench, frame: number = currentFrame(bench)): void {
  const inFrame = clampFrame(bench, frame);
  const { outFrame } = bench.playhead.getSnapshot();
  bench.playhead.update({ inFrame, outFrame: outFrame !== null && outFrame <= inFrame ? null : outFrame });
}

/** Marks the frame on the stage as the last of the span (the half-open end is one later). */
export function markOut(bench: Bench, lastFrame: number = currentFrame(bench)): void {
  const outFrame = (clampFrame(bench, lastFrame) + 1) as FrameNumber;
  const { inFrame } = bench.playhead.getSnapshot();
  bench.playhead.update({ outFrame, inFrame: inFrame !== null && inFrame >= outFrame ? null : inFrame });
}

export function clearMarks(bench: Bench): void {
  bench.playhead.update({ inFrame: null, outFrame: null });
}

/** Moves one end of the marked span by frames and shows the frame at that end. */
export function nudgeMark(bench: Bench, end: 'in' | 'out', frames: number): void {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  if (end === 'in' && inFrame !== null) {
    const last = (outFrame ?? bench.index.count) - 1;
    const moved = Math.min(last, clampFrame(bench, inFrame + frames));
    bench.playhead.update({ inFrame: moved as FrameNumber });
    bench.transport.jumpTo(moved);
  }
  if (end === 'out' && outFrame !== null) {
    const first = (inFrame ?? 0) + 1;
    const moved = Math.max(first, Math.min(bench.index.count, outFrame + frames));
    bench.playhead.update({ outFrame: moved as FrameNumber });
    bench.transport.jumpTo(moved - 1);
  }
}

/** The span an annotation begun now would have: the marks, each missing end filled by the frame on the stage. */
export function spanForAnnotation(bench: Bench): { readonly inFrame: number; readonly outFrame: number } {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  const here = currentFrame(bench);
  const first = inFrame ?? Math.min(here, (outFrame ?? here + 1) - 1);
  const end = outFrame ?? Math.max(here + 1, first + 1);
  return { inFrame: first, outFrame: end };
}

/** Gives marks that lack an end a whole span: of the end that is there, or of the frame on the stage, that one frame. */
export function completeSpan(bench: Pick<Bench, 'playhead'>): void {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  if (inFrame !== null && outFrame !== null) {
    return;
  }
  const first = inFrame ?? (outFrame === null ? currentFrame(bench) : outFrame - 1);
  bench.playhead.update({ inFrame: first as FrameNumber, outFrame: (outFrame ?? first + 1) as FrameNumber });
}

/**
 * Opens the form for a new annotation over the marked span, with a code where one is given. Playback goes on. In a form
 * that is open already the list of codes comes up.
 */
export function beginAnnotation(bench: Bench, code?: string): void {
  const span = spanForAnnotation(bench);
  bench.playhead.update({ inFrame: span.inFrame as FrameNumber, outFrame: span.outFrame as FrameNumber });
  const { composing, set, wishCode } = benchStore.getState();
  if (composing.kind === 'new' && code === undefined) {
    wishCode();
  } else {
    set({ composing: code === undefined ? { kind: 'new' } : { kind: 'new', code } });
  }
}

function clampFrame(bench: Bench, frame: number): FrameNumber {
  return Math.max(0, Math.min(bench.index.count - 1, frame)) as FrameNumber;
}
