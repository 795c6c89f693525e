import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { Bench } from './bench.ts';
import { frameMicrosAway } from './neighbours.ts';
import { playRates } from './transport-parts.ts';

/** Frames to play, the end not included. */
export type SpanToPlay = { readonly inFrame: number; readonly outFrame: number };

/** Before and after a mark when it is played around. */
const rollMicros = 2_000_000;

/** The marked span; without one that of the chosen annotation; null when there is neither. */
export function spanToPlay(bench: Bench, chosen: SpanToPlay | null): SpanToPlay | null {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  return inFrame !== null && outFrame !== null ? { inFrame, outFrame } : chosen;
}

/** Plays a span from its first frame and rests on its last one; with looping on it begins again. */
export function playSpan(bench: Bench, { inFrame, outFrame }: SpanToPlay): void {
  bench.transport.playWithin({ first: inFrame, end: outFrame, rest: outFrame - 1, isRepeated: true });
}

/**
 * Turns looping of the marked span on or off. Turned on while still it begins to play the span: that is what the hand is
 * after; while playing nothing changes until the end of the span.
 */
export function toggleLoop(bench: Bench): void {
  const { isLooping, inFrame, outFrame, mode } = bench.playhead.getSnapshot();
  bench.playhead.update({ isLooping: !isLooping });
  if (!isLooping && mode === 'still' && inFrame !== null && outFrame !== null && bench.transport.canPlay()) {
    playSpan(bench, { inFrame, outFrame });
  }
}

/** Plays from two seconds before a mark to two seconds after it and comes to rest on it. False when it is not set. */
export function playAround(bench: Bench, end: 'in' | 'out'): boolean {
  const { inFrame, outFrame } = bench.playhead.getSnapshot();
  const mark = end === 'in' ? inFrame : outFrame === null ? null : ((outFrame - 1) as FrameNumber);
  if (mark === null) {
    return false;
  }
  const first = frameMicrosAway(bench.index, mark, -rollMicros);
  const last = frameMicrosAway(bench.index, mark, rollMicros);
  bench.transport.playWithin({ first, end: last + 1, rest: mark, isRepeated: false });
  return true;
}

/** The next slower or faster speed in the direction of play; stays at the ends. */
export function stepRate(bench: Bench, direction: 1 | -1): void {
  const { mode, rate: forward, reverseRate } = bench.playhead.getSnapshot();
  const rate = mode === 'reverse' ? reverseRate : forward;
  const next =
    direction === 1
      ? playRates.find((candidate) => candidate > rate)
      : playRates.findLast((candidate) => candidate < rate);
  if (next !== undefined) {
    bench.transport.setRate(next);
  }
}
