import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src-main/domain/app-error.ts';
import { ptsOfFrame } from '../../../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../../../src-main/domain/time.ts';
import type { Bench } from '../../../../src-renderer/playback/bench.ts';
import { stepSeconds } from '../../../../src-renderer/playback/bench-actions.ts';
import type { DecodedPicture } from '../../../../src-renderer/playback/decoded-picture.ts';
import { createFrameSeeker } from '../../../../src-renderer/playback/frame-seeker.ts';
import { createMediaClock } from '../../../../src-renderer/playback/media-clock.ts';
import { createPlayhead, isAnotherShown } from '../../../../src-renderer/playback/playhead.ts';
import { stepRate } from '../../../../src-renderer/playback/span-play.ts';
import { createTransport } from '../../../../src-renderer/playback/transport.ts';
import type { VideoDriver } from '../../../../src-renderer/playback/transport-parts.ts';
import { steadyFrameIndex } from '../small-frame-index.ts';

const index = steadyFrameIndex(100);

type Ask = { frame: number; isAborted: boolean; answer(frame?: number): void; fail(error: AppError): void };

/** A bench whose engine answers when the test says so, and whose player presents what the test says. */
function newBench({ read = async () => undefined }: { read?: (frame: number) => Promise<void> } = {}) {
  const asks: Ask[] = [];
  const drawn: number[] = [];
  const released: number[] = [];
  const waits: number[] = [];
  let millis = 0;
  const playhead = createPlayhead(0 as FrameNumber);
  const seeker = createFrameSeeker<number>({
    frameCount: index.count,
    decoders: () => [],
    fetchFrame: (frame, signal) =>
      new Promise<DecodedPicture<number>>((resolve, reject) => {
        const ask: Ask = {
          frame,
          isAborted: false,
          answer: (shown = frame) =>
            resolve({
              frame: shown as FrameNumber,
              pts: ptsOfFrame(index, shown as FrameNumber),
              picture: shown,
              byteCount: 10,
              origin: 'engine',
            }),
          fail: reject,
        };
        signal.addEventListener('abort', () => {
          ask.isAborted = true;
          reject(new AppError('cancelled', 'Cancelled.'));
        });
        asks.push(ask);
      }),
    expectedPts: (frame) => ptsOfFrame(index, frame),
    misnamed: () => new AppError('proof-failed', 'Another frame came.'),
    byteBudget: 1000,
    release: (picture) => released.push(picture),
  });
  const pictures: ((mediaTime: number) => void)[] = [];
  const endings: (() => void)[] = [];
  const played: number[] = [];
  let startedAt = -1;
  const driver: VideoDriver = {
    startAt: async (seconds) => {
      startedAt = seconds;
    },
    play: async (rate) => {
      played.push(rate);
    },
    setRate: (rate) => played.push(rate),
    pause: () => undefined,
    onPicture: (listener) => {
      pictures.push(listener);
      return () => undefined;
    },
    onEnded: (listener) => {
      endings.push(listener);
      return () => undefined;
    },
  };
  const transport = createTransport<number>({
    index,
    playhead,
    seeker,
    draw: async ({ picture, frame }, commit, due) => {
      expect(picture).toBe(frame);
      await read(frame);
      await due;
      if (commit()) {
        drawn.push(frame);
      }
    },
    clock: {
      now: () => millis,
      wait: async (asked) => {
        waits.push(asked);
        millis += asked;
      },
    },
  });
  return {
    transport,
    playhead,
    asks,
    drawn,
    played,
    waits,
    passTime: (more: number) => {
      millis += more;
    },
    driver,
    present: (mediaTime: number) => {
      for (const listener of pictures) {
        listener(mediaTime);
      }
    },
    end: () => {
      for (const listener of endings) {
        listener();
      }
    },
    startedAt: () => startedAt,
    attach: () => transport.attachVideo({ driver, clock: createMediaClock(index, 0) }),
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('jumping and stepping', () => {
  test('shows a number only once its picture is drawn', async () => {
    const { transport, playhead, asks, drawn } = newBench();
    transport.jumpTo(7);
    expect(playhead.getSnapshot()).toMatchObject({ targetFrame: 7, shownFrame: null });
    asks[0]?.answer();
    await settle();
    expect(drawn).toEqual([7]);
    expect(playhead.getSnapshot()).toMatchObject({ targetFrame: 7, shownFrame: 7, surface: 'still' });
  });

  test('a jump aborts the ask under way; its late answer is not drawn', async () => {
    const { transport, playhead, asks, drawn } = newBench();
    transport.jumpTo(7);
    transport.jumpTo(50);
    expect(asks[0]?.isAborted).toBe(true);
    asks[1]?.answer();
    await settle();
    expect(drawn).toEqual([50]);
    expect(playhead.getSnapshot().problem).toBeNull();
  });

  test('steps add up while a picture is coming, and that picture is still shown under its own number', async () => {
    const { transport, playhead, asks, drawn } = newBench();
    transport.step(1);
    transport.step(1);
    transport.step(1);
    expect(asks.map(({ frame }) => frame)).toEqual([1]);
    asks[0]?.answer();
    await settle();
    expect(drawn).toEqual([1]);
    expect(asks.map(({ frame }) => frame)).toEqual([1, 3]);
    asks[1]?.answer();
    await settle();
    expect(drawn).toEqual([1, 3]);
    expect(playhead.getSnapshot().shownFrame).toBe(3);
  });

  test('a picture that is read more slowly than the one after it is left out', async () => {
    const slow = new Map<number, () => void>();
    let isSlow = false;
    const read = (frame: number) =>
      isSlow ? new Promise<void>((resolve) => slow.set(frame, resolve)) : Promise.resolve();
    const { transport, playhead, asks, drawn } = newBench({ read });
    for (const [place, frame] of [1, 2, 3].entries()) {
      transport.jumpTo(frame);
      asks[place]?.answer();
      await settle();
    }
    isSlow = true;
    transport.step(-1);
    transport.step(-1);
    await settle();
    slow.get(1)?.();
    await settle();
    slow.get(2)?.();
    await settle();
    expect(drawn).toEqual([1, 2, 3, 1]);
    expect(playhead.getSnapshot()).toMatchObject({ shownFrame: 1, targetFrame: 1 });
  });

  test('a picture made ready beforehand is not shown until it is asked for, and is not made twice', async () => {
    const { transport, playhead, asks, drawn } = newBench();
    transport.prepare(40);
    transport.prepare(41);
    await settle();
    expect(asks.map(({ frame, isAborted }) => [frame, isAborted])).toEqual([
      [40, true],
      [41, false],
    ]);
    asks[1]?.answer();
    await settle();
    expect(drawn).toEqual([]);
    expect(playhead.getSnapshot()).toMatchObject({ targetFrame: 0, shownFrame: null, problem: null });
    transport.jumpTo(41);
    await settle();
    expect(drawn).toEqual([41]);
    expect(asks).toHaveLength(2);
  });

  test('a picture that could not be made ready says so only to whoever asks for it', async () => {
    const { transport, playhead, asks } = newBench();
    transport.prepare(40);
    transport.jumpTo(40);
    asks[0]?.fail(new AppError('media-unreadable', 'The picture is damaged.'));
    await settle();
    expect(asks).toHaveLength(1);
    expect(playhead.getSnapshot().problem).toBe('The picture is damaged.');
  });

  test('keeps to the recording', () => {
    const { transport, playhead } = newBench();
    transport.jumpTo(5000);
    expect(playhead.getSnapshot().targetFrame).toBe(99);
    transport.step(-500);
    expect(playhead.getSnapshot().targetFrame).toBe(0);
  });

  test('a picture that says it is another frame is never drawn', async () => {
    const { transport, playhead, asks, drawn } = newBench();
    transport.jumpTo(7);
    asks[0]?.answer(8);
    await settle();
    expect(drawn).toEqual([]);
    expect(playhead.getSnapshot()).toMatchObject({ shownFrame: null, problem: 'Another frame came.' });
  });

  test('a failure is shown and can be tried again', async () => {
    const { transport, playhead, asks } = newBench();
    transport.jumpTo(7);
    asks[0]?.fail(new AppError('tool-failed', 'ffmpeg stopped.'));
    await settle();
    expect(playhead.getSnapshot().problem).toBe('ffmpeg stopped.');
    transport.retry();
    asks[1]?.answer();
    await settle();
    expect(playhead.getSnapshot()).toMatchObject({ problem: null, shownFrame: 7 });
  });
});

describe('playing', () => {
  test('starts in the middle of the frame and counts by what the player presents', async () => {
    const bench = newBench();
    bench.attach();
    bench.transport.jumpTo(10);
    bench.asks[0]?.answer();
    await settle();
    bench.transport.play();
    await settle();
    expect(bench.startedAt()).toBeCloseTo(0.42, 6);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'starting', surface: 'still', shownFrame: 10 });
    bench.present(0.44);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'playing', surface: 'video', shownFrame: 11 });
  });

  test('pausing lays the decoded picture of the presented frame over the video', async () => {
    const bench = newBench();
    bench.attach();
    bench.transport.play();
    await settle();
    bench.present(0.8);
    bench.transport.pause();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'still', surface: 'video', shownFrame: 20 });
    bench.asks.at(-1)?.answer();
    await settle();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'still', surface: 'still', shownFrame: 20 });
  });

  test('a picture presented just after the pause moves the number and the still with it', async () => {
    const bench = newBench();
    bench.attach();
    bench.transport.play();
    await settle();
    bench.present(0.8);
    bench.transport.pause();
    bench.present(0.84);
    expect(bench.playhead.getSnapshot().shownFrame).toBe(21);
    bench.asks.at(-1)?.answer();
    await settle();
    expect(bench.drawn).toEqual([21]);
  });

  test('without a player it says so and stays still', () => {
    const { transport, playhead } = newBench();
    transport.play();
    expect(playhead.getSnapshot().mode).toBe('still');
    expect(playhead.getSnapshot().problem).toContain('stepping and jumping work');
  });

  test('L speeds up, K stops, K again goes back to normal speed', async () => {
    const bench = newBench();
    bench.attach();
    bench.transport.shuttleForward();
    await settle();
    bench.present(0);
    bench.transport.shuttleForward();
    bench.transport.shuttleForward();
    expect(bench.played).toEqual([1, 2, 4]);
    bench.transport.shuttleStop();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'still', rate: 4 });
    bench.transport.shuttleStop();
    expect(bench.playhead.getSnapshot().rate).toBe(1);
  });

  test('the end of the recording settles on the last picture presented', async () => {
    const bench = newBench();
    bench.attach();
    bench.transport.play();
    await settle();
    bench.present(3.96);
    bench.end();
    bench.asks.at(-1)?.answer();
    await settle();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'still', surface: 'still', shownFrame: 99 });
  });
});

