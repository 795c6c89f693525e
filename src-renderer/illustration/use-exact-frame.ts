import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';
import { useDoors } from '../engine/use-engine.ts';

export type ExactFrame = {
  readonly frame: number;
  readonly pts: Pts;
  readonly picture: ImageBitmap;
};

/** Pictures kept, so that going back and forth a little is quick. */
const kept = 12;

/**
 * The exact picture of a frame as the engine decodes it. `last` is the picture that came last, which is another frame's
 * until that of `frame` is there; `exact` is null until then.
 */
export function useExactFrame(
  footageId: FootageId,
  frame: number,
): { readonly exact: ExactFrame | null; readonly last: ExactFrame | null; readonly error: AppError | null } {
  const { engine } = useDoors();
  const known = useRef(new Map<number, ExactFrame>());
  const [last, setLast] = useState<ExactFrame | null>(null);
  const [failure, setFailure] = useState<{ readonly frame: number; readonly error: AppError } | null>(null);
  // Before the page is painted, so that a picture which is already there is never seen veiled.
  useLayoutEffect(() => {
    const stop = new AbortController();
    const show = (found: ExactFrame): void => {
      known.current.delete(frame);
      known.current.set(frame, found);
      for (const [oldest, { picture }] of known.current) {
        if (known.current.size <= kept) {
          break;
        }
        known.current.delete(oldest);
        picture.close();
      }
      setLast(found);
    };
    const load = async (): Promise<void> => {
      const answer = await engine.call(
        'footage.frame',
        { footageId, frame: frame as FrameNumber, format: 'jpeg' },
        { signal: stop.signal },
      );
      const blob = new Blob([new Uint8Array(answer.bytes)], { type: answer.mediaType });
      const picture = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
      if (stop.signal.aborted) {
        picture.close();
        return;
      }
      show({ frame: answer.frame, pts: answer.pts, picture });
    };
    setFailure(null);
    const found = known.current.get(frame);
    if (found !== undefined) {
      show(found);
      return;
    }
    load().catch((thrown: unknown) => {
      if (!stop.signal.aborted) {
        setFailure({ frame, error: toAppError(thrown) });
      }
    });
    return () => stop.abort();
  }, [engine, footageId, frame]);
  useEffect(() => {
    const pictures = known.current;
    return () => {
      for (const { picture } of pictures.values()) {
        picture.close();
      }
      pictures.clear();
    };
  }, []);
  return {
    exact: last?.frame === frame ? last : null,
    last,
    error: failure?.frame === frame ? failure.error : null,
  };
}
