import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { PictureDecoder } from '../playback/decoded-picture.ts';
import { readPicture } from '../playback/picture-pixels.ts';
import type { StagePicture } from '../playback/stage-picture.ts';
import { decodeRuns } from './fine-frames.ts';

/** Small pictures of single frames, decoded in the page while the hand rests, for where the strip has none. */
export type FinePictures = {
  get(frame: number): ImageBitmap | undefined;
  /** Frames of which there is a picture, ascending. */
  frames(): readonly number[];
  /** Has pictures of these frames made, once nothing moves; earlier wishes are dropped. */
  want(frames: readonly number[]): void;
  /** The bench became busy: nothing is decoded until the next wish. */
  rest(): void;
  onNew(listener: () => void): () => void;
  dispose(): void;
};

export type FinePicturesOptions = {
  readonly index: FrameIndex;
  /** The decoders of the page, best first; asked only when a picture is wanted. */
  readonly decoders: () => readonly PictureDecoder<StagePicture>[];
  /** Size to keep, in device pixels. */
  readonly width: number;
  readonly height: number;
};

const restMillis = 350;
/** Decoded frames that one rest of the hand may cost. */
const frameBudget = 160;
const mostKept = 400;

export function createFinePictures({ index, decoders, width, height }: FinePicturesOptions): FinePictures {
  const kept = new Map<number, ImageBitmap>();
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let work: AbortController | null = null;
  /** A file that the page cannot decode keeps to the strip that the engine made. */
  let isUnavailable = false;

  function rest(): void {
    if (timer !== null) {
      clearTimeout(timer);
      timer = null;
    }
    work?.abort();
    work = null;
  }

  async function keep(frame: number, picture: StagePicture): Promise<void> {
    const whole = new OffscreenCanvas(picture.width, picture.height);
    const small = new OffscreenCanvas(width, height);
    const [wholeContext, smallContext] = [whole.getContext('2d'), small.getContext('2d')];
    if (wholeContext !== null && smallContext !== null) {
      const read = await readPicture(picture);
      read.draw(wholeContext);
      read.release();
      smallContext.drawImage(whole, 0, 0, width, height);
      kept.set(frame, small.transferToImageBitmap());
    }
    // The oldest goes first: what is on the screen was asked for last.
    for (const [oldest, image] of kept) {
      if (kept.size <= mostKept) {
        break;
      }
      image.close();
      kept.delete(oldest);
    }
  }

  async function make(frames: readonly number[], signal: AbortSignal): Promise<void> {
    const [decoder] = decoders();
    if (decoder === undefined) {
      isUnavailable = true;
      return;
    }
    for (const run of decodeRuns(frames, index, frameBudget)) {
      const wanted = new Set(run.frames);
      const range = { first: run.first as FrameNumber, last: run.last as FrameNumber, urgent: null };
      for await (const { frame, picture } of decoder.pictures(range, signal)) {
        try {
          if (wanted.has(frame) && !signal.aborted) {
            await keep(frame, picture);
          }
        } finally {
          picture.source.close();
        }
      }
      if (signal.aborted) {
        return;
      }
      for (const listener of [...listeners]) {
        listener();
      }
    }
  }

  return {
    get: (frame) => kept.get(frame),
    frames: () => [...kept.keys()].sort((a, b) => a - b),
    want(frames) {
      rest();
      const missing = frames.filter((frame) => !kept.has(frame));
      if (missing.length === 0 || isUnavailable) {
        return;
      }
      timer = setTimeout(() => {
        const stop = new AbortController();
        work = stop;
        make(missing, stop.signal).catch(() => {
          isUnavailable ||= !stop.signal.aborted;
        });
      }, restMillis);
    },
    rest,
    onNew(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      rest();
      listeners.clear();
      for (const image of kept.values()) {
        image.close();
      }
      kept.clear();
    },
  };
}