describe('play that is about to begin elsewhere', () => {
  async function jumping() {
    const bench = newBench();
    bench.attach();
    bench.transport.play();
    await settle();
    bench.present(0.8);
    bench.driver.startAt = () => new Promise(() => undefined);
    bench.transport.jumpTo(60);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'starting', shownFrame: 20, targetFrame: 60 });
    return bench;
  }

  test('the number is that of the picture the player shows already', async () => {
    const bench = await jumping();
    bench.present(2.4);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'starting', surface: 'video', shownFrame: 60 });
    expect(isAnotherShown(bench.playhead.getSnapshot())).toBe(false);
  });

  test('pausing, stepping, moving on and turning round go from there', async () => {
    const paused = await jumping();
    paused.transport.pause();
    expect(paused.playhead.getSnapshot()).toMatchObject({ mode: 'still', targetFrame: 60 });
    const stepped = await jumping();
    stepped.transport.step(1);
    expect(stepped.playhead.getSnapshot()).toMatchObject({ mode: 'still', targetFrame: 61 });
    const moved = await jumping();
    stepSeconds({ ...moved, index } as unknown as Bench, 1);
    expect(moved.playhead.getSnapshot()).toMatchObject({ mode: 'starting', targetFrame: 85 });
    const turned = await jumping();
    turned.transport.shuttleBackward();
    expect(turned.asks.at(-1)?.frame).toBe(59);
    turned.transport.dispose();
  });

  test('an end of the play before, told late, does not stop it', async () => {
    const bench = await jumping();
    bench.end();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'starting', targetFrame: 60 });
  });

  test('presses of L add up before the first picture is there', async () => {
    const bench = newBench();
    bench.attach();
    for (let press = 0; press < 3; press += 1) {
      bench.transport.shuttleForward();
    }
    await settle();
    expect(bench.playhead.getSnapshot().rate).toBe(4);
    bench.transport.setRate(8);
    expect(bench.played.at(-1)).toBe(8);
  });
});

