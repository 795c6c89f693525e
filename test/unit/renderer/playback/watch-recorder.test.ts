import { describe, expect, it } from 'vitest';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import { createPlayhead } from '../../../../src-renderer/playback/playhead.ts';
import { createWatchRecorder } from '../../../../src-renderer/playback/watch-recorder.ts';
import { smallFrameIndex, steadyFrameIndex } from '../small-frame-index.ts';

/** A recorder over a playhead that the test moves, with a clock that stands still until it is moved. */
function setUp({ index = steadyFrameIndex(2000), hasSoundTrack = true } = {}) {
  const playhead = createPlayhead(0 as FrameNumber);
  const state = { now: 1_000_000, isMuted: false, isVisible: true, rests: 0 };
  const timers: { at: number; callback: () => void }[] = [];
  const recorder = createWatchRecorder({
    playhead,
    index,
    hasSoundTrack,
    isMuted: () => state.isMuted,
    isVisible: () => state.isVisible,
    now: () => state.now,
    later(millis, callback) {
      const timer = { at: state.now + millis, callback };
      timers.push(timer);
      return () => {
        timers.splice(timers.indexOf(timer), 1);
      };
    },
    onRest: () => {
      state.rests += 1;
    },
  });
  function pass(millis: number): void {
    state.now += millis;
    for (const timer of timers.filter((each) => each.at <= state.now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.callback();
    }
  }
  return {
    playhead,
    state,
    recorder,
    pass,
    /** Shows pictures of play forward, 40 ms of media time apart in 40 ms / rate. */
    play(frames: readonly number[], rate = 1): void {
      for (const frame of frames) {
        pass(40 / rate);
        const shownFrame = frame as FrameNumber;
        playhead.update({ mode: 'playing', surface: 'video', rate, shownFrame, targetFrame: shownFrame });
      }
    },
    stand(frame: number): void {
      const shownFrame = frame as FrameNumber;
      playhead.update({ mode: 'still', surface: 'still', shownFrame, targetFrame: shownFrame });
    },
    runs: () =>
      recorder
        .take()
        .map((run) => [run.direction, run.ratePercent, run.hasSound, run.inFrame, run.outFrame, run.pictureCount]),
  };
}

const from = (first: number, count: number, step = 1) => Array.from({ length: count }, (_, at) => first + at * step);

describe('what counts as watched', () => {
  it('is what play put on the screen, from the first picture to the last', () => {
    const { play, stand, runs, state } = setUp();
    play(from(100, 50));
    stand(149);
    expect(state.rests).toBe(1);
    expect(runs()).toEqual([['forward', 100, true, 100, 150, 50]]);
    expect(runs()).toEqual([]);
  });

  it('goes on over reports: taken in pieces it comes to the same', () => {
    const { play, stand, runs } = setUp();
    const taken: ReturnType<typeof runs> = [];
    for (let piece = 0; piece < 5; piece += 1) {
      play(from(100 + piece * 10, 10));
      taken.push(...runs());
    }
    stand(149);
    taken.push(...runs());
    expect(taken).toEqual(from(0, 5).map((piece) => ['forward', 100, true, 100 + piece * 10, 110 + piece * 10, 10]));
  });

  it('holds frames that a busy player left out, and counts the pictures that came', () => {
    const { play, runs } = setUp();
    play([10, 11, 14, 15]);
    expect(runs()).toEqual([['forward', 100, true, 10, 16, 4]]);
    play([18]);
    expect(runs()).toEqual([['forward', 100, true, 16, 19, 1]]);
  });

  it('ends at a jump, at a start elsewhere and at a step back', () => {
    const { play, playhead, runs } = setUp();
    play(from(10, 5));
    playhead.update({ mode: 'starting', targetFrame: 500 as FrameNumber });
    play(from(500, 5));
    play([900, 901]);
    play([100, 101]);
    expect(runs().map((run) => run.slice(3))).toEqual([
      [10, 15, 5],
      [500, 505, 5],
      [900, 902, 2],
      [100, 102, 2],
    ]);
  });

  it('is not a scrub, nor a still passed over quickly; a still looked at is one frame', () => {
    const { pass, stand, runs, state } = setUp();
    for (const frame of from(0, 30, 7)) {
      stand(frame);
      pass(60);
    }
    expect(runs()).toEqual([]);
    pass(600);
    pass(5000);
    expect(runs()).toEqual([['still', 0, false, 203, 204, 1]]);
    state.isVisible = false;
    stand(20);
    pass(600);
    expect(runs()).toEqual([]);
  });

  it('keeps speeds and sound apart without a hole where they change', () => {
    const { play, state, runs } = setUp();
    play(from(0, 10));
    play(from(12, 10, 2), 2);
    play(from(40, 3, 8), 8);
    state.isMuted = true;
    play(from(57, 2), 1);
    expect(runs()).toEqual([
      ['forward', 100, true, 0, 10, 10],
      ['forward', 200, true, 10, 31, 10],
      ['forward', 800, false, 31, 57, 3],
      ['forward', 100, false, 57, 59, 2],
    ]);
    expect(setUp({ hasSoundTrack: false }).runs()).toEqual([]);
  });

  it('is without sound where the recording has none', () => {
    const { play, runs } = setUp({ hasSoundTrack: false });
    play(from(0, 3));
    expect(runs()).toEqual([['forward', 100, false, 0, 3, 3]]);
  });

  it('knows play backwards', () => {
    const { playhead, pass, runs, stand } = setUp();
    for (const frame of [50, 49, 48, 47]) {
      pass(40);
      playhead.update({ mode: 'reverse', surface: 'still', shownFrame: frame as FrameNumber });
    }
    expect(runs()).toEqual([['backward', 100, false, 47, 51, 4]]);
    pass(40);
    playhead.update({ mode: 'reverse', shownFrame: 46 as FrameNumber });
    stand(46);
    expect(runs()).toEqual([['backward', 100, false, 46, 47, 1]]);
  });

  it('counts a picture that stands through a gap of the recording, and not a jump as long as the gap', () => {
    const index = smallFrameIndex([0, 40, 80, 10_080, 10_120, 20_000]);
    const { play, pass, runs } = setUp({ index });
    play([0, 1, 2]);
    pass(10_000);
    play([3, 4]);
    expect(runs()).toEqual([['forward', 100, true, 0, 5, 5]]);
  });
});
