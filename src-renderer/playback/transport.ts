import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { DecodedPicture, SeekDirection } from './decoded-picture.ts';
import type { MediaClock } from './media-clock.ts';
import { frameNow } from './playhead.ts';
import { playReverse } from './reverse-play.ts';
import {
  fasterShuttle,
  type PlayBounds,
  type Transport,
  type TransportOptions,
  type VideoDriver,
} from './transport-parts.ts';

/**
 * Decides what is on the stage. The rule it keeps: the number called shown is the number of the picture that is drawn,
 * taken from the decoded picture itself or from the player's own report, never from a computed time.
 */
export function createTransport<Picture>(options: TransportOptions<Picture>): Transport {
  const { playhead, seeker, index } = options;
  const lastFrame = index.count - 1;
  let video: { readonly driver: VideoDriver; readonly clock: MediaClock } | null = null;
  let stopListening: (() => void)[] = [];
  let askCount = 0;
  let isAsking = false;
  /** Where the newest ask under way is heading, for the ask that follows it. */
  let heading: SeekDirection = 0;
  /** Counts every change of motion, so that a start or a reverse that was overtaken gives up. */
  let motion = 0;
  let acceptsPictures = false;
  /** Order of the pictures handed to the stage, and of the newest one that it has drawn. */
  let drawCount = 0;
  let newestDrawn = 0;
  let bounds: PlayBounds | null = null;
  /** The picture presented before the newest one since play last began. */
  let presented: FrameNumber | null = null;

  const clamp = (frame: number) => Math.min(lastFrame, Math.max(0, Math.round(frame))) as FrameNumber;
  const now = () => playhead.getSnapshot();
  const here = (): FrameNumber => frameNow(now());
  const isPlaying = () => now().mode === 'playing' || now().mode === 'starting';

  /** Draws a picture while it is still wanted, with its number; one that a newer picture overtook is left out. */
  async function show(decoded: DecodedPicture<Picture>, isWanted: () => boolean, due?: Promise<void>): Promise<void> {
    drawCount += 1;
    const order = drawCount;
    const commit = () => {
      if (order < newestDrawn || !isWanted()) {
        return false;
      }
      newestDrawn = order;
      const shown = { shownFrame: decoded.frame, surface: 'still', madeBy: decoded.origin, problem: null } as const;
      playhead.update(now().mode === 'reverse' ? { ...shown, targetFrame: decoded.frame } : shown);
      return true;
    };
    await options.draw(decoded, commit, due);
  }

  async function ask(frame: FrameNumber, direction: SeekDirection): Promise<void> {
    askCount += 1;
    const mine = askCount;
    const motionNow = motion;
    const isStill = () => motionNow === motion && now().mode === 'still';
    isAsking = true;
    heading = direction;
    const known = seeker.peek(frame);
    try {
      if (known !== null) {
        // At hand: drawn with the key press itself; asking for it has its surroundings prepared.
        isAsking = false;
        void seeker.seek(frame, direction);
        await show(known, isStill);
        return;
      }
      const decoded = await seeker.seek(frame, direction);
      if (mine !== askCount) {
        return;
      }
      isAsking = false;
      if (!isStill()) {
        return;
      }
      await show(decoded, isStill);
      if (mine === askCount && isStill() && now().targetFrame !== frame) {
        await ask(now().targetFrame, heading);
      }
    } catch (thrown) {
      if (mine === askCount) {
        isAsking = false;
        fail(toAppError(thrown));
      }
    }
  }

  function fail(error: AppError): void {
    if (error.code !== 'cancelled') {
      playhead.update({ problem: error.message });
    }
  }

  /** `patient` lets a picture under way arrive first: it is shown under its own number. */
  function want(frame: FrameNumber, isPatient: boolean, direction: SeekDirection = 0): void {
    playhead.update({ targetFrame: frame, mode: 'still', problem: null });
    heading = direction;
    if (!(isPatient && isAsking) || seeker.peek(frame) !== null) {
      void ask(frame, direction);
    }
  }

  function halt(): void {
    motion += 1;
    acceptsPictures = false;
    bounds = null;
    video?.driver.pause();
  }

  /** What the span says about the picture that was just presented: go on, or turn at its last frame. */
  function turnAtEnd(frame: FrameNumber, before: FrameNumber | null): void {
    const { inFrame, outFrame, isLooping } = now();
    const isInSpan = inFrame !== null && outFrame !== null && before !== null && before >= inFrame && before < outFrame;
    // One picture has no play to repeat; play would never get past it.
    const isLoopEnd = isLooping && isInSpan && outFrame - inFrame > 1;
    if (bounds === null && isLoopEnd && frame >= outFrame - 1) {
      playWithin({ first: inFrame, end: outFrame, rest: outFrame - 1, isRepeated: true });
      return;
    }
    if (bounds === null || frame < bounds.end - 1) {
      return;
    }
    const ending = bounds;
    if (ending.isRepeated && isLooping) {
      playWithin(ending);
    } else {
      halt();
      want(clamp(ending.rest), false);
    }
  }

  function takePicture(mediaTime: number): void {
    if (video === null) {
      return;
    }
    const frame = video.clock.frameAt(mediaTime);
    if (acceptsPictures) {
      playhead.update({
        mode: 'playing',
        surface: 'video',
        shownFrame: frame,
        targetFrame: frame,
        madeBy: 'player',
      });
      const before = presented;
      presented = frame;
      turnAtEnd(frame, before);
    } else if (now().surface === 'video') {
      // Presented just after a pause, or before play goes on elsewhere: it is on the stage, so the number must be its own.
      const isResting = now().mode === 'still' && now().shownFrame === now().targetFrame;
      playhead.update({ shownFrame: frame });
      if (isResting) {
        want(frame, false);
      }
    }
  }

  async function start(frame: FrameNumber, within: PlayBounds | null): Promise<void> {
    if (video === null) {
      playhead.update({ problem: 'This recording has no picture that can be played yet; stepping and jumping work.' });
      return;
    }
    const { driver, clock } = video;
    halt();
    bounds = within;
    presented = null;
    askCount += 1;
    isAsking = false;
    seeker.rest();
    const mine = motion;
    playhead.update({ mode: 'starting', targetFrame: frame, problem: null });
    try {
      await driver.startAt(clock.secondsOf(frame));
      if (mine !== motion) {
        return;
      }
      acceptsPictures = true;
      await driver.play(now().rate);
    } catch (thrown) {
      if (mine === motion) {
        halt();
        playhead.update({ mode: 'still' });
        fail(toAppError(thrown));
      }
    }
  }

  function playWithin(within: PlayBounds): void {
    if (within.end - within.first > 1) {
      void start(clamp(within.first), within);
    } else {
      // The player cannot hold at one picture: it would be past it by the time it is known to be there.
      halt();
      want(clamp(within.rest), false);
    }
  }

  async function reverse(): Promise<void> {
    halt();
    const mine = motion;
    const from = here();
    askCount += 1;
    isAsking = false;
    playhead.update({ mode: 'reverse', targetFrame: from, problem: null });
    try {
      await playReverse({
        index,
        clock: options.clock,
        from,
        to: 0 as FrameNumber,
        rate: () => now().reverseRate,
        isOn: () => mine === motion,
        show: async (frame, direction, due) => {
          const decoded = await seeker.seek(frame, direction);
          await show(decoded, () => mine === motion, due);
        },
      });
      if (mine === motion) {
        settle();
      }
    } catch (thrown) {
      if (mine === motion) {
        motion += 1;
        playhead.update({ mode: 'still' });
        fail(toAppError(thrown));
      }
    }
  }

  /** Ends any motion at the frame on the stage and has its decoded picture drawn. */
  function settle(): void {
    halt();
    want(here(), false);
  }

  const transport: Transport = {
    attachVideo(next) {
      for (const stop of stopListening) {
        stop();
      }
      if (isPlaying()) {
        settle();
      }
      video = next;
      stopListening = next === null ? [] : [next.driver.onPicture(takePicture), next.driver.onEnded(onEnded)];
    },
    canPlay: () => video !== null,
    play() {
      if (!isPlaying()) {
        void start(now().targetFrame >= lastFrame ? (0 as FrameNumber) : now().targetFrame, null);
      }
    },
    playWithin,
    pause: settle,
    togglePlay() {
      if (now().mode === 'still') {
        transport.play();
      } else {
        settle();
      }
    },
    shuttleForward() {
      if (isPlaying()) {
        transport.setRate(fasterShuttle(now().rate));
      } else {
        halt();
        playhead.update({ mode: 'still', reverseRate: 1 });
        transport.play();
      }
    },
    shuttleBackward() {
      if (now().mode === 'reverse') {
        transport.setRate(fasterShuttle(now().reverseRate));
      } else {
        playhead.update({ reverseRate: 1 });
        void reverse();
      }
    },
    shuttleStop() {
      if (now().mode === 'still') {
        playhead.update({ rate: 1, reverseRate: 1 });
      } else {
        settle();
      }
    },
    setRate(rate) {
      playhead.update(now().mode === 'reverse' ? { reverseRate: rate } : { rate });
      if (isPlaying()) {
        video?.driver.setRate(rate);
      }
    },
    step(frames) {
      if (now().mode !== 'still') {
        halt();
      }
      want(clamp(here() + frames), true, frames > 0 ? 1 : -1);
    },
    jumpTo(frame) {
      if (isPlaying()) {
        void start(clamp(frame), null);
        return;
      }
      halt();
      want(clamp(frame), false);
    },
    prepare(frame) {
      if (now().mode === 'still' && !isAsking) {
        // Nobody waits for it: whoever asks for the frame next hears why it cannot be made.
        seeker.seek(clamp(frame)).catch(() => undefined);
      }
    },
    scrubTo(frame) {
      if (now().mode !== 'still') {
        halt();
      }
      want(clamp(frame), true);
    },
    retry() {
      if (now().mode === 'still') {
        want(now().targetFrame, false);
      }
    },
    dispose() {
      halt();
      for (const stop of stopListening) {
        stop();
      }
      stopListening = [];
      video = null;
      askCount += 1;
      seeker.dispose();
    },
  };

  /** The end of the recording is the end of a span that reaches to it. */
  function onEnded(): void {
    if (!acceptsPictures) {
      // Told late, of a play that something else has ended.
      return;
    }
    const ended = motion;
    turnAtEnd(clamp((bounds?.end ?? index.count) - 1), presented);
    if (ended === motion) {
      settle();
    }
  }

  return transport;
}
