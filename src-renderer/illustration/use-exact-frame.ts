import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type AppError, toAppError } from '../../src-main/domain/app-error.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { useDoors } from '../engine/use-engine.ts';
import { createExactFrames, type ExactFrame, framesAhead } from './exact-frames.ts';
import type { Range } from './shape-edits.ts';

/**
 * The exact picture of a frame as the engine decodes it. `last` is the picture that came last, which is another frame's
 * until that of `frame` is there; `exact` is null until then. While one looks at it, those that may be wanted next are
 * fetched, so that a step shows its picture at once.
 */
export function useExactFrame(
  footageId: FootageId,
  frame: number,
  { first, last: end }: Range,
): { readonly exact: ExactFrame | null; readonly last: ExactFrame | null; readonly error: AppError | null } {
  const { engine } = useDoors();
  const frames = useMemo(
    () =>
      createExactFrames(async (wanted, signal) => {
        const answer = await engine.call(
          'footage.frame',
          { footageId, frame: wanted as FrameNumber, format: 'jpeg' },
          { signal },
        );
        const blob = new Blob([new Uint8Array(answer.bytes)], { type: answer.mediaType });
        const picture = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
        return { frame: answer.frame, pts: answer.pts, picture };
      }),
    [engine, footageId],
  );
  const before = useRef(frame);
  const [last, setLast] = useState<ExactFrame | null>(null);
  const [failure, setFailure] = useState<{ readonly frame: number; readonly error: AppError } | null>(null);
  // Before the page is painted, so that a picture which is already there is never seen veiled.
  useLayoutEffect(() => {
    const stop = new AbortController();
    const step = frame - before.current;
    before.current = frame;
    const show = (found: ExactFrame): void => {
      setLast(found);
      void frames.fetchAhead(framesAhead(frame, step, { first, last: end }), stop.signal);
    };
    setFailure(null);
    const found = frames.peek(frame);
    if (found !== null) {
      show(found);
    } else {
      frames.fetch(frame).then(
        (fetched) => {
          if (!stop.signal.aborted) {
            show(fetched);
          }
        },
        (thrown: unknown) => {
          if (!stop.signal.aborted) {
            setFailure({ frame, error: toAppError(thrown) });
          }
        },
      );
    }
    return () => stop.abort();
  }, [frames, frame, first, end]);
  useEffect(() => () => frames.close(), [frames]);
  return {
    exact: last?.frame === frame ? last : null,
    last,
    error: failure?.frame === frame ? failure.error : null,
  };
}
