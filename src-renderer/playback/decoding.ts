import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { PictureRange } from './decoded-picture.ts';

/** One decoder at work: what it gave and was not taken yet, and what became of it. */
export type Decoding = {
  readonly decoder: VideoDecoder;
  /** The next picture to hand out, the urgent one first; null when none is ready. The taker closes it. */
  take(): VideoFrame | null;
  isReady(): boolean;
  /** Whether the decoder is to be given more. */
  hasRoom(): boolean;
  failure(): AppError | null;
  isFlushed(): boolean;
  /** Resolves when the decoder gives, takes or refuses something, or the run is aborted. */
  nextChange(): Promise<void>;
  /** Has it give up what it keeps back; once. */
  flush(): void;
  close(): void;
};

/** Coded pictures handed to the decoder at most before one comes out. */
const mostQueued = 24;
/** Decoded pictures waiting to be taken. */
const mostWaiting = 4;
/** Decoded pictures before the urgent one that are held until it has come; a graphics card has no surfaces to spare. */
const heldBySoftware = 12;
const heldByHardware = 1;

/** Starts a decoder whose pictures carry their frame number as time stamp; those outside the range are closed at once. */
export function startDecoding(config: VideoDecoderConfig, range: PictureRange, signal: AbortSignal): Decoding {
  const { first, last } = range;
  const mostHeld = config.hardwareAcceleration === 'prefer-software' ? heldBySoftware : heldByHardware;
  const waiting: VideoFrame[] = [];
  let urgent: number | null = range.urgent;
  let failure: AppError | null = null;
  let flush: 'not yet' | 'under way' | 'done' = 'not yet';
  let wake: () => void = () => undefined;
  const onChange = () => wake();

  function put(frame: VideoFrame): void {
    if (signal.aborted || frame.timestamp < first || frame.timestamp > last) {
      frame.close();
      return;
    }
    waiting.push(frame);
    if (urgent !== null && frame.timestamp < urgent && waiting.length > mostHeld) {
      waiting.shift()?.close();
    }
  }

  const decoder = new VideoDecoder({
    output: (frame) => {
      put(frame);
      wake();
    },
    error: (error) => {
      failure = toAppError(error);
      wake();
    },
  });
  decoder.addEventListener('dequeue', onChange);
  signal.addEventListener('abort', onChange);
  decoder.configure(config);

  /** Where in `waiting` the next picture is; -1 while the urgent one may still come. */
  function place(): number {
    const wanted = urgent;
    if (wanted === null || flush === 'done') {
      return waiting.length === 0 ? -1 : 0;
    }
    return waiting.findIndex((frame) => frame.timestamp >= wanted);
  }

  return {
    decoder,
    take() {
      const found = place();
      if (found === -1) {
        return null;
      }
      const isUrgent = waiting[found]?.timestamp === urgent;
      urgent = null;
      // Where the urgent one did not come, the others keep their order.
      const [frame] = waiting.splice(isUrgent ? found : 0, 1);
      return frame ?? null;
    },
    isReady: () => place() !== -1,
    hasRoom: () =>
      !signal.aborted &&
      failure === null &&
      decoder.decodeQueueSize < mostQueued &&
      (urgent !== null || waiting.length < mostWaiting),
    failure: () => failure,
    isFlushed: () => flush === 'done',
    nextChange: () =>
      new Promise((resolve) => {
        wake = resolve;
      }),
    flush() {
      if (flush === 'not yet' && decoder.state === 'configured') {
        flush = 'under way';
        const onFlushed = () => {
          flush = 'done';
          wake();
        };
        // A refusal comes with an error, which is what the run then ends with.
        decoder.flush().then(onFlushed, onFlushed);
      }
    },
    close() {
      signal.removeEventListener('abort', onChange);
      decoder.removeEventListener('dequeue', onChange);
      if (decoder.state !== 'closed') {
        decoder.close();
      }
      for (const frame of waiting) {
        frame.close();
      }
      waiting.length = 0;
    },
  };
}
