import { useEffect, useEffectEvent, useState } from 'react';
import { type AppError, toAppError } from '../../../src-main/domain/app-error.ts';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import { readCached } from '../../engine/engine-cache.ts';
import { useDoors } from '../../engine/use-engine.ts';
import { type Bench, openBench } from '../../playback/bench.ts';
import { benchStore } from '../../playback/bench-store.ts';
import { readSetting } from '../../session/use-setting.ts';

export type OpenedBench = { readonly bench: Bench | null; readonly error: AppError | null };

/** Lays a recording on the bench once its frames are known, and clears the bench when the screen goes. */
export function useOpenBench(detail: FootageDetail | undefined, startFrame: number): OpenedBench {
  const doors = useDoors();
  const { engine } = doors;
  const [opened, setOpened] = useState<OpenedBench>({ bench: null, error: null });
  const [start] = useState(startFrame);
  const hasFrames = detail !== undefined && detail.index !== null;
  const footageId = detail?.footage.id;
  // A recording is immutable: only another one, or its frames becoming known, lays the bench anew.
  const readDetail = useEffectEvent(() => detail);
  useEffect(() => {
    const laidOut = readDetail();
    if (!hasFrames || laidOut === undefined || laidOut.footage.id !== footageId) {
      return;
    }
    const stop = new AbortController();
    let bench: Bench | null = null;
    openBench(engine, laidOut, start, stop.signal)
      .then((arrived) => {
        if (stop.signal.aborted) {
          arrived.close();
          return;
        }
        bench = arrived;
        benchStore
          .getState()
          .set({ bench: arrived, composing: { kind: 'nothing' }, withdrawingId: null, selectedId: null });
        if (readSetting(doors, 'opensMuted')) {
          benchStore.getState().set({ isMuted: true });
        }
        const reviewerName = readCached(doors.cache, 'matters.current', {})?.reviewer.name ?? '';
        arrived.contentGate.setOff(readSetting(doors, 'withoutContentNotices').includes(reviewerName));
        setOpened({ bench: arrived, error: null });
        arrived.transport.jumpTo(start);
      })
      .catch((thrown: unknown) => {
        if (!stop.signal.aborted) {
          setOpened({ bench: null, error: toAppError(thrown) });
        }
      });
    return () => {
      stop.abort();
      if (bench !== null) {
        benchStore
          .getState()
          .set({ bench: null, composing: { kind: 'nothing' }, isGoToOpen: false, isClockOpen: false });
        bench.close();
      }
      setOpened({ bench: null, error: null });
    };
  }, [doors, engine, footageId, hasFrames, start]);
  const opening = opened.bench;
  useEffect(() => {
    if (opening !== null && detail !== undefined) {
      opening.learn(detail);
    }
  }, [opening, detail]);
  return opened;
}
