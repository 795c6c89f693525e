import { useEffect } from 'react';
import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import { useDoors } from '../../engine/use-engine.ts';
import type { Bench } from '../../playback/bench.ts';
import { benchStore } from '../../playback/bench-store.ts';
import { type CoverageKeeper, keepCoverage } from '../../playback/keep-coverage.ts';
import { createWatchRecorder } from '../../playback/watch-recorder.ts';

function later(millis: number, callback: () => void): () => void {
  const timer = setTimeout(callback, millis);
  return () => clearTimeout(timer);
}

function every(millis: number, callback: () => void): () => void {
  const timer = setInterval(callback, millis);
  return () => clearInterval(timer);
}

/** Writes down which frames are watched while a recording is on the bench. */
export function useCoverageRecorder(bench: Bench, detail: FootageDetail): void {
  const { engine } = useDoors();
  const hasSoundTrack = detail.facts?.mainAudioStream !== null && detail.facts !== null;
  useEffect(() => {
    let keeper: CoverageKeeper | null = null;
    const recorder = createWatchRecorder({
      playhead: bench.playhead,
      index: bench.index,
      hasSoundTrack,
      isMuted: () => benchStore.getState().isMuted,
      isVisible: () => document.visibilityState === 'visible',
      now: () => Date.now(),
      later,
      onRest: () => keeper?.report(),
    });
    const kept = keepCoverage(engine, bench.footageId, () => recorder, every);
    keeper = kept;
    function leave(): void {
      recorder.dispose();
      kept.stop();
    }
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [bench, engine, hasSoundTrack]);
}
