import { useMemo } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { Bench } from '../playback/bench.ts';
import { useNoticesOff } from '../session/use-notices-off.ts';
import { keyFrameBoundaries } from './frame-boundary.ts';
import type { RecordingScene } from './timeline-scene.ts';
import { useFilmstrip, useFinePictures, useNoted, usePeaks, useWatched } from './use-timeline-data.ts';

/** What the recording itself has to show, as it becomes known. */
export function useRecordingScene(bench: Bench, detail: FootageDetail): RecordingScene {
  const filmstrip = useFilmstrip(detail);
  const finePictures = useFinePictures(bench, detail, filmstrip?.strip ?? null);
  const peaks = usePeaks(detail);
  const watched = useWatched(bench.index, bench.footageId);
  const noted = useNoted(bench.index, bench.footageId);
  const areNoticesOff = useNoticesOff();
  const keyFrames = useMemo(() => keyFrameBoundaries(bench.index), [bench.index]);
  const summary = detail.index;
  return useMemo(
    () => ({
      index: bench.index,
      usualStepTicks: summary?.usualStepTicks ?? 1,
      isConstantRate: summary?.isConstantRate ?? true,
      keyFrames,
      filmstrip,
      finePictures,
      peaks,
      findings: summary?.findings ?? [],
      watched,
      noted,
      areNoticesOff,
    }),
    [bench.index, summary, keyFrames, filmstrip, finePictures, peaks, watched, noted, areNoticesOff],
  );
}
