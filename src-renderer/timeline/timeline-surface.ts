import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { isSettled } from '../playback/playhead.ts';
import { drawLanes } from './draw-lanes.ts';
import { drawGaps, drawRecordingLane } from './draw-recording.ts';
import { drawRuler } from './draw-ruler.ts';
import { createHatching } from './hatching.ts';
import { type Lane, type LaneLayout, rowBox } from './lane-layout.ts';
import type { PinnedLanes } from './pinned-lanes.ts';
import type { SpanRow } from './row-placing.ts';
import type { TimelinePalette } from './timeline-palette.ts';
import type { Brush, RecordingScene } from './timeline-scene.ts';
import {
  clampView,
  extentOf,
  keepInView,
  panBy,
  type TimelineExtent,
  type TimelineView,
  wholeView,
  zoomAt,
} from './timeline-view.ts';
import { type ViewMotion, viewInMotion } from './view-motion.ts';

/** What is drawn, but for where it is looked at from. */
export type SurfaceInput = {
  readonly scene: RecordingScene;
  readonly pinned: PinnedLanes;
  readonly layout: LaneLayout;
  readonly chosen: ReadonlyMap<number, readonly SpanRow[]>;
  readonly visible: ReadonlyMap<number, readonly SpanRow[]> | null;
  readonly primaryId: string | null;
  readonly palette: TimelinePalette;
};

export type SurfaceElements = {
  readonly axis: HTMLElement;
  readonly axisCanvas: HTMLCanvasElement;
  readonly scroller: HTMLElement;
  readonly lanesCanvas: HTMLCanvasElement;
};

/** Called after each drawing with what is true on the screen now. */
export type SurfaceListener = (now: { readonly view: TimelineView; readonly extent: TimelineExtent }) => void;

/** Draws the timeline outside React, once per animation frame at most, and only the layer that changed. */
export type TimelineSurface = {
  setInput(input: SurfaceInput): void;
  input(): SurfaceInput | null;
  view(): TimelineView;
  /** The view that a motion under way leads to; without one, the view. */
  target(): TimelineView;
  extent(): TimelineExtent;
  scrollTop(): number;
  /** Scrolls the lanes, if need be, so that a row is in sight. */
  reveal(lane: Lane, row: number): void;
  /** Goes to a view; smoothly unless the system asks for less motion. */
  show(view: TimelineView, isSmooth: boolean): void;
  /** Zooms by a factor about a place; zooms that follow each other quickly add up. */
  zoom(factor: number, x: number): void;
  pan(pixels: number): void;
  /** The view does not run after the playhead while a hand holds something. */
  setHeld(isHeld: boolean): void;
  /** Asks for the overlay to be placed anew (something on it moved). */
  refresh(): void;
  onFrame(listener: SurfaceListener): () => void;
  dispose(): void;
};

const zoomMillis = 120;
const emptyExtent: TimelineExtent = { startTick: 0, endTick: 1, usualStepTicks: 1, width: 1 };

