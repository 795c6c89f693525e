import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { DecodedPicture, FrameSeeker } from './frame-seeker.ts';
import type { MediaClock } from './media-clock.ts';
import type { Playhead } from './playhead.ts';

/** The continuous player as the transport sees it; the one implementation drives video.js. */
export type VideoDriver = {
  /** Puts the element at `seconds` and settles when it says that it is there. */
  startAt(seconds: number): Promise<void>;
  play(rate: number): Promise<void>;
  setRate(rate: number): void;
  pause(): void;
  /** Called for each picture the element presents, with its media time in seconds. */
  onPicture(listener: (mediaTime: number) => void): () => void;
  onEnded(listener: () => void): () => void;
};

export type TransportOptions<Picture> = {
  readonly frameCount: number;
  readonly playhead: Playhead;
  readonly seeker: FrameSeeker<Picture>;
  /** Draws a decoded picture on the stage, at once. */
  readonly draw: (decoded: DecodedPicture<Picture>) => void;
  /** Shortest time a picture stays on the stage in reverse, milliseconds. */
  readonly stepMillis: number;
  readonly wait: (millis: number) => Promise<void>;
};

export type Transport = {
  /** Joins or removes the continuous player; without one the bench still steps, jumps and reverses. */
  attachVideo(video: { readonly driver: VideoDriver; readonly clock: MediaClock } | null): void;
  canPlay(): boolean;
  play(): void;
  pause(): void;
  togglePlay(): void;
  /** L: play, and faster with each repeat. */
  shuttleForward(): void;
  /** J: step backwards picture by picture, in larger steps with each repeat. */
  shuttleBackward(): void;
  /** K: pause; when already still, back to normal speed. */
  shuttleStop(): void;
  setRate(rate: number): void;
  /** Moves by whole frames; presses while a picture is being prepared add up. Stops play. */
  step(frames: number): void;
  /** Goes to a frame (clamped to the recording). Older asks are dropped. Play goes on from there when it was on. */
  jumpTo(frame: number): void;
  /** As `jumpTo` while dragging: pictures under way are still shown, then the newest place is asked for. */
  scrubTo(frame: number): void;
  /** Asks again for the picture of the target frame. */
  retry(): void;
  dispose(): void;
};

export const playRates = [0.1, 0.25, 0.5, 1, 1.5, 2, 4, 8] as const;
const fastest = 8;

/**
 * Decides what is on the stage. The rule it keeps: the number called shown is the number of the picture that is drawn,
 * taken from the decoded picture itself or from the player's own report, never from a computed time.
 */
export function createTransport<Picture>(options: TransportOptions<Picture>): Transport {
  const { playhead, seeker } = options;
  const lastFrame = options.frameCount - 1;
  let video: { readonly driver: VideoDriver; readonly clock: MediaClock } | null = null;
  let stopListening: (() => void)[] = [];
  let askCount = 0;
  let isAsking = false;
  /** Counts every change of motion, so that a start or a reverse that was overtaken gives up. */
  let motion = 0;
  let acceptsPictures = false;

  const clamp = (frame: number) => Math.min(lastFrame, Math.max(0, Math.round(frame))) as FrameNumber;
  const now = () => playhead.getSnapshot();
  const here = (): FrameNumber => now().shownFrame ?? now().targetFrame;

  function show(decoded: DecodedPicture<Picture>): void {
    options.draw(decoded);
    playhead.update({ shownFrame: decoded.frame, surface: 'still', problem: null });
  }

  async function ask(frame: FrameNumber): Promise<void> {
    askCount += 1;
    const mine = askCount;
    isAsking = true;
    try {
      const decoded = await seeker.seek(frame);
      if (mine !== askCount) {
        return;
      }
      isAsking = false;
      if (now().mode !== 'still') {
        return;
      }
      show(decoded);
      if (now().targetFrame !== frame) {
        await ask(now().targetFrame);
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
  function want(frame: FrameNumber, isPatient: boolean): void {
    playhead.update({ targetFrame: frame, mode: 'still', problem: null });
    if (!(isPatient && isAsking)) {
      void ask(frame);
    }
  }

  function halt(): void {
    motion += 1;
    acceptsPictures = false;
    video?.driver.pause();
  }

  function takePicture(mediaTime: number): void {
    if (video === null) {
      return;
    }
    const frame = video.clock.frameAt(mediaTime);
    if (acceptsPictures) {
      playhead.update({ mode: 'playing', surface: 'video', shownFrame: frame, targetFrame: frame });
    } else if (now().mode === 'still' && now().surface === 'video' && now().shownFrame === now().targetFrame) {
      // A picture that was presented just after the pause: it is on the stage, so it is what the still must be.
      playhead.update({ shownFrame: frame });
      want(frame, false);
    }
  }

  async function start(frame: FrameNumber): Promise<void> {
    if (video === null) {
      playhead.update({ problem: 'This recording has no picture that can be played yet; stepping and jumping work.' });
      return;
    }
    const { driver, clock } = video;
    halt();
    askCount += 1;
    isAsking = false;
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

  async function reverse(): Promise<void> {
    halt();
    const mine = motion;
    playhead.update({ mode: 'reverse', targetFrame: here(), problem: null });
    while (mine === motion && here() > 0) {
      const frame = clamp(here() - now().reverseStep);
      playhead.update({ targetFrame: frame });
      askCount += 1;
      try {
        const [decoded] = await Promise.all([seeker.seek(frame), options.wait(options.stepMillis)]);
        if (mine !== motion) {
          return;
        }
        show(decoded);
      } catch (thrown) {
        if (mine === motion) {
          motion += 1;
          playhead.update({ mode: 'still' });
          fail(toAppError(thrown));
        }
        return;
      }
    }
    if (mine === motion) {
      settle();
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
      if (now().mode === 'playing' || now().mode === 'starting') {
        settle();
      }
      video = next;
      stopListening = next === null ? [] : [next.driver.onPicture(takePicture), next.driver.onEnded(() => settle())];
    },
    canPlay: () => video !== null,
    play() {
      if (now().mode !== 'playing' && now().mode !== 'starting') {
        void start(now().targetFrame >= lastFrame ? (0 as FrameNumber) : now().targetFrame);
      }
    },
    pause: settle,
    togglePlay() {
      if (now().mode === 'still') {
        transport.play();
      } else {
        settle();
      }
    },
    shuttleForward() {
      if (now().mode === 'playing') {
        transport.setRate(Math.min(fastest, now().rate < 1 ? 1 : now().rate * 2));
      } else {
        halt();
        playhead.update({ mode: 'still', rate: now().rate === 0 ? 1 : now().rate });
        transport.play();
      }
    },
    shuttleBackward() {
      if (now().mode === 'reverse') {
        playhead.update({ reverseStep: Math.min(fastest, now().reverseStep * 2) });
      } else {
        playhead.update({ reverseStep: 1 });
        void reverse();
      }
    },
    shuttleStop() {
      if (now().mode === 'still') {
        playhead.update({ rate: 1, reverseStep: 1 });
      } else {
        settle();
      }
    },
    setRate(rate) {
      playhead.update({ rate });
      if (now().mode === 'playing') {
        video?.driver.setRate(rate);
      }
    },
    step(frames) {
      const isMoving = now().mode !== 'still';
      if (isMoving) {
        halt();
      }
      want(clamp((isMoving ? here() : now().targetFrame) + frames), true);
    },
    jumpTo(frame) {
      if (now().mode === 'playing' || now().mode === 'starting') {
        void start(clamp(frame));
        return;
      }
      halt();
      want(clamp(frame), false);
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
  return transport;
}
