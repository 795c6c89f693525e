import { type PointerEvent, type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { AnnotationId } from '../../src-main/domain/identifier.ts';
import type { Bench } from '../playback/bench.ts';
import { type TimelineWish, useBench, usePlayhead } from '../playback/bench-store.ts';
import { countText, ptsText } from '../playback/time-text.ts';
import { placeInRows, type TimelineSpan } from './annotation-rows.ts';
import { drawTimeline, lanesFor, spanAt, type TimelinePicture } from './draw-timeline.ts';
import styles from './timeline.module.css';
import { TimelineOverview } from './timeline-overview.tsx';
import {
  clampView,
  extentOf,
  frameAtX,
  keepInView,
  panBy,
  type TimelineExtent,
  type TimelineView,
  viewOfSpan,
  wholeView,
  xOfTick,
  zoomAt,
} from './timeline-view.ts';
import { useFilmstrip, usePalette, usePeaks, useWidth } from './use-timeline-data.ts';

type TimelineProps = {
  readonly bench: Bench;
  readonly detail: FootageDetail;
  readonly spans: readonly TimelineSpan[];
  readonly selectedId: AnnotationId | null;
  readonly onSelect: (id: AnnotationId) => void;
};

const zoomStep = 1.6;

/** The recording from end to end or frame by frame: pictures, sound, gaps, key frames, marks and annotations on one axis. */
export function Timeline({ bench, detail, spans, selectedId, onSelect }: TimelineProps): ReactNode {
  const [frame, setFrame] = useState<HTMLDivElement | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const isDragging = useRef(false);
  const width = useWidth(frame);
  const extent = useMemo(
    () => extentOf(bench.index, detail.index?.usualStepTicks ?? 1, width),
    [bench.index, detail.index?.usualStepTicks, width],
  );
  const [wantedView, setWantedView] = useState<TimelineView | null>(null);
  const view = wantedView === null ? wholeView(extent) : clampView(wantedView, extent);
  const palette = usePalette();
  const filmstrip = useFilmstrip(detail);
  const peaks = usePeaks(detail);
  const { placed, rowCount } = useMemo(() => placeInRows(spans), [spans]);
  const inFrame = usePlayhead(bench, (snapshot) => snapshot.inFrame);
  const outFrame = usePlayhead(bench, (snapshot) => snapshot.outFrame);
  const lanes = lanesFor({
    filmstrip: detail.renditions.some((rendition) => rendition.kind === 'filmstrip'),
    sound: detail.facts?.mainAudioStream !== null && detail.facts !== null,
    rowCount,
  });
  const picture: TimelinePicture = {
    view,
    extent,
    index: bench.index,
    lanes,
    palette,
    filmstrip,
    peaks,
    gaps: (detail.index?.findings ?? []).filter((finding) => finding.kind === 'gap' || finding.kind === 'long-frame'),
    spans: placed,
    selectedId,
    inFrame,
    outFrame,
  };

  useEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d') ?? null;
    if (target === null || context === null || width === 0) {
      return;
    }
    const scale = window.devicePixelRatio;
    target.width = Math.round(width * scale);
    target.height = Math.round(lanes.height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    drawTimeline(context, picture);
  });

  const placePlayhead = useEffectEvent(() => {
    const { shownFrame, targetFrame, mode } = bench.playhead.getSnapshot();
    const at = mode === 'still' ? targetFrame : (shownFrame ?? targetFrame);
    const tick = ptsOfFrame(bench.index, at);
    if (!isDragging.current && wantedView !== null) {
      const followed = keepInView(view, extent, tick);
      if (followed.startTick !== view.startTick) {
        setWantedView(followed);
      }
    }
    const x = xOfTick(view, tick);
    if (line.current !== null) {
      line.current.style.transform = `translateX(${Math.round(x)}px)`;
      line.current.hidden = x < -1 || x > width + 1;
    }
    frame?.setAttribute('aria-valuenow', String(at));
    frame?.setAttribute('aria-valuetext', `Frame ${countText(at)}, ${ptsText(tick, bench.index.timebase)}`);
  });
  useEffect(() => {
    placePlayhead();
    return bench.playhead.subscribe(() => placePlayhead());
  }, [bench]);
  useEffect(() => placePlayhead());

  const onWish = useEffectEvent((wish: TimelineWish) =>
    setWantedView(wishedView(wish, { view, extent, bench, spans, selectedId })),
  );
  const wished = useBench((state) => state.timelineWish);
  const granted = useRef(wished?.count ?? 0);
  useEffect(() => {
    if (wished !== null && wished.count !== granted.current) {
      granted.current = wished.count;
      onWish(wished.wish);
    }
  }, [wished]);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const left = frame?.getBoundingClientRect().left ?? 0;
    setWantedView(
      isPan
        ? panBy(view, extent, event.deltaX === 0 ? event.deltaY : event.deltaX)
        : zoomAt(view, extent, Math.exp(-event.deltaY / 300), event.clientX - left),
    );
  });
  useEffect(() => {
    const listener = (event: WheelEvent) => onWheel(event);
    frame?.addEventListener('wheel', listener, { passive: false });
    return () => frame?.removeEventListener('wheel', listener);
  }, [frame]);

  function pointOf(event: PointerEvent<HTMLDivElement>): { x: number; y: number } {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (event.button !== 0) {
      return;
    }
    const { x, y } = pointOf(event);
    const span = spanAt(picture, x, y);
    if (span !== null) {
      onSelect(span.id);
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    isDragging.current = true;
    bench.transport.scrubTo(frameAtX(view, bench.index, x));
  }

  function endDrag(): void {
    isDragging.current = false;
  }

  return (
    <section className={styles['timeline']} aria-label="Timeline">
      <div
        ref={setFrame}
        className={styles['frame']}
        role="slider"
        tabIndex={0}
        data-transport=""
        aria-label="Position in the recording"
        aria-valuemin={0}
        aria-valuemax={bench.index.count - 1}
        aria-valuenow={0}
        style={{ height: lanes.height }}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => {
          if (isDragging.current) {
            bench.transport.scrubTo(frameAtX(view, bench.index, pointOf(event).x));
          }
        }}
        onPointerUp={endDrag}
        onPointerCancel={endDrag}
      >
        <canvas ref={canvas} className={styles['canvas']} style={{ width, height: lanes.height }} />
        <div ref={line} className={styles['playhead']} aria-hidden="true" />
      </div>
      <TimelineOverview view={view} extent={extent} onView={setWantedView} />
    </section>
  );
}

function wishedView(
  wish: TimelineWish,
  now: {
    view: TimelineView;
    extent: TimelineExtent;
    bench: Bench;
    spans: readonly TimelineSpan[];
    selectedId: AnnotationId | null;
  },
): TimelineView | null {
  const { view, extent, bench, spans, selectedId } = now;
  const { inFrame, outFrame, shownFrame, targetFrame } = bench.playhead.getSnapshot();
  if (wish === 'whole') {
    return null;
  }
  if (wish === 'selection') {
    const selected = spans.find((span) => span.id === selectedId);
    if (inFrame !== null && outFrame !== null) {
      return viewOfSpan(extent, bench.index.pts[inFrame] ?? 0, bench.index.pts[outFrame] ?? extent.endTick);
    }
    return selected === undefined ? view : viewOfSpan(extent, selected.inTick, selected.outTick);
  }
  const x = xOfTick(view, ptsOfFrame(bench.index, shownFrame ?? targetFrame));
  const anchor = x < 0 || x > extent.width ? extent.width / 2 : x;
  return zoomAt(view, extent, wish === 'zoom-in' ? zoomStep : 1 / zoomStep, anchor);
}
