import { type PointerEvent, type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { drawOverview } from './draw-overview.ts';
import type { SurfaceInput } from './surface-input.ts';
import styles from './timeline.module.css';
import type { TimelineSurface } from './timeline-surface.ts';
import { type TimelineExtent, type TimelineView, wholeView } from './timeline-view.ts';

type TimelineOverviewProps = {
  readonly bench: Bench;
  readonly surface: TimelineSurface | null;
  readonly input: SurfaceInput;
};

const leastWindow = 10;

/** The whole recording on one strip: where annotations are, where the playhead is, and which part the timeline shows. */
export function TimelineOverview({ bench, surface, input }: TimelineOverviewProps): ReactNode {
  const strip = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const windowRef = useRef<HTMLDivElement>(null);
  const here = useRef<HTMLDivElement>(null);
  const drag = useRef<{ x: number; view: TimelineView } | null>(null);
  const drawn = useRef<{ layout: unknown; palette: unknown; width: number } | null>(null);

  const place = useEffectEvent((now: { view: TimelineView; extent: TimelineExtent }) => {
    const { view, extent } = now;
    const length = extent.endTick - extent.startTick;
    const width = extent.width;
    const left = ((view.startTick - extent.startTick) / length) * width;
    const wide = Math.max(leastWindow, (view.ticksPerPixel * width * width) / length);
    if (windowRef.current !== null) {
      const isWhole = view.ticksPerPixel >= wholeView(extent).ticksPerPixel;
      windowRef.current.hidden = isWhole;
      windowRef.current.style.width = `${Math.round(wide)}px`;
      windowRef.current.style.transform = `translateX(${Math.round(Math.min(left, width - wide))}px)`;
    }
    if (here.current !== null) {
      const tick = ptsOfFrame(bench.index, currentFrame(bench));
      here.current.style.transform = `translateX(${Math.round(((tick - extent.startTick) / length) * width)}px)`;
    }
    const was = drawn.current;
    if (was?.layout !== input.layout || was.palette !== input.palette || was.width !== width) {
      drawn.current = { layout: input.layout, palette: input.palette, width };
      if (canvas.current !== null && strip.current !== null) {
        drawOverview(canvas.current, { ...input, extent, height: strip.current.clientHeight });
      }
    }
  });
  useEffect(() => surface?.onFrame((now) => place(now)), [surface]);

  function centreOn(x: number): void {
    if (surface !== null) {
      const extent = surface.extent();
      const view = surface.view();
      const tick = extent.startTick + (x / extent.width) * (extent.endTick - extent.startTick);
      surface.show({ ...view, startTick: tick - (extent.width / 2) * view.ticksPerPixel }, false);
    }
  }

  function onPointerDown(event: PointerEvent<HTMLDivElement>): void {
    if (surface === null || event.button !== 0) {
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    surface.setHeld(true);
    if (event.target !== windowRef.current) {
      centreOn(event.clientX - event.currentTarget.getBoundingClientRect().left);
    }
    drag.current = { x: event.clientX, view: surface.view() };
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (drag.current !== null && surface !== null) {
      const extent = surface.extent();
      const ticks = ((event.clientX - drag.current.x) / extent.width) * (extent.endTick - extent.startTick);
      surface.show({ ...drag.current.view, startTick: drag.current.view.startTick + ticks }, false);
    }
  }

  function onPointerUp(): void {
    drag.current = null;
    surface?.setHeld(false);
  }

  return (
    <div
      ref={strip}
      className={styles['overview']}
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
    >
      <canvas ref={canvas} />
      <div ref={windowRef} className={styles['window']} data-testid="timeline-window" />
      <div ref={here} className={styles['here']} />
    </div>
  );
}
