import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { DecodedPicture } from './decoded-picture.ts';
import type { FrameSeeker } from './frame-seeker.ts';
import type { MediaClock } from './media-clock.ts';
import type { Playhead } from './playhead.ts';
import type { PaceClock } from './reverse-play.ts';

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
  readonly index: FrameIndex;
  readonly playhead: Playhead;
  readonly seeker: FrameSeeker<Picture>;
  /**
   * Draws a decoded picture on the stage once it is read and `due`, if `commit`, asked at that very moment, says yes. Rejects when
   * the picture cannot be read.
   */
  readonly draw: (decoded: DecodedPicture<Picture>, commit: () => boolean, due?: Promise<void>) => Promise<void>;
  /** Paces reverse play. */
  readonly clock: PaceClock;
};

/** Frames to play, half-open; after the last one play goes to `rest` and stops, or begins again. */
export type PlayBounds = {
  readonly first: number;
  readonly end: number;
  readonly rest: number;
  readonly isRepeated: boolean;
};

export type Transport = {
  /** Joins or removes the continuous player; without one the bench still steps, jumps and reverses. */
  attachVideo(video: { readonly driver: VideoDriver; readonly clock: MediaClock } | null): void;
  canPlay(): boolean;
  play(): void;
  /** Plays the frames of `bounds` from the first one on. */
  playWithin(bounds: PlayBounds): void;
  pause(): void;
  togglePlay(): void;
  /** L: play, and faster with each repeat. */
  shuttleForward(): void;
  /** J: play backwards from decoded pictures, and faster with each repeat. */
  shuttleBackward(): void;
  /** K: pause; when already still, back to normal speed. */
  shuttleStop(): void;
  /** The speed of play in the direction in which it goes now. */
  setRate(rate: number): void;
  /** Moves by whole frames; presses while a picture is being prepared add up. Stops play. */
  step(frames: number): void;
  /** Goes to a frame (clamped to the recording). Older asks are dropped. Play goes on from there when it was on. */
  jumpTo(frame: number): void;
  /** Begins to make the picture of a frame that may be asked for next; what is on the stage stays there. */
  prepare(frame: number): void;
  /** As `jumpTo` while dragging: pictures under way are still shown, then the newest place is asked for. */
  scrubTo(frame: number): void;
  /** Asks again for the picture of the target frame. */
  retry(): void;
  dispose(): void;
};

/** The speeds that J and L go through. */
const shuttleRates = [1, 2, 4, 8, 16] as const;

/** The next speed of the shuttle; stays at the last. */
export function fasterShuttle(rate: number): number {
  return shuttleRates.find((candidate) => candidate > rate) ?? rate;
}

export const playRates = [0.1, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4, 8, 16] as const;
