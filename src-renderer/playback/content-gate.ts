import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { frameMicrosAway } from './neighbours.ts';
import { frameNow, type Playhead } from './playhead.ts';
import type { PlayBounds, Transport } from './transport-parts.ts';

/** A span that may disturb, half-open. */
export type NotedSpan = { readonly id: string; readonly inFrame: number; readonly outFrame: number };

export const contentChoices = ['go-on', 'go-on-silent', 'skip', 'stop'] as const;
export type ContentChoice = (typeof contentChoices)[number];

/** How far a choice holds: this time, this span while the recording is on the bench, or every noted span of it. */
export const choiceReaches = ['once', 'span', 'recording'] as const;
export type ChoiceReach = (typeof choiceReaches)[number];

/** What the reviewer is asked before the first picture of noted spans; the bench stands still meanwhile. */
export type ContentQuestion = { readonly noteIds: readonly string[] };

/** Stands between the reviewer's hands and the transport: no picture of a noted span is shown before they were asked. */
export type ContentGate = {
  /** The transport that everybody uses; moves into a noted span wait for the answer. */
  readonly transport: Transport;
  setNotes(notes: readonly NotedSpan[]): void;
  /** The reviewer does not want to be asked. */
  setOff(isOff: boolean): void;
  /** The same object until it is answered. */
  question(): ContentQuestion | null;
  /** Whether the reviewer chose to go on without sound, and is there now. */
  isSilenced(): boolean;
  /** Called after each change of `question` or `isSilenced`. */
  subscribe(listener: () => void): () => void;
  answer(choice: ContentChoice, reach: ChoiceReach): void;
  dispose(): void;
};

/** Media time between the question and the first picture, at normal speed. */
const leadMicros = 1_000_000;

type Direction = 1 | -1;
type Move = {
  /** Frames that will be on the screen, both ends included. */
  readonly from: number;
  readonly to: number;
  readonly direction: Direction;
  /** Skipping goes on moving afterwards. */
  readonly isPlay: boolean;
  act(): void;
};

type GateOptions = { readonly index: FrameIndex; readonly playhead: Playhead; readonly transport: Transport };

