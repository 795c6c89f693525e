import { AppError } from '../../src-main/domain/app-error.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { areAidsOn, type ViewingAids } from '../../src-main/domain/viewing-aids.ts';
import type { EngineDoor } from '../engine/engine-door.ts';
import { applyAids } from '../player/aid-pixels.ts';

/** A frame, and the viewing aids it is seen with. */
export type FrameRef = {
  readonly footageId: FootageId;
  readonly frame: number;
  readonly aids?: ViewingAids | null;
  /** Degrees clockwise by which the coded picture was turned upright; fields are lines of the coded one. */
  readonly rotation?: number;
};

/** Exact pictures of single frames, made small, for lists and previews. */
export type FrameBitmaps = {
  /** The picture when it is here already. */
  known(ref: FrameRef, width: number): ImageBitmap | null;
  /** Asks for a picture no wider than `width` pixels. What was asked for last comes first. Errors: those of `footage.frame`. */
  want(ref: FrameRef, width: number, signal: AbortSignal): Promise<ImageBitmap>;
};

/** A decoder runs for each picture; two at a time leave the machine to the reviewer. */
const mostAtOnce = 2;
/** About 40 MB of small pictures. */
const mostKept = 400;

type Waiting = { readonly start: () => void; readonly signal: AbortSignal };

async function decode(
  engine: EngineDoor,
  { footageId, frame, aids = null, rotation = 0 }: FrameRef,
  width: number,
  signal: AbortSignal,
): Promise<ImageBitmap> {
  const request = { footageId, frame: frame as FrameNumber, format: 'jpeg' } as const;
  const answer = await engine.call('footage.frame', request, { signal });
  const blob = new Blob([new Uint8Array(answer.bytes)], { type: answer.mediaType });
  const small = answer.width > width ? { resizeWidth: width, resizeQuality: 'high' as const } : undefined;
  if (aids === null || !areAidsOn(aids)) {
    return await createImageBitmap(blob, small);
  }
  // Aids count in the pixels of the recording: they are applied before it is made small.
  const whole = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(whole.width, whole.height);
  const context = canvas.getContext('2d');
  if (context === null) {
    return whole;
  }
  context.drawImage(whole, 0, 0);
  const pixels = context.getImageData(0, 0, whole.width, whole.height);
  applyAids(pixels, aids, rotation);
  whole.close();
  return await createImageBitmap(pixels, small);
}

export function createFrameBitmaps(engine: EngineDoor): FrameBitmaps {
  const kept = new Map<string, ImageBitmap>();
  const keyOf = ({ footageId, frame, aids }: FrameRef, width: number) =>
    `${footageId} ${frame} ${width} ${aids == null ? '' : JSON.stringify(aids)}`;
  let running = 0;
  let waiting: Waiting[] = [];

  function next(): void {
    waiting = waiting.filter(({ signal }) => !signal.aborted);
    while (running < mostAtOnce && waiting.length > 0) {
      waiting.pop()?.start();
    }
  }

  function keep(key: string, bitmap: ImageBitmap): void {
    kept.set(key, bitmap);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) {
        return;
      }
      kept.delete(oldest);
    }
  }

  return {
    known: (ref, width) => kept.get(keyOf(ref, width)) ?? null,
    want(ref, width, signal) {
      const key = keyOf(ref, width);
      const known = kept.get(key);
      if (known !== undefined) {
        return Promise.resolve(known);
      }
      return new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => reject(new AppError('cancelled', 'The picture is no longer wanted.')), {
          once: true,
        });
        const start = () => {
          running += 1;
          decode(engine, ref, width, signal)
            .then((bitmap) => {
              keep(key, bitmap);
              resolve(bitmap);
            })
            .catch(reject)
            .finally(() => {
              running -= 1;
              next();
            });
        };
        waiting.push({ start, signal });
        // After everything that is drawn in this turn has asked.
        queueMicrotask(next);
      });
    },
  };
}

const ofEngines = new WeakMap<EngineDoor, FrameBitmaps>();

/** The pictures of a page, one store for all its lists. */
export function frameBitmapsOf(engine: EngineDoor): FrameBitmaps {
  const known = ofEngines.get(engine) ?? createFrameBitmaps(engine);
  ofEngines.set(engine, known);
  return known;
}
