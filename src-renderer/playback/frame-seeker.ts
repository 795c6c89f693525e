import { AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';
import type { DecodedPicture, FetchFrame, PictureDecoder, SeekDirection } from './decoded-picture.ts';
import { createFrameCache } from './frame-cache.ts';
import { createPictureRun, type PictureRun } from './picture-run.ts';

export type FrameSeeker<Picture> = {
  /**
   * The picture of `frame`. Only the newest ask is kept alive: an older one still under way is dropped (`cancelled`).
   * Rejects with an AppError; `proof-failed` when every decoder answered with another frame than the one asked.
   */
  seek(frame: FrameNumber, direction?: SeekDirection): Promise<DecodedPicture<Picture>>;
  /** The picture if it is at hand. */
  peek(frame: FrameNumber): DecodedPicture<Picture> | null;
  /** Stops preparing pictures and frees the decoders; what is kept stays. For continuous play. */
  rest(): void;
  /** What is kept and what is going on, for tests and measurements. */
  state(): { readonly kept: number; readonly keptBytes: number; readonly runs: number };
  dispose(): void;
};

export type FrameSeekerOptions<Picture> = {
  readonly frameCount: number;
  /** Decoders of the page, the best first; asked for anew each time, because a copy may arrive later. */
  readonly decoders: () => readonly PictureDecoder<Picture>[];
  /** The last resort for any frame. */
  readonly fetchFrame: FetchFrame<Picture>;
  /** The pts that the FrameIndex gives for a frame: the picture must carry exactly this one. */
  readonly expectedPts: (frame: FrameNumber) => Pts;
  readonly misnamed: (asked: FrameNumber, got: FrameNumber) => AppError;
  /** Pictures kept, by bytes; the one farthest from the newest ask goes first. */
  readonly byteBudget: number;
  readonly release: (picture: Picture) => void;
};

/** Pictures prepared ahead of forward steps. */
const ahead = 12;
/** Pictures kept from before a jump, which are decoded anyway: the first steps back are there. */
const behindJump = 12;
/** Pictures one backward run prepares at most. */
const longestBackRun = 120;
/** Part of what may be kept that one backward run fills: the next one is decoded while it is shown. */
const backRunShare = 0.45;
/** A frame this far from where a run is now is quicker to begin anew for than to wait for. */
const worthWaiting = 48;
/** After so many failures in a row a decoder is no longer asked. */
const patience = 3;

function cancelled(): AppError {
  return new AppError('cancelled', 'Another frame was asked for.');
}

type Ask<Picture> = {
  readonly frame: FrameNumber;
  readonly stop: AbortController;
  readonly answer: Promise<DecodedPicture<Picture>>;
};

/**
 * Gets decoded pictures and keeps those around the playhead. A jump has its picture made first and then its surroundings;
 * steps forward keep one run going, a few pictures ahead; steps back decode whole stretches and keep them. Whatever comes is checked against the
 * frame list by its time stamp, and what does not come from one decoder is asked of the next, the engine last.
 */
export function createFrameSeeker<Picture>(options: FrameSeekerOptions<Picture>): FrameSeeker<Picture> {
  const cache = createFrameCache<Picture>(options);
  const failures = new WeakMap<PictureDecoder<Picture>, number>();
  let forward: PictureRun | null = null;
  let backward: PictureRun | null = null;
  let ask: Ask<Picture> | null = null;
  let isDisposed = false;

  const clampFrame = (frame: number) => Math.max(0, Math.min(options.frameCount - 1, frame)) as FrameNumber;
  const usable = () => options.decoders().filter((decoder) => (failures.get(decoder) ?? 0) < patience);

  function stopRuns(): void {
    forward?.stop();
    backward?.stop();
    forward = null;
    backward = null;
  }

  /** Keeps a picture whose time stamp is the one the frame list gives for its number; any other is thrown away. */
  function take(decoded: DecodedPicture<Picture>): void {
    if (isDisposed || decoded.pts !== options.expectedPts(decoded.frame)) {
      options.release(decoded.picture);
    } else {
      cache.keep(decoded);
    }
  }

  /** Decodes from `first` on and goes on as the playhead moves, a few pictures ahead of it. */
  function startForward(first: FrameNumber, urgent: FrameNumber | null): PictureRun | null {
    forward?.stop();
    const [decoder] = usable();
    forward =
      decoder === undefined
        ? null
        : createPictureRun<Picture>({
            decoder,
            range: { first, last: clampFrame(options.frameCount), urgent },
            take,
            mayGoOn: (next) => next <= cache.center() + aheadNow(),
          });
    return forward;
  }

  function startStretch(decoder: PictureDecoder<Picture>, first: FrameNumber, last: FrameNumber): PictureRun {
    return createPictureRun<Picture>({ decoder, range: { first, last, urgent: null }, take, mayGoOn: () => true });
  }

  function startBackward(last: FrameNumber): PictureRun | null {
    backward?.stop();
    const [decoder] = usable();
    backward = decoder === undefined ? null : startStretch(decoder, clampFrame(last - backRunLength() + 1), last);
    return backward;
  }

  function backRunLength(): number {
    return Math.max(4, Math.min(longestBackRun, Math.floor(cache.capacity() * backRunShare)));
  }

  function aheadNow(): number {
    return Math.max(2, Math.min(ahead, Math.floor(cache.capacity() / 4)));
  }

  function prepare(frame: FrameNumber, direction: SeekDirection): void {
    if (isDisposed) {
      return;
    }
    if (direction === 1) {
      const next = cache.firstMissing(frame, 1);
      if (next >= options.frameCount || next > frame + Math.ceil(aheadNow() / 2)) {
        return;
      }
      if (forward === null || forward.isOver() || forward.next() > next || next - forward.next() > worthWaiting) {
        startForward(next as FrameNumber, null);
      } else {
        forward.wake();
      }
    }
    if (direction === -1) {
      if (forward !== null && forward.next() > frame + 2 * aheadNow()) {
        // A decoder that waits holds a dozen pictures of its own; the way forward is not taken again so soon.
        forward.stop();
        forward = null;
      }
      const missing = cache.firstMissing(frame, -1);
      const isEnough = frame - missing > backRunLength();
      const isComing =
        backward !== null && !backward.isOver() && missing >= backward.next() && missing <= backward.last;
      if (missing >= 0 && !isEnough && !isComing) {
        startBackward(missing as FrameNumber);
      }
    }
  }

  /** The run that is going to give this frame, started when none is; null when the page has no decoder. */
  function runFor(frame: FrameNumber, direction: SeekDirection): PictureRun | null {
    for (const run of [forward, backward]) {
      const isOnTheWay = run !== null && !run.isOver() && frame >= run.next() && frame <= run.last;
      if (isOnTheWay && frame - run.next() <= worthWaiting) {
        return run;
      }
    }
    if (direction === 1) {
      return startForward(frame, null);
    }
    if (direction === -1) {
      return startBackward(frame);
    }
    stopRuns();
    return startForward(clampFrame(frame - Math.min(behindJump, Math.floor(cache.capacity() / 4))), frame);
  }

  async function bySpareDecoders(
    frame: FrameNumber,
    tried: PictureDecoder<Picture>,
    signal: AbortSignal,
  ): Promise<DecodedPicture<Picture> | null> {
    for (const decoder of usable().filter((candidate) => candidate !== tried)) {
      const run = startStretch(decoder, frame, frame);
      await run.when(frame, signal);
      run.stop();
      const found = cache.get(frame);
      if (found !== null) {
        return found;
      }
    }
    return null;
  }

  async function byEngine(frame: FrameNumber, signal: AbortSignal): Promise<DecodedPicture<Picture>> {
    const decoded = await options.fetchFrame(frame, signal);
    if (decoded.frame !== frame || decoded.pts !== options.expectedPts(frame)) {
      options.release(decoded.picture);
      throw options.misnamed(frame, decoded.frame);
    }
    if (isDisposed) {
      options.release(decoded.picture);
      throw toAppError(new Error('The bench was closed.'));
    }
    return cache.keep(decoded);
  }

  async function find(
    frame: FrameNumber,
    direction: SeekDirection,
    signal: AbortSignal,
  ): Promise<DecodedPicture<Picture>> {
    const [decoder] = usable();
    const run = runFor(frame, direction);
    if (decoder !== undefined && run !== null) {
      run.wake();
      await run.when(frame, signal);
      const found = cache.get(frame);
      if (found !== null) {
        failures.set(decoder, 0);
        return found;
      }
      if (signal.aborted) {
        throw cancelled();
      }
      const failure = run.failure();
      failures.set(decoder, failure?.code === 'media-unsupported' ? patience : (failures.get(decoder) ?? 0) + 1);
      const spare = await bySpareDecoders(frame, decoder, signal);
      if (spare !== null) {
        return spare;
      }
    }
    if (signal.aborted) {
      throw cancelled();
    }
    return byEngine(frame, signal);
  }

  return {
    seek(frame, direction = 0) {
      if (isDisposed) {
        return Promise.reject(toAppError(new Error('The bench was closed.')));
      }
      cache.moveTo(frame, direction);
      const known = cache.get(frame);
      if (known !== null) {
        ask?.stop.abort();
        ask = null;
        prepare(frame, direction);
        return Promise.resolve(known);
      }
      if (ask?.frame === frame) {
        return ask.answer;
      }
      ask?.stop.abort();
      const stop = new AbortController();
      const answer = find(frame, direction, stop.signal)
        .then((found) => {
          if (stop.signal.aborted) {
            throw cancelled();
          }
          prepare(frame, direction);
          return found;
        })
        .finally(() => {
          if (ask?.stop === stop) {
            ask = null;
          }
        });
      ask = { frame, stop, answer };
      return answer;
    },
    peek: (frame) => cache.get(frame),
    rest() {
      ask?.stop.abort();
      ask = null;
      stopRuns();
    },
    state: () => ({
      kept: cache.count(),
      keptBytes: cache.byteCount(),
      runs: [forward, backward].filter((run) => run !== null && !run.isOver()).length,
    }),
    dispose() {
      isDisposed = true;
      ask?.stop.abort();
      stopRuns();
      cache.clear();
    },
  };
}