test('L goes on from any speed to the next one that the list of speeds has', async () => {
  const bench = newBench();
  bench.attach();
  bench.transport.setRate(1.25);
  bench.transport.play();
  await settle();
  bench.present(0);
  const rates = Array.from({ length: 5 }, () => {
    bench.transport.shuttleForward();
    return bench.playhead.getSnapshot().rate;
  });
  expect(rates).toEqual([2, 4, 8, 16, 16]);
});

describe('backwards', () => {
  test('slower and faster change the speed of the play backwards, and leave that of the other way', async () => {
    const { transport, playhead, asks } = newBench();
    transport.jumpTo(50);
    asks[0]?.answer();
    await settle();
    transport.shuttleBackward();
    stepRate({ transport, playhead } as unknown as Bench, -1);
    expect(playhead.getSnapshot()).toMatchObject({ mode: 'reverse', rate: 1, reverseRate: 0.75 });
    transport.setRate(0.1);
    expect(playhead.getSnapshot()).toMatchObject({ rate: 1, reverseRate: 0.1 });
    transport.dispose();
  });

  test('begins at the frame that was asked for, also before its picture has come', async () => {
    const { transport, asks } = newBench();
    transport.jumpTo(10);
    asks[0]?.answer();
    await settle();
    transport.jumpTo(50);
    transport.shuttleBackward();
    expect(asks.at(-1)?.frame).toBe(49);
    transport.dispose();
  });

  test('J shows every frame under its number for as long as it lasts, and stops at the first', async () => {
    const { transport, playhead, asks, drawn, waits } = newBench();
    transport.jumpTo(3);
    asks[0]?.answer();
    await settle();
    transport.shuttleBackward();
    for (let turn = 1; turn <= 3; turn += 1) {
      asks[turn]?.answer();
      await settle();
    }
    expect(drawn.slice(0, 4)).toEqual([3, 2, 1, 0]);
    expect(waits.slice(0, 3)).toEqual([40, 40, 40]);
    expect(playhead.getSnapshot()).toMatchObject({ mode: 'still', shownFrame: 0 });
  });

  test('at normal speed no frame is left out, however late its picture came', async () => {
    const { transport, asks, drawn, passTime } = newBench();
    transport.jumpTo(50);
    asks[0]?.answer();
    await settle();
    transport.shuttleBackward();
    for (let turn = 1; turn <= 4; turn += 1) {
      passTime(turn * 90);
      asks[turn]?.answer();
      await settle();
    }
    expect(drawn).toEqual([50, 49, 48, 47, 46]);
    transport.dispose();
  });

  test('J again goes faster in real time and skips what the clock has passed; L and K begin at normal speed again', async () => {
    const { transport, playhead, asks, passTime } = newBench();
    transport.jumpTo(90);
    asks[0]?.answer();
    await settle();
    transport.shuttleBackward();
    asks[1]?.answer();
    await settle();
    transport.shuttleBackward();
    transport.shuttleBackward();
    expect(playhead.getSnapshot().reverseRate).toBe(4);
    asks[2]?.answer();
    await settle();
    passTime(100);
    asks[3]?.answer();
    await settle();
    const asked = asks.map(({ frame }) => frame);
    // 100 ms at four times the speed are ten frames of 40 ms.
    expect(asked.slice(0, 3)).toEqual([90, 89, 88]);
    expect((asked[3] ?? 0) - (asked[4] ?? 0)).toBeGreaterThanOrEqual(8);
    for (let press = 0; press < 5; press += 1) {
      transport.shuttleBackward();
    }
    expect(playhead.getSnapshot().reverseRate).toBe(16);
    transport.shuttleStop();
    asks.at(-1)?.answer();
    await settle();
    transport.shuttleStop();
    expect(playhead.getSnapshot()).toMatchObject({ mode: 'still', reverseRate: 1, rate: 1 });
  });
});

