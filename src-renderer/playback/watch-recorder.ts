import type { WatchDirection, WatchedRun } from '../../src-main/domain/coverage.ts';
import { type FrameIndex, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import { type FrameNumber, type Micros, type Pts, ptsToSeconds } from '../../src-main/domain/time.ts';
import { isSettled, type Playhead, type PlayheadSnapshot } from './playhead.ts';

/** Chromium mutes speech outside these speeds. */
const slowestSound = 0.5;
const fastestSound = 4;
/** A still counts as looked at after this long. */
const stillMillis = 500;
/** A step between two pictures may be this much longer than the time that passed explains: a busy machine. */
const slackSeconds = 0.5;

export type WatchRecorderOptions = {
  readonly playhead: Pick<Playhead, 'getSnapshot' | 'subscribe'>;
  readonly index: FrameIndex;
  readonly hasSoundTrack: boolean;
  readonly isMuted: () => boolean;
  /** Whether the window can be seen at all. */
  readonly isVisible: () => boolean;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Calls back after so many milliseconds; returns what stops it. */
  readonly later: (millis: number, callback: () => void) => () => void;
  /** Called when the pictures stopped moving: a good moment to take the runs. */
  readonly onRest: () => void;
};

/** Watches the playhead and keeps the runs of pictures that really came to the screen. */
export type WatchRecorder = {
  /** The runs since the last time, the one under way as far as it has come. */
  take(): WatchedRun[];
  dispose(): void;
};

type Manner = Pick<WatchedRun, 'direction' | 'ratePercent' | 'hasSound'>;

/** The run under way. `low` is above `high` until its first picture since the last report. */
type Current = {
  readonly manner: Manner;
  last: number;
  lastAt: number;
  low: number;
  high: number;
  pictureCount: number;
  startedAt: number;
};

function isSameManner(a: Manner, b: Manner): boolean {
  return a.direction === b.direction && a.ratePercent === b.ratePercent && a.hasSound === b.hasSound;
}

export function createWatchRecorder(options: WatchRecorderOptions): WatchRecorder {
  const { playhead, index } = options;
  const done: WatchedRun[] = [];
  let current: Current | null = null;
  let still: { readonly frame: number; readonly stop: () => void } | null = null;

  function mannerOf(snapshot: PlayheadSnapshot): (Manner & { readonly rate: number }) | null {
    if (!options.isVisible()) {
      return null;
    }
    if (snapshot.mode === 'playing' && snapshot.surface === 'video') {
      const { rate } = snapshot;
      const isHeard = rate >= slowestSound && rate <= fastestSound && !options.isMuted() && options.hasSoundTrack;
      return { direction: 'forward', ratePercent: Math.round(rate * 100), hasSound: isHeard, rate };
    }
    if (snapshot.mode === 'reverse') {
      const rate = snapshot.reverseRate;
      return { direction: 'backward', ratePercent: Math.round(rate * 100), hasSound: false, rate };
    }
    return null;
  }

  /** Whether play, at its speed and in the time that passed, leads from one picture to the other. */
  function isContinuous(run: Current, frame: number, direction: WatchDirection, rate: number): boolean {
    const frames = direction === 'backward' ? run.last - frame : frame - run.last;
    if (frames <= 0 || direction !== run.manner.direction) {
      return false;
    }
    const ticks = Math.abs(ptsOfFrame(index, frame as FrameNumber) - ptsOfFrame(index, run.last as FrameNumber)) as Pts;
    const fastest = Math.max(1, rate, run.manner.ratePercent / 100);
    const passed = (options.now() - run.lastAt) / 1000 + slackSeconds;
    return frames === 1 || ptsToSeconds(ticks, index.timebase) <= passed * fastest;
  }

  function close(): void {
    if (current !== null && current.pictureCount > 0) {
      done.push(runOf(current));
    }
    current = null;
  }

  function runOf(run: Current): WatchedRun {
    return {
      inFrame: run.low,
      outFrame: run.high + 1,
      ...run.manner,
      pictureCount: run.pictureCount,
      startedAt: (run.startedAt * 1000) as Micros,
      endedAt: (run.lastAt * 1000) as Micros,
    };
  }

  function begin(manner: Manner, frame: number): Current {
    const at = options.now();
    return { manner, last: frame, lastAt: at, low: frame, high: frame, pictureCount: 1, startedAt: at };
  }

  /** Takes a new picture of play in; frames that the player left out lie inside the run. */
  function extend(run: Current, frame: number): void {
    const next = run.manner.direction === 'backward' ? run.last - 1 : run.last + 1;
    const isFirst = run.pictureCount === 0;
    run.low = Math.min(isFirst ? next : run.low, next, frame);
    run.high = Math.max(isFirst ? next : run.high, next, frame);
    run.pictureCount += 1;
    run.last = frame;
    run.lastAt = options.now();
    if (isFirst) {
      run.startedAt = run.lastAt;
    }
  }

  function watchMotion(manner: Manner & { readonly rate: number }, frame: number): void {
    const { rate, ...plain } = manner;
    if (current === null) {
      current = begin(plain, frame);
      return;
    }
    if (frame === current.last) {
      return;
    }
    const goesOn = isContinuous(current, frame, plain.direction, rate);
    if (goesOn && isSameManner(current.manner, plain)) {
      extend(current, frame);
      return;
    }
    const { last } = current;
    close();
    current = begin(plain, frame);
    if (goesOn) {
      // Only speed or sound changed: what the player left out in between belongs to the new run.
      current.low = Math.min(frame, plain.direction === 'backward' ? frame : last + 1);
      current.high = Math.max(frame, plain.direction === 'backward' ? last - 1 : frame);
    }
  }

  function watchStill(snapshot: PlayheadSnapshot): void {
    const frame = isSettled(snapshot) && options.isVisible() ? snapshot.shownFrame : null;
    if (still !== null && still.frame === frame) {
      return;
    }
    still?.stop();
    still = null;
    if (frame === null) {
      return;
    }
    const since = options.now();
    const stop = options.later(stillMillis, () => {
      if (options.isVisible()) {
        done.push({
          inFrame: frame,
          outFrame: frame + 1,
          direction: 'still',
          ratePercent: 0,
          hasSound: false,
          pictureCount: 1,
          startedAt: (since * 1000) as Micros,
          endedAt: (options.now() * 1000) as Micros,
        });
      }
    });
    still = { frame, stop };
  }

  function onChange(): void {
    const snapshot = playhead.getSnapshot();
    const manner = mannerOf(snapshot);
    if (manner !== null && snapshot.shownFrame !== null) {
      watchMotion(manner, snapshot.shownFrame);
    } else if (manner === null && current !== null) {
      close();
      options.onRest();
    }
    watchStill(snapshot);
  }

  const stopListening = playhead.subscribe(onChange);
  onChange();
  return {
    take() {
      const runs = done.splice(0);
      if (current !== null && current.pictureCount > 0) {
        runs.push(runOf(current));
        current.pictureCount = 0;
      }
      return runs;
    },
    dispose() {
      stopListening();
      still?.stop();
      close();
    },
  };
}
