import { useEffect, useMemo, useState } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { type Peaks, readPeaks } from '../../src-main/domain/peaks.ts';
import { useEngineQuery } from '../engine/use-engine.ts';
import { useSession } from '../session/session.ts';
import { type Filmstrip, readFilmstrip, renditionUrl } from './filmstrip.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import { readPalette, type TimelinePalette } from './timeline-palette.ts';
import type { TickRanges } from './timeline-scene.ts';

/** The filmstrip of a recording with its picture loaded; null until both are there. */
export function useFilmstrip(detail: FootageDetail): { strip: Filmstrip; image: HTMLImageElement } | null {
  const rendition = detail.renditions.find((candidate) => candidate.kind === 'filmstrip');
  const strip = useMemo(() => (rendition === undefined ? null : readFilmstrip(rendition)), [rendition]);
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  const renditionId = strip?.renditionId ?? null;
  useEffect(() => {
    setImage(null);
    if (renditionId === null) {
      return;
    }
    const loading = new Image();
    const onLoad = () => setImage(loading);
    loading.addEventListener('load', onLoad);
    loading.src = renditionUrl(renditionId);
    return () => loading.removeEventListener('load', onLoad);
  }, [renditionId]);
  return useMemo(() => (strip === null || image === null ? null : { strip, image }), [strip, image]);
}

/** The peaks of the sound that is heard; null until they are there. */
export function usePeaks(detail: FootageDetail): Peaks | null {
  const hasPeaks = detail.renditions.some((rendition) => rendition.kind === 'peaks');
  const { data } = useEngineQuery('footage.peaks', { footageId: detail.footage.id }, { isEnabled: hasPeaks });
  return useMemo(() => (data === undefined || data === null ? null : readPeaks(data)), [data]);
}

/** The colours of the theme in force. */
export function usePalette(): TimelinePalette {
  const theme = useSession((state) => state.theme);
  const [palette, setPalette] = useState(() => readPalette(document.documentElement));
  // The theme lands on the root element in an effect of the frame; read the colours once it is there.
  useEffect(() => {
    void theme;
    const frame = requestAnimationFrame(() => setPalette(readPalette(document.documentElement)));
    return () => cancelAnimationFrame(frame);
  }, [theme]);
  return palette;
}

/** What has been watched of a recording, kept true while it is being watched; null until it is known. */
export function useWatched(index: FrameIndex, footageId: FootageId): TickRanges | null {
  const { data } = useEngineQuery('coverage.show', { footageId });
  const ranges = data?.ranges;
  return useMemo(
    () =>
      ranges === undefined
        ? null
        : {
            inTicks: Float64Array.from(ranges, ({ inFrame }) => tickOfBoundary(index, inFrame)),
            outTicks: Float64Array.from(ranges, ({ outFrame }) => tickOfBoundary(index, outFrame)),
          },
    [ranges, index],
  );
}
