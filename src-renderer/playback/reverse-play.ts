import { type FrameIndex, frameAtMicros, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import { type FrameNumber, type Micros, ptsToMicros } from '../../src-main/domain/time.ts';
import type { SeekDirection } from './decoded-picture.ts';

/** Milliseconds, for pacing; a test passes its own. */
export type PaceClock = { now(): number; wait(millis: number): Promise<void> };

export type ReversePlayOptions = {
  readonly index: FrameIndex;
  readonly clock: PaceClock;
  readonly from: FrameNumber;
  /** Where it ends, included. */
  readonly to: FrameNumber;
  readonly rate: () => number;
  readonly isOn: () => boolean;
  /** Gets the picture of a frame and draws it, once it is due. Rejects with an AppError. */
  readonly show: (frame: FrameNumber, direction: SeekDirection, due: Promise<void>) => Promise<void>;
};

/** Later than this the pace begins anew instead of racing after the clock. */
const mostLateMillis = 250;
/** A gap in the recording is not sat through. */
const longestWaitMillis = 1000;
/** Faster than this pictures are picked, one jump each; up to it stretches are decoded and every picture is at hand. */
const fastestByStretch = 2;

/**
 * Plays backwards in real time. At normal speed every frame is shown for as long as it lasts; faster, the frames that the
 * clock has come to, each under its own number. When pictures come too late the play becomes slower, never wrong.
 */
export async function playReverse(options: ReversePlayOptions): Promise<void> {
  const { index, clock } = options;
  const microsOf = (frame: FrameNumber) => ptsToMicros(ptsOfFrame(index, frame), index.timebase);
  let shown = options.from;
  let rate = options.rate();
  let anchor = { millis: clock.now(), micros: microsOf(shown) };
  while (options.isOn() && shown > options.to) {
    const now = clock.now();
    if (rate !== options.rate()) {
      rate = options.rate();
      anchor = { millis: now, micros: microsOf(shown) };
    }
    const oneBack = (shown - 1) as FrameNumber;
    const clockMicros = (anchor.micros - (now - anchor.millis) * rate * 1000) as Micros;
    const byClock = rate === 1 ? oneBack : frameAtMicros(index, Math.round(clockMicros) as Micros);
    const next = Math.max(options.to, Math.min(oneBack, byClock)) as FrameNumber;
    const dueIn = (anchor.micros - microsOf(next)) / 1000 / rate - (now - anchor.millis);
    if (dueIn < -mostLateMillis || dueIn > longestWaitMillis || rate < 1) {
      anchor = { millis: now + Math.min(Math.max(dueIn, 0), longestWaitMillis), micros: microsOf(next) };
    }
    const due = clock.wait(Math.min(Math.max(dueIn, 0), longestWaitMillis));
    await options.show(next, rate > fastestByStretch ? 0 : -1, due);
    shown = next;
  }
}
