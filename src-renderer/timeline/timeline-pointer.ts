import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { AnnotationId } from '../../src-main/domain/identifier.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { chooseByPress, isAddingPress } from './choose-by-press.ts';
import { createSnapTargets, ghostsOf } from './drag-helpers.ts';
import { dragTo } from './drag-span.ts';
import { findUnderPointer, type UnderPointer } from './find-under-pointer.ts';
import { tickOfBoundary } from './frame-boundary.ts';
import { hoverLines } from './hover-lines.ts';
import { laneAt } from './lane-layout.ts';
import { marqueeBox, spansInMarquee } from './marquee-box.ts';
import type { Gesture, HeldSpan, Point, PointerHost, Press } from './pointer-host.ts';
import { annotationsText, dragLines, momentText } from './span-words.ts';
import { createTimelineOverlay, type Ghost } from './timeline-overlay.ts';
import { frameAtX, tickOfX } from './timeline-view.ts';
import { listenToWheel } from './timeline-wheel.ts';

const startPixels = 3;
const edgePixels = 22;
const edgePanPixels = 10;

/** Listens to the pointer over the timeline, decides what it means, and shows it on the overlay. Returns what stops it. */
export function createTimelinePointer(host: PointerHost): () => void {
  const { bench, surface, field, axis } = host;
  const { index, transport } = bench;
  const overlay = createTimelineOverlay(host.overlay);
  const snapTargets = createSnapTargets(bench, surface);
  let gesture: Gesture | null = null;
  let pointer: Point | null = null;
  let isAltHeld = false;
  let ghosts: readonly Ghost[] = [];
  let edgeRequest = 0;

  const pinnedHeight = () => surface.input()?.pinned.height ?? 0;
  const lanesY = (y: number) => y - pinnedHeight() + surface.scrollTop();

  function pointOf(event: MouseEvent): Point {
    const box = axis.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  function underPoint({ x, y }: Point): UnderPointer {
    const input = surface.input();
    return input === null || y < input.pinned.height
      ? { lane: null, span: null, part: null }
      : findUnderPointer(input.layout, surface.view(), x, lanesY(y));
  }

  surface.onFrame((now) => {
    const { inFrame, outFrame } = bench.playhead.getSnapshot();
    const span = gesture?.kind === 'span' ? gesture : null;
    overlay.place(
      {
        playheadTick: ptsOfFrame(index, currentFrame(bench)),
        hoverTick: pointer === null || gesture !== null ? null : tickOfX(now.view, pointer.x),
        inTick: inFrame === null ? null : tickOfBoundary(index, inFrame),
        outTick: outFrame === null ? null : tickOfBoundary(index, outFrame),
        snapTick:
          span === null || span.target !== null || !span.result?.snapped
            ? null
            : tickOfBoundary(index, span.result.snapped.boundary),
        ghosts: span === null ? ghosts : ghostsOf(span, bench, surface),
        marquee: gesture?.kind === 'marquee' ? marqueeBox(gesture, pointer ?? gesture.from, surface) : null,
        laneTarget:
          span?.target == null
            ? null
            : { top: span.target.top + pinnedHeight() - surface.scrollTop(), height: span.target.height },
      },
      now,
    );
  });

  function begin(next: Gesture): void {
    gesture = next;
    surface.setHeld(true);
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('keyup', onKey, true);
    edgeRequest = requestAnimationFrame(panAtEdge);
  }

  function end(): void {
    gesture = null;
    surface.setHeld(false);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('keyup', onKey, true);
    cancelAnimationFrame(edgeRequest);
    overlay.tell(null, 0, 0);
    surface.refresh();
  }

  function cancel(): void {
    if (gesture?.kind === 'span') {
      transport.jumpTo(gesture.frameBefore);
    }
    end();
  }

  /** Escape lets go without a change; Alt switches snapping while it is held. */
  function onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && event.type === 'keydown') {
      event.preventDefault();
      event.stopImmediatePropagation();
      cancel();
    } else if (event.key === 'Alt') {
      event.preventDefault();
      isAltHeld = event.type === 'keydown';
      follow();
    }
  }

  /** A hand that holds something at an edge takes the view along. */
  function panAtEdge(): void {
    edgeRequest = requestAnimationFrame(panAtEdge);
    if (pointer === null || gesture === null || gesture.kind === 'press' || gesture.kind === 'pan') {
      return;
    }
    const { width } = surface.extent();
    const pixels = pointer.x < edgePixels ? -edgePanPixels : pointer.x > width - edgePixels ? edgePanPixels : 0;
    const before = surface.view().startTick;
    if (pixels !== 0) {
      surface.pan(pixels);
      if (surface.view().startTick !== before) {
        follow();
      }
    }
  }

  /** Carries the gesture on to where the pointer is now. */
  function follow(): void {
    if (gesture === null || pointer === null) {
      return;
    }
    switch (gesture.kind) {
      case 'scrub':
        transport.scrubTo(frameAtX(surface.view(), index, pointer.x));
        overlay.tell(
          [momentText(index, frameAtX(surface.view(), index, pointer.x))],
          pointer.x,
          Math.max(pointer.y, pinnedHeight() / 2),
        );
        break;
      case 'pan':
        surface.pan(gesture.x - pointer.x);
        gesture.x = pointer.x;
        break;
      case 'press':
        startFrom(gesture, pointer);
        break;
      case 'marquee':
        overlay.tell([annotationsText(spansInMarquee(gesture, pointer, surface).length)], pointer.x, pointer.y);
        break;
      case 'span':
        followSpan(gesture, pointer);
        break;
    }
    surface.refresh();
  }

  function startFrom(press: Press, { x, y }: Point): void {
    const { from, under } = press;
    if (Math.hypot(x - from.x, y - from.y) < startPixels) {
      return;
    }
    const { span, part, lane } = under;
    if (span === null || part === null || lane === null) {
      gesture = { kind: 'marquee', from, fromTick: tickOfX(surface.view(), from.x), isAdding: press.isAdding };
      follow();
      return;
    }
    if (!host.canChange() || press.isAdding) {
      return;
    }
    const ids = new Set(benchStore.getState().selectedIds);
    const places = surface.input()?.layout.places;
    const moved = part === 'body' && ids.has(span.id) ? [...ids].flatMap((id) => places?.get(id)?.span ?? []) : [span];
    const graspTick = tickOfX(surface.view(), from.x) - (part === 'out' ? span.outTick : span.inTick);
    gesture = {
      kind: 'span',
      drag: { part, held: span, moved, graspTicks: graspTick },
      home: lane,
      frameBefore: currentFrame(bench),
      result: null,
      target: null,
    };
    follow();
  }

  function followSpan(held: HeldSpan, { x, y }: Point): void {
    const layout = surface.input()?.layout;
    const { drag } = held;
    const lane = drag.part === 'body' && layout !== undefined && y >= pinnedHeight() ? laneAt(layout, lanesY(y)) : null;
    held.target = lane !== null && lane.id !== held.home.id ? lane : null;
    if (held.target !== null) {
      held.result = null;
      overlay.tell([`Code ${annotationsText(drag.moved.length)} as ${held.target.label}…`], x, y);
      return;
    }
    held.result = dragTo(drag, tickOfX(surface.view(), x), {
      index,
      ticksPerPixel: surface.view().ticksPerPixel,
      targets: isAltHeld ? null : snapTargets(layout, held),
    });
    transport.scrubTo(held.result.shownFrame);
    overlay.tell(dragLines(drag, held.result, index), x, y);
  }

  function onPointerDown(event: PointerEvent): void {
    const point = pointOf(event);
    if (gesture !== null || point.x < 0 || event.button > 1) {
      return;
    }
    pointer = point;
    isAltHeld = event.altKey;
    overlay.tell(null, 0, 0);
    field.setPointerCapture(event.pointerId);
    if (event.button === 1) {
      event.preventDefault();
      begin({ kind: 'pan', x: point.x });
      return;
    }
    if (point.y < pinnedHeight()) {
      begin({ kind: 'scrub' });
      follow();
      return;
    }
    const under = underPoint(point);
    chooseByPress(under, surface.input()?.layout, event);
    begin({ kind: 'press', from: point, under, isAdding: isAddingPress(event) });
  }

  function onPointerMove(event: PointerEvent): void {
    pointer = pointOf(event);
    isAltHeld = event.altKey;
    if (gesture === null) {
      hover(pointer);
    } else {
      follow();
    }
  }

  function hover(point: Point): void {
    const input = surface.input();
    if (input === null || point.x < 0) {
      onPointerLeave();
      return;
    }
    const { span, part } = underPoint(point);
    field.style.cursor = span === null ? '' : part === 'body' || !host.canChange() ? 'default' : 'ew-resize';
    overlay.tell(hoverLines(point, span, bench, surface), point.x, point.y);
    surface.refresh();
  }

  function onPointerLeave(): void {
    if (gesture === null) {
      pointer = null;
      field.style.cursor = '';
      overlay.tell(null, 0, 0);
      surface.refresh();
    }
  }

  function onPointerUp(event: PointerEvent): void {
    if (gesture === null) {
      return;
    }
    const over = gesture;
    end();
    if (over.kind === 'press') {
      click(over, event);
    } else if (over.kind === 'marquee') {
      const ids = spansInMarquee(over, pointOf(event), surface).map(({ id }) => id);
      const { select, extendSelection } = benchStore.getState();
      (over.isAdding ? extendSelection : (chosen: readonly AnnotationId[]) => select(...chosen))(ids);
    } else if (over.kind === 'span') {
      release(over);
    }
  }

  function click({ under, from, isAdding }: Press, event: PointerEvent): void {
    if (isAdding) {
      return;
    }
    if (under.span === null) {
      benchStore.getState().clearSelection();
      transport.jumpTo(frameAtX(surface.view(), index, from.x));
      return;
    }
    benchStore.getState().select(under.span.id);
    if (event.detail < 2) {
      transport.jumpTo(under.span.inFrame);
    }
  }

  function release(over: HeldSpan): void {
    if (over.target !== null) {
      host.recode(
        over.drag.moved.map(({ id }) => id),
        over.target.id,
      );
      return;
    }
    if (over.result === null || over.result.frames === 0) {
      return;
    }
    // What was let go stays in sight where it was put until the engine has recorded it.
    const shown = ghostsOf(over, bench, surface);
    ghosts = shown;
    void host.commit(over.result.spans).finally(() => {
      if (ghosts === shown) {
        ghosts = [];
        surface.refresh();
      }
    });
    surface.refresh();
  }

  function onDoubleClick(event: MouseEvent): void {
    const { span } = underPoint(pointOf(event));
    if (span !== null && host.canChange()) {
      host.open(span.id);
    }
  }

  function onContextMenu(event: PointerEvent): void {
    const point = pointOf(event);
    if (event.pointerType === '') {
      // The menu key: the command that it is bound to opens the menu where the selection is.
      event.preventDefault();
      return;
    }
    if (point.x < 0) {
      return;
    }
    event.preventDefault();
    cancel();
    const { span, lane } = underPoint(point);
    const { selectedIds, select } = benchStore.getState();
    if (span !== null && !selectedIds.includes(span.id)) {
      select(span.id);
    }
    host.openMenu({ x: event.clientX, y: event.clientY, laneId: lane?.id ?? null, hasSpan: span !== null });
  }

  field.addEventListener('pointerdown', onPointerDown);
  field.addEventListener('pointermove', onPointerMove);
  field.addEventListener('pointerleave', onPointerLeave);
  field.addEventListener('pointerup', onPointerUp);
  field.addEventListener('pointercancel', cancel);
  field.addEventListener('dblclick', onDoubleClick);
  field.addEventListener('contextmenu', onContextMenu);
  const stopWheel = listenToWheel(host, pointOf);
  return () => {
    cancel();
    field.removeEventListener('pointerdown', onPointerDown);
    field.removeEventListener('pointermove', onPointerMove);
    field.removeEventListener('pointerleave', onPointerLeave);
    field.removeEventListener('pointerup', onPointerUp);
    field.removeEventListener('pointercancel', cancel);
    field.removeEventListener('dblclick', onDoubleClick);
    field.removeEventListener('contextmenu', onContextMenu);
    stopWheel();
    host.overlay.replaceChildren();
  };
}
