import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { FootageId } from '../../domain/identifier.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber } from '../../domain/time.ts';
import { type DecodedFrame, decodeFrame, decodeFrames } from '../media/decode-frame.ts';

type PictureFormat = 'png' | 'jpeg';

/** One recording as the decoder needs it. */
export type PictureSource = {
  readonly footageId: FootageId;
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
};

/** Encoded pictures that stay in memory. */
const budgetBytes = 192 * 1024 * 1024;
/** Neighbours decoded ahead, in the direction of the stepping, in one run of the decoder. */
const runLength = 12;
/** A new run starts when the picture so many steps ahead is not here yet. */
const lookAhead = 5;

type Run = { readonly first: number; readonly end: number; readonly abort: AbortController; done: Promise<void> };

/**
 * Decoded pictures of one open matter. A single frame is decoded alone; when frames are asked for one after another, the
 * next dozen in that direction are decoded in one run, so that stepping waits for a decoder once in a dozen steps.
 */
export type FramePictures = {
  /** Errors: those of `decodeFrame`; cancelled. */
  picture(source: PictureSource, frame: FrameNumber, format: PictureFormat, signal: AbortSignal): Promise<DecodedFrame>;
};

export function createFramePictures(): FramePictures {
  const kept = new Map<string, DecodedFrame>();
  let keptBytes = 0;
  let last: { footageId: FootageId; frame: number } | null = null;
  let run: (Run & { readonly footageId: FootageId; readonly format: PictureFormat }) | null = null;

  const keyOf = (source: PictureSource, frame: number, format: PictureFormat) =>
    `${source.footageId} ${frame} ${format}`;

  function keep(source: PictureSource, format: PictureFormat, picture: DecodedFrame): void {
    const key = keyOf(source, picture.frame, format);
    keptBytes -= kept.get(key)?.bytes.byteLength ?? 0;
    kept.delete(key);
    kept.set(key, picture);
    keptBytes += picture.bytes.byteLength;
    for (const [oldest, { bytes }] of kept) {
      if (keptBytes <= budgetBytes) {
        return;
      }
      kept.delete(oldest);
      keptBytes -= bytes.byteLength;
    }
  }

  function stopRun(): void {
    run?.abort.abort();
    run = null;
  }

  function isInRun(source: PictureSource, frame: number, format: PictureFormat): boolean {
    return (
      run !== null &&
      run.footageId === source.footageId &&
      run.format === format &&
      frame >= run.first &&
      frame < run.end
    );
  }

  /** Decodes `[first, end)` into the cache. A run that fails leaves its frames to be asked for, and reported, singly. */
  function startRun(source: PictureSource, first: number, end: number, format: PictureFormat): void {
    stopRun();
    const abort = new AbortController();
    const started = { footageId: source.footageId, format, first, end, abort, done: Promise.resolve() };
    run = started;
    const decoding = decodeFrames({
      ...source,
      frame: first as FrameNumber,
      count: end - first,
      format,
      signal: abort.signal,
    });
    started.done = decoding
      .then(
        (pictures) => {
          for (const picture of pictures) {
            keep(source, format, picture);
          }
        },
        () => undefined,
      )
      .finally(() => {
        if (run === started) {
          run = null;
        }
      });
  }

  /** Starts a run when one of the next few frames in the direction of the stepping is neither here nor on its way. */
  function prefetch(source: PictureSource, frame: number, step: number, format: PictureFormat): void {
    for (let ahead = 1; ahead <= lookAhead; ahead++) {
      const next = frame + step * ahead;
      if (next < 0 || next >= source.index.count || isInRun(source, next, format)) {
        return;
      }
      if (!kept.has(keyOf(source, next, format))) {
        const [first, end] = step > 0 ? [next, next + runLength] : [next - runLength + 1, next + 1];
        startRun(source, Math.max(0, first), Math.min(source.index.count, end), format);
        return;
      }
    }
  }

  return {
    async picture(source, frame, format, signal) {
      const step = last !== null && last.footageId === source.footageId ? frame - last.frame : 0;
      last = { footageId: source.footageId, frame };
      const isStepping = Math.abs(step) === 1;
      const key = keyOf(source, frame, format);
      if (!kept.has(key) && isInRun(source, frame, format)) {
        await run?.done;
      }
      let picture = kept.get(key);
      if (picture === undefined) {
        stopRun();
        picture = await decodeFrame({ ...source, frame, format, signal });
      }
      if (signal.aborted) {
        throw new AppError('cancelled', 'The picture is no longer wanted.');
      }
      keep(source, format, picture);
      if (isStepping) {
        prefetch(source, frame, step, format);
      }
      return picture;
    },
  };
}
