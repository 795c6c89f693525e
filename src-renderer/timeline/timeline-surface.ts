import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { isSettled } from '../playback/playhead.ts';
import { type Lane, rowBox } from './lane-layout.ts';
import type { SurfaceElements, SurfaceInput } from './surface-input.ts';
import { createTimelineCanvases } from './timeline-canvases.ts';
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
  const { axis, scroller } = elements;
  const canvases = createTimelineCanvases(elements);
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
    if (isAxisStale) {
      isAxisStale = false;
      canvases.drawAxis(input, { view, extent });
    }
    if (areLanesStale) {
      areLanesStale = false;
      canvases.drawLanes(input, { view, extent }, scrolled);
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