export function createTimelineSurface(bench: Bench, elements: SurfaceElements): TimelineSurface {
  const { axis, axisCanvas, scroller, lanesCanvas } = elements;
  const listeners = new Set<SurfaceListener>();
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)');
  let input: SurfaceInput | null = null;
  let extent = emptyExtent;
  let view: TimelineView = wholeView(extent);
  let isWhole = true;
  let isHeld = false;
  let motion: ViewMotion | null = null;
  let isAxisStale = true;
  let areLanesStale = true;
  let hasPlayheadMoved = false;
  /** As the scroller says it; asking it while things move would have the page laid out each time. */
  let scrolled = 0;
  let request = 0;
  let brushes: { palette: TimelinePalette; scale: number; parts: Omit<Brush, 'context' | 'view' | 'extent'> } | null =
    null;

  function schedule(): void {
    if (request === 0) {
      request = requestAnimationFrame(draw);
    }
  }

  function setView(next: TimelineView): void {
    const clamped = clampView(next, extent);
    if (clamped.startTick !== view.startTick || clamped.ticksPerPixel !== view.ticksPerPixel) {
      view = clamped;
      isAxisStale = true;
      areLanesStale = true;
    }
    isWhole = view.ticksPerPixel >= wholeView(extent).ticksPerPixel;
  }

  function measure(): void {
    const width = Math.floor(axis.clientWidth);
    if (input === null || width === 0) {
      return;
    }
    const before = extent;
    if (motion !== null) {
      setView(motion.to);
      motion = null;
    }
    extent = extentOf(bench.index, input.scene.usualStepTicks, width);
    if (before === emptyExtent || isWhole) {
      view = wholeView(extent);
      isWhole = true;
    } else {
      view = clampView({ ...view, ticksPerPixel: (view.ticksPerPixel * before.width) / extent.width }, extent);
    }
    isAxisStale = true;
    areLanesStale = true;
    schedule();
  }

  function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number, scale: number): void {
    const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
    if (canvas.width !== wide || canvas.height !== high) {
      canvas.width = wide;
      canvas.height = high;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
  }

  function brushFor(canvas: HTMLCanvasElement, palette: TimelinePalette, scale: number): Brush | null {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) {
      return null;
    }
    if (brushes === null || brushes.palette !== palette || brushes.scale !== scale) {
      const parts = {
        palette,
        gapHatching: createHatching(palette.gap, scale),
        quietHatching: createHatching(palette.quiet, scale),
      };
      brushes = { palette, scale, parts };
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    return { context, view, extent, ...brushes.parts };
  }

  function drawAxis({ scene, pinned, palette }: SurfaceInput, scale: number): void {
    sizeCanvas(axisCanvas, extent.width, pinned.height, scale);
    const brush = brushFor(axisCanvas, palette, scale);
    if (brush === null) {
      return;
    }
    drawRuler(brush, scene.index, pinned.ruler);
    for (const lane of pinned.lanes) {
      drawRecordingLane(brush, scene, lane);
    }
    drawGaps(brush, scene.findings, pinned.ruler, pinned.height - pinned.ruler);
  }

  function drawAllLanes({ scene, layout, chosen, visible, primaryId, palette }: SurfaceInput, scale: number): void {
    const height = scroller.clientHeight;
    sizeCanvas(lanesCanvas, extent.width, height, scale);
    const brush = brushFor(lanesCanvas, palette, scale);
    if (brush === null) {
      return;
    }
    brush.context.fillStyle = palette.background;
    brush.context.fillRect(0, 0, extent.width, height);
    drawGaps(brush, scene.findings, 0, height);
    drawLanes(brush, { layout, chosen, visible, primaryId, scrollTop: scrolled, height });
  }

  function followPlayhead(): void {
    hasPlayheadMoved = false;
    if (isHeld || isWhole || motion !== null) {
      return;
    }
    const tick = ptsOfFrame(bench.index, currentFrame(bench));
    setView(keepInView(view, extent, tick));
  }

  function draw(now: number): void {
    request = 0;
    if (input === null || extent === emptyExtent) {
      return;
    }
    if (motion !== null) {
      const { view: next, isOver } = viewInMotion(motion, now);
      setView(next);
      motion = isOver ? null : motion;
    }
    if (hasPlayheadMoved) {
      followPlayhead();
    }
    const scale = window.devicePixelRatio;
    if (isAxisStale) {
      isAxisStale = false;
      drawAxis(input, scale);
    }
    if (areLanesStale) {
      areLanesStale = false;
      drawAllLanes(input, scale);
    }
    for (const listener of [...listeners]) {
      listener({ view, extent });
    }
    if (motion !== null) {
      schedule();
    }
  }

  function go(to: TimelineView, isSmooth: boolean): void {
    if (!isSmooth || isStill.matches) {
      motion = null;
      setView(to);
    } else {
      motion = { from: view, to, startedAt: performance.now(), millis: zoomMillis };
    }
    schedule();
  }

  const onScroll = () => {
    scrolled = scroller.scrollTop;
    areLanesStale = true;
    schedule();
  };
  const onResize = () => {
    scrolled = scroller.scrollTop;
    areLanesStale = true;
    if (Math.floor(axis.clientWidth) !== extent.width) {
      measure();
    }
    schedule();
  };
  const observer = new ResizeObserver(onResize);
  observer.observe(axis);
  observer.observe(scroller);
  scroller.addEventListener('scroll', onScroll, { passive: true });
  let wasBusy = false;
  let stopPictures: () => void = () => undefined;
  const stopPlayhead = bench.playhead.subscribe(() => {
    hasPlayheadMoved = true;
    const isBusy = !isSettled(bench.playhead.getSnapshot());
    if (isBusy) {
      input?.scene.finePictures?.rest();
    } else if (wasBusy) {
      // The strip goes on where it rested.
      isAxisStale = true;
    }
    wasBusy = isBusy;
    schedule();
  });
  const onPicture = () => {
    isAxisStale = true;
    schedule();
  };

  return {
    setInput(next) {
      const before = input;
      input = next;
      if (before?.scene.finePictures !== next.scene.finePictures) {
        stopPictures();
        stopPictures = next.scene.finePictures?.onNew(onPicture) ?? (() => undefined);
      }
      if (before === null || before.scene.index !== next.scene.index || extent === emptyExtent) {
        measure();
      }
      isAxisStale ||= before?.scene !== next.scene || before.pinned !== next.pinned || before.palette !== next.palette;
      areLanesStale = true;
      schedule();
    },
    input: () => input,
    view: () => view,
    target: () => motion?.to ?? view,
    extent: () => extent,
    reveal(lane, row) {
      const { top, height } = rowBox(lane, lane.isFolded ? 0 : row);
      if (top < scroller.scrollTop || top + height > scroller.scrollTop + scroller.clientHeight) {
        scroller.scrollTop = Math.max(0, top + height / 2 - scroller.clientHeight / 2);
      }
    },
    scrollTop: () => scrolled,
    show: (next, isSmooth) => go(clampView(next, extent), isSmooth),
    zoom: (factor, x) => go(zoomAt(motion?.to ?? view, extent, factor, x), true),
    pan: (pixels) => go(panBy(motion?.to ?? view, extent, pixels), false),
    setHeld(next) {
      isHeld = next;
    },
    refresh: schedule,
    onFrame(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      cancelAnimationFrame(request);
      request = -1;
      observer.disconnect();
      scroller.removeEventListener('scroll', onScroll);
      stopPlayhead();
      stopPictures();
      listeners.clear();
    },
  };
}