describe('spans', () => {
  async function playing(within: { first: number; end: number; rest: number; isRepeated: boolean }) {
    const bench = newBench();
    bench.attach();
    bench.transport.playWithin(within);
    await settle();
    return bench;
  }

  test('plays a span once and rests where it was told, on a decoded picture', async () => {
    const bench = await playing({ first: 10, end: 20, rest: 19, isRepeated: false });
    expect(bench.startedAt()).toBeCloseTo(0.42, 6);
    bench.present(0.72);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'playing', shownFrame: 18 });
    bench.present(0.76);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'still', targetFrame: 19 });
    bench.asks.at(-1)?.answer();
    await settle();
    expect(bench.drawn).toEqual([19]);
  });

  test('a player that skipped past the end comes back to it', async () => {
    const bench = await playing({ first: 10, end: 20, rest: 19, isRepeated: false });
    bench.present(0.92);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'still', shownFrame: 23, targetFrame: 19 });
    bench.asks.at(-1)?.answer();
    await settle();
    expect(bench.playhead.getSnapshot()).toMatchObject({ shownFrame: 19, surface: 'still' });
  });

  test('loops while looping is on, and stops at the end once it is off', async () => {
    const bench = newBench();
    bench.attach();
    bench.playhead.update({ inFrame: 10 as FrameNumber, outFrame: 20 as FrameNumber, isLooping: true });
    bench.transport.playWithin({ first: 10, end: 20, rest: 19, isRepeated: true });
    await settle();
    for (let round = 0; round < 3; round += 1) {
      bench.present(0.4);
      bench.present(0.76);
      await settle();
      expect(bench.playhead.getSnapshot().mode).toBe('starting');
    }
    bench.playhead.update({ isLooping: false });
    bench.present(0.76);
    expect(bench.playhead.getSnapshot().mode).toBe('still');
  });

  test('a span of one frame is shown, not played past', async () => {
    const bench = await playing({ first: 10, end: 11, rest: 10, isRepeated: true });
    expect(bench.startedAt()).toBe(-1);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'still', targetFrame: 10 });
    bench.playhead.update({ inFrame: 10 as FrameNumber, outFrame: 11 as FrameNumber, isLooping: true });
    bench.transport.play();
    await settle();
    bench.present(0.4);
    bench.present(0.44);
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'playing', shownFrame: 11 });
  });

  test('a span up to the end of the recording loops when the player ends without its last picture', async () => {
    const bench = newBench();
    bench.attach();
    bench.playhead.update({ inFrame: 90 as FrameNumber, outFrame: 100 as FrameNumber, isLooping: true });
    bench.transport.play();
    await settle();
    bench.present(3.8);
    bench.end();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'starting', targetFrame: 90 });
  });

  test('play that comes into the marked span loops in it; play that begins beyond does not', async () => {
    const bench = newBench();
    bench.attach();
    bench.playhead.update({ inFrame: 10 as FrameNumber, outFrame: 20 as FrameNumber, isLooping: true });
    bench.transport.play();
    await settle();
    bench.present(0.2);
    bench.present(0.6);
    bench.present(0.8);
    await settle();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'starting', targetFrame: 10 });
    bench.transport.jumpTo(60);
    await settle();
    bench.present(2.4);
    bench.present(2.44);
    await settle();
    expect(bench.playhead.getSnapshot()).toMatchObject({ mode: 'playing', shownFrame: 61 });
  });
});
