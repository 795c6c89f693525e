import type { Pts } from '../../src-main/domain/time.ts';
import type { Range } from './shape-edits.ts';

export type ExactFrame = {
  readonly frame: number;
  readonly pts: Pts;
  readonly picture: ImageBitmap;
};

/** Pictures kept, so that going back and forth a little is quick. */
const kept = 12;
/** Frames fetched ahead while one goes one by one. */
const depth = 3;

/** Which frames come next, the likeliest first, when one came to `frame` by `step` (0: by opening). */
export function framesAhead(frame: number, step: number, { first, last }: Range): readonly number[] {
  const wanted =
    Math.abs(step) === 1
      ? Array.from({ length: depth }, (_, place) => frame + step * (place + 1))
      : [...(step === 0 ? [] : [frame + step]), frame + 1, frame - 1];
  return wanted.filter((one) => one >= first && one <= last);
}

type Asked = { readonly frame: number; readonly stop: AbortController; readonly found: Promise<ExactFrame> };

/** The exact pictures of one recording: those at hand, and one at a time asked for. */
export type ExactFrames = {
  /** The picture, where it is at hand. */
  peek(frame: number): ExactFrame | null;
  /** Asks for a picture; whatever else was on its way is given up. */
  fetch(frame: number): Promise<ExactFrame>;
  /** Asks for pictures that may be wanted next, one after another, until `signal` says that something else is wanted. */
  fetchAhead(frames: readonly number[], signal: AbortSignal): Promise<void>;
  close(): void;
};

export function createExactFrames(load: (frame: number, signal: AbortSignal) => Promise<ExactFrame>): ExactFrames {
  /** The one used last stands last. */
  const known = new Map<number, ExactFrame>();
  let asked: Asked | null = null;

  function keep(found: ExactFrame): void {
    known.delete(found.frame);
    known.set(found.frame, found);
    for (const [oldest, { picture }] of known) {
      if (known.size <= kept) {
        return;
      }
      known.delete(oldest);
      picture.close();
    }
  }

  async function loadAndKeep(frame: number, signal: AbortSignal): Promise<ExactFrame> {
    const found = await load(frame, signal);
    if (signal.aborted || found.frame !== frame) {
      found.picture.close();
      signal.throwIfAborted();
      throw new Error(`The picture of frame ${frame} was asked for and that of ${found.frame} came.`);
    }
    keep(found);
    return found;
  }

  function fetch(frame: number): Promise<ExactFrame> {
    if (asked?.frame === frame) {
      return asked.found;
    }
    asked?.stop.abort();
    const stop = new AbortController();
    const found = loadAndKeep(frame, stop.signal).finally(() => {
      if (asked?.stop === stop) {
        asked = null;
      }
    });
    asked = { frame, stop, found };
    return found;
  }

  return {
    peek(frame) {
      const found = known.get(frame) ?? null;
      if (found !== null) {
        keep(found);
      }
      return found;
    },
    fetch,
    async fetchAhead(frames, signal) {
      for (const frame of frames.filter((one) => !known.has(one))) {
        if (signal.aborted) {
          return;
        }
        try {
          await fetch(frame);
        } catch {
          // Given up for another one; or it fails again, and is shown to fail, when it is wanted.
          return;
        }
      }
    },
    close() {
      asked?.stop.abort();
      for (const { picture } of known.values()) {
        picture.close();
      }
      known.clear();
    },
  };
}
