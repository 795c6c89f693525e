import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { type Peaks, readPeaks } from '../../src-main/domain/peaks.ts';
import { useEngineQuery } from '../engine/use-engine.ts';
import type { Bench } from '../playback/bench.ts';
import { createBenchDecoders } from '../playback/bench-decoders.ts';
import { useSession } from '../session/session.ts';
import { type Filmstrip, readFilmstrip, renditionUrl } from './filmstrip.ts';
import { createFinePictures, type FinePictures } from './fine-pictures.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import { type NotedStretch, notedStretches } from './noted-stretches.ts';
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

/** Height in CSS pixels that finer pictures are kept for. */
const finePictureHeight = 40;

/** Makes finer pictures than the strip's, for as long as the bench is there; null while there is no strip to fill. */
export function useFinePictures(bench: Bench, detail: FootageDetail, strip: Filmstrip | null): FinePictures | null {
  const [pictures, setPictures] = useState<FinePictures | null>(null);
  const readDetail = useEffectEvent(() => detail);
  const aspect = strip === null ? null : strip.tileWidth / strip.tileHeight;
  const proxyId = detail.renditions.find(({ kind }) => kind === 'proxy')?.id;
  useEffect(() => {
    void proxyId;
    if (aspect === null) {
      return;
    }
    // Decoders of its own: what the stage waits for never stands behind a picture of the strip.
    const decoders = createBenchDecoders(readDetail(), bench.index);
    const height = Math.round(finePictureHeight * window.devicePixelRatio);
    const created = createFinePictures({
      index: bench.index,
      decoders: () => decoders.list(),
      width: Math.round(height * aspect),
      height,
    });
    setPictures(created);
    return () => {
      created.dispose();
      decoders.dispose();
      setPictures(null);
    };
  }, [bench, aspect, proxyId]);
  return pictures;
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

/** What may disturb in a recording; null until it is known. */
export function useNoted(index: FrameIndex, footageId: FootageId): readonly NotedStretch[] | null {
  const { data } = useEngineQuery('contentNotes.list', { footageId });
  return useMemo(() => (data === undefined ? null : notedStretches(data, index)), [data, index]);
}
