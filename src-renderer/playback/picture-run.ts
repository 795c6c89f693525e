import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { DecodedPicture, PictureDecoder, PictureRange } from './decoded-picture.ts';

/** One stretch of frames being decoded in order, which can be waited for, held back and stopped. */
export type PictureRun = {
  readonly last: FrameNumber;
  /** The first frame that has not come yet. */
  next(): FrameNumber;
  isOver(): boolean;
  /** Resolves once `frame` has come or will not come any more, or the signal was aborted. */
  when(frame: FrameNumber, signal: AbortSignal): Promise<void>;
  /** Has the run look again whether it may go on. */
  wake(): void;
  stop(): void;
  /** Why it ended early, if it did. */
  failure(): AppError | null;
};

export type PictureRunOptions<Picture> = {
  readonly decoder: PictureDecoder<Picture>;
  readonly range: PictureRange;
  /** Takes the picture over. */
  readonly take: (decoded: DecodedPicture<Picture>) => void;
  /** Whether to decode `next` already. */
  readonly mayGoOn: (next: FrameNumber) => boolean;
};

/** Starts a run at once. Everything that the decoder gives is handed to `take`, also what came too late. */
export function createPictureRun<Picture>(options: PictureRunOptions<Picture>): PictureRun {
  const { first, last, urgent } = options.range;
  const stopper = new AbortController();
  const listeners = new Set<() => void>();
  let next = first;
  let hasUrgent = false;
  let isOver = false;
  let failure: AppError | null = null;
  let wakeUp: () => void = () => undefined;

  function tell(): void {
    for (const listener of [...listeners]) {
      listener();
    }
  }

  function pass(frame: FrameNumber): void {
    if (frame === urgent && frame > next) {
      hasUrgent = true;
    } else {
      next = (frame + 1 === urgent && hasUrgent ? frame + 2 : frame + 1) as FrameNumber;
    }
  }

  async function held(): Promise<void> {
    while (!stopper.signal.aborted && !options.mayGoOn(next)) {
      await new Promise<void>((resolve) => {
        wakeUp = resolve;
      });
    }
  }

  async function drive(): Promise<void> {
    try {
      for await (const decoded of options.decoder.pictures(options.range, stopper.signal)) {
        pass(decoded.frame);
        options.take(decoded);
        tell();
        await held();
        if (stopper.signal.aborted) {
          break;
        }
      }
    } catch (thrown) {
      failure = toAppError(thrown);
    } finally {
      isOver = true;
      tell();
    }
  }

  const run: PictureRun = {
    last,
    next: () => next,
    isOver: () => isOver || stopper.signal.aborted,
    when(frame, signal) {
      return new Promise((resolve) => {
        const look = () => {
          if (signal.aborted || isOver || stopper.signal.aborted || next > frame || (hasUrgent && frame === urgent)) {
            listeners.delete(look);
            signal.removeEventListener('abort', look);
            resolve();
          }
        };
        listeners.add(look);
        signal.addEventListener('abort', look);
        look();
      });
    },
    wake: () => wakeUp(),
    stop() {
      stopper.abort();
      wakeUp();
      tell();
    },
    failure: () => failure,
  };
  void drive();
  return run;
}