export function createContentGate({ index, playhead, transport: inner }: GateOptions): ContentGate {
  const lastFrame = index.count - 1;
  let notes: readonly NotedSpan[] = [];
  let isOff = false;
  /** Spans that may be shown now; one ends when it was entered and left again. */
  const passes = new Map<string, { hasEntered: boolean; isSilent: boolean }>();
  const standing = new Map<string, ContentChoice>();
  let standingForAll: ContentChoice | null = null;
  let waiting: {
    readonly move: Move;
    readonly asked: readonly NotedSpan[];
    readonly question: ContentQuestion;
  } | null = null;
  let isSilenced = false;
  let bounds: PlayBounds | null = null;
  let watchedFrame = -1;
  const listeners = new Set<() => void>();

  const now = () => playhead.getSnapshot();
  const here = () => now().shownFrame ?? now().targetFrame;
  const clamp = (frame: number) => Math.min(lastFrame, Math.max(0, Math.round(frame)));
  const contains = (note: NotedSpan, frame: number) => frame >= note.inFrame && frame < note.outFrame;
  const isMovingForward = () => now().mode === 'playing' || now().mode === 'starting';
  /** The farthest frame that a second of play from here reaches. */
  const ahead = (frame: number, direction: Direction) => {
    const rate = Math.max(1, direction === 1 ? now().rate : now().reverseRate);
    return clamp(frameMicrosAway(index, clamp(frame) as FrameNumber, direction * leadMicros * rate));
  };

  function tell(): void {
    for (const listener of [...listeners]) {
      listener();
    }
  }

  function updateSilence(): void {
    const frame = here();
    const next = notes.some((note) => contains(note, frame) && passes.get(note.id)?.isSilent === true);
    if (next !== isSilenced) {
      isSilenced = next;
      tell();
    }
  }

  function letPass(note: NotedSpan, choice: ContentChoice): void {
    passes.set(note.id, { hasEntered: false, isSilent: choice === 'go-on-silent' });
  }

  /** Goes to the first frame behind these spans and those that touch them; stays where there is none. */
  function skip(spans: readonly NotedSpan[], { direction, isPlay }: Move): void {
    const isIn = (note: NotedSpan, frame: number) => !passes.has(note.id) && contains(note, frame);
    let frame =
      direction === 1
        ? Math.max(...spans.map((note) => note.outFrame))
        : Math.min(...spans.map((note) => note.inFrame)) - 1;
    for (
      let next = notes.find((note) => isIn(note, frame));
      next !== undefined;
      next = notes.find((note) => isIn(note, frame))
    ) {
      frame = direction === 1 ? next.outFrame : next.inFrame - 1;
    }
    if (frame < 0 || frame > lastFrame) {
      inner.pause();
      return;
    }
    inner.jumpTo(frame);
    if (isPlay && !isMovingForward()) {
      if (direction === 1) {
        gated.play();
      } else {
        gated.shuttleBackward();
      }
    }
  }

  /** Does a move unless it would show a noted span that the reviewer was not asked about. */
  function attempt(move: Move): void {
    if (waiting !== null) {
      return;
    }
    const [from, to] = move.from <= move.to ? [move.from, move.to] : [move.to, move.from];
    const met = isOff ? [] : notes.filter((note) => note.inFrame <= to && note.outFrame > from && !passes.has(note.id));
    const asked: NotedSpan[] = [];
    const skipped: NotedSpan[] = [];
    for (const note of met) {
      const choice = standing.get(note.id) ?? standingForAll;
      if (choice === 'go-on' || choice === 'go-on-silent') {
        letPass(note, choice);
      } else if (choice === 'skip' && move.isPlay) {
        skipped.push(note);
      } else {
        asked.push(note);
      }
    }
    if (asked.length > 0) {
      if (now().mode !== 'still') {
        inner.pause();
      }
      waiting = { move, asked, question: { noteIds: asked.map((note) => note.id) } };
      tell();
    } else if (skipped.length > 0) {
      skip(skipped, move);
    } else {
      move.act();
      updateSilence();
    }
  }

  function attemptPlay(act: () => void, from: number, direction: Direction = 1): void {
    attempt({ from, to: ahead(from, direction), direction, isPlay: true, act });
  }

  function attemptGo(frame: number, act: () => void): void {
    const direction = frame >= now().targetFrame ? 1 : -1;
    if (isMovingForward()) {
      attemptPlay(act, frame);
    } else {
      attempt({ from: frame, to: frame, direction, isPlay: false, act });
    }
  }

  function dropLeftPasses(frame: number): void {
    if (now().isLooping) {
      return;
    }
    for (const [id, pass] of passes) {
      const note = notes.find((candidate) => candidate.id === id);
      if (note !== undefined && contains(note, frame)) {
        pass.hasEntered = true;
      } else if (note === undefined || pass.hasEntered) {
        passes.delete(id);
      }
    }
  }

  /** Looks ahead while something plays. */
  function watch(): void {
    const { mode } = now();
    const frame = here();
    if (frame === watchedFrame) {
      return;
    }
    watchedFrame = frame;
    dropLeftPasses(frame);
    updateSilence();
    if (mode === 'playing') {
      const within = bounds;
      const resume = () => (within === null ? inner.play() : inner.playWithin(within));
      const end = within === null ? ahead(frame, 1) : Math.min(ahead(frame, 1), Math.max(frame, within.end - 1));
      attempt({ from: frame, to: end, direction: 1, isPlay: true, act: () => resumeAfter(mode, resume) });
    } else if (mode === 'reverse') {
      const resume = () => inner.shuttleBackward();
      attempt({ from: frame, to: ahead(frame, -1), direction: -1, isPlay: true, act: () => resumeAfter(mode, resume) });
    }
  }

  /** What plays on needs no push; what was stopped for the question does. */
  function resumeAfter(mode: 'playing' | 'reverse', resume: () => void): void {
    if (now().mode !== mode) {
      resume();
    }
  }

  const gated: Transport = {
    ...inner,
    play() {
      bounds = null;
      const { targetFrame } = now();
      attemptPlay(() => inner.play(), targetFrame >= lastFrame ? 0 : targetFrame);
    },
    playWithin(within) {
      bounds = within;
      const to = Math.min(ahead(within.first, 1), within.end - 1);
      attempt({ from: within.first, to, direction: 1, isPlay: true, act: () => inner.playWithin(within) });
    },
    togglePlay() {
      if (now().mode === 'still') {
        gated.play();
      } else {
        inner.togglePlay();
      }
    },
    shuttleForward() {
      if (isMovingForward()) {
        inner.shuttleForward();
      } else {
        bounds = null;
        attemptPlay(() => inner.shuttleForward(), frameNow(now()));
      }
    },
    shuttleBackward() {
      if (now().mode === 'reverse') {
        inner.shuttleBackward();
      } else {
        attemptPlay(() => inner.shuttleBackward(), frameNow(now()), -1);
      }
    },
    step(frames) {
      const frame = clamp(frameNow(now()) + frames);
      attempt({
        from: frame,
        to: frame,
        direction: frames >= 0 ? 1 : -1,
        isPlay: false,
        act: () => inner.step(frames),
      });
    },
    jumpTo(frame) {
      bounds = null;
      attemptGo(clamp(frame), () => inner.jumpTo(frame));
    },
    scrubTo(frame) {
      attempt({
        from: clamp(frame),
        to: clamp(frame),
        direction: frame >= now().targetFrame ? 1 : -1,
        isPlay: false,
        act: () => inner.scrubTo(frame),
      });
    },
  };

  const stopWatching = playhead.subscribe(watch);

  return {
    transport: gated,
    setNotes(next) {
      const frame = now().shownFrame;
      for (const note of next) {
        const known = notes.find((candidate) => candidate.id === note.id);
        const isNew = known === undefined || known.inFrame !== note.inFrame || known.outFrame !== note.outFrame;
        // Whoever notes the span that is on the screen has seen it.
        if (isNew && frame !== null && contains(note, frame)) {
          passes.set(note.id, { hasEntered: true, isSilent: false });
        }
      }
      notes = next;
      updateSilence();
    },
    setOff(next) {
      isOff = next;
    },
    question: () => waiting?.question ?? null,
    isSilenced: () => isSilenced,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answer(choice, reach) {
      if (waiting === null) {
        return;
      }
      const { move, asked } = waiting;
      waiting = null;
      if (choice !== 'stop' && reach === 'recording') {
        standingForAll = choice;
      }
      for (const note of asked) {
        if (choice !== 'stop' && reach === 'span') {
          standing.set(note.id, choice);
        }
        if (choice === 'go-on' || choice === 'go-on-silent') {
          letPass(note, choice);
        }
      }
      if (choice === 'skip') {
        skip(asked, move);
      } else if (choice !== 'stop') {
        attempt(move);
      }
      tell();
    },
    dispose() {
      stopWatching();
      listeners.clear();
    },
  };
}
