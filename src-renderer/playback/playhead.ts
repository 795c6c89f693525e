import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { PictureOrigin } from './decoded-picture.ts';

/** What the bench is doing. `still`: a decoded picture is shown; `starting`: the player is put in place. */
export type PlayheadMode = 'still' | 'starting' | 'playing' | 'reverse';

/** Everything the screen draws about "where are we", as one value that is never changed in place. */
export type PlayheadSnapshot = {
  readonly mode: PlayheadMode;
  /** The frame whose picture is on the stage; null until the first picture is there. */
  readonly shownFrame: FrameNumber | null;
  /** The frame asked for; differs from `shownFrame` while its picture is being prepared. */
  readonly targetFrame: FrameNumber;
  /** Which of the two is on the stage: the player's picture, or the decoded still laid over it. */
  readonly surface: 'video' | 'still';
  /** Speed of forward play. */
  readonly rate: number;
  /** Speed of play backwards, in real time. */
  readonly reverseRate: number;
  /** What made the picture on the stage; `player`: the continuous player. Null until there is one. */
  readonly madeBy: PictureOrigin | 'player' | null;
  /** Play of the marked span begins again at its end. */
  readonly isLooping: boolean;
  readonly inFrame: FrameNumber | null;
  /** First frame after the marked span: not included. */
  readonly outFrame: FrameNumber | null;
  /** A sentence when the picture of the target frame could not be had. */
  readonly problem: string | null;
};

/** A plain clock outside React: one snapshot, replaced on every change; `useSyncExternalStore` reads it. */
export type Playhead = {
  getSnapshot(): PlayheadSnapshot;
  subscribe(listener: () => void): () => void;
  update(change: Partial<PlayheadSnapshot>): void;
};

export function createPlayhead(firstFrame: FrameNumber): Playhead {
  let snapshot: PlayheadSnapshot = {
    mode: 'still',
    shownFrame: null,
    targetFrame: firstFrame,
    surface: 'still',
    rate: 1,
    reverseRate: 1,
    madeBy: null,
    isLooping: false,
    inFrame: null,
    outFrame: null,
    problem: null,
  };
  const listeners = new Set<() => void>();
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    update(change) {
      const next = { ...snapshot, ...change };
      const keys = Object.keys(change) as (keyof PlayheadSnapshot)[];
      if (keys.every((key) => next[key] === snapshot[key])) {
        return;
      }
      snapshot = next;
      for (const listener of [...listeners]) {
        listener();
      }
    },
  };
}

/** The frame that an act at this moment is about: the one on the stage, or the one asked for while it comes. */
export function frameNow({ mode, shownFrame, targetFrame }: PlayheadSnapshot): FrameNumber {
  return mode === 'still' || mode === 'starting' ? targetFrame : (shownFrame ?? targetFrame);
}

/** Whether the picture on the stage is not the one that was asked for and is not on its way to it by play. */
export function isAnotherShown({ mode, shownFrame, targetFrame }: PlayheadSnapshot): boolean {
  return (mode === 'still' || mode === 'starting') && shownFrame !== targetFrame;
}

/** Whether the number beside the picture is the number of the picture that was asked for. */
export function isSettled(snapshot: PlayheadSnapshot): boolean {
  return snapshot.mode === 'still' && snapshot.surface === 'still' && snapshot.shownFrame === snapshot.targetFrame;
}
