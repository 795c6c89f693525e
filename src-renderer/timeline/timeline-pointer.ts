import { benchStore } from '../playback/bench-store.ts';
import { chooseByPress, isAddingPress } from './choose-by-press.ts';
import { createSnapTargets, ghostsOf } from './drag-helpers.ts';
import { dragTo } from './drag-span.ts';
import { dropTarget } from './drop-target.ts';
import { createEdgePan } from './edge-pan.ts';
import { findUnderPointer, type UnderPointer } from './find-under-pointer.ts';
import { hoverLines } from './hover-lines.ts';
import { chooseInMarquee, spansInMarquee } from './marquee-box.ts';
import { overlayState } from './overlay-state.ts';
import type { Gesture, HeldSpan, Point, PointerHost, Press } from './pointer-host.ts';
import { gestureFromPress } from './press-gesture.ts';
import { annotationsText, dragLines, momentText } from './span-words.ts';
import { createTimelineOverlay, type Ghost } from './timeline-overlay.ts';
import { frameAtX, tickOfX } from './timeline-view.ts';
import { listenToWheel } from './timeline-wheel.ts';

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
  const edgePan = createEdgePan(surface, () => ({ gesture, pointer }), follow);

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

  surface.onFrame((now) => overlay.place(overlayState(bench, surface, { gesture, pointer, ghosts }), now));

  function begin(next: Gesture): void {
    gesture = next;
    surface.setHeld(true);
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('keyup', onKey, true);
    edgePan.start();
  }

  function end(): void {
    gesture = null;
    surface.setHeld(false);
    window.removeEventListener('keydown', onKey, true);
    window.removeEventListener('keyup', onKey, true);
    edgePan.stop();
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

  function startFrom(press: Press, point: Point): void {
    const started = gestureFromPress(press, point, host);
    if (started !== null) {
      gesture = started;
      follow();
    }
  }

  function followSpan(held: HeldSpan, { x, y }: Point): void {
    const layout = surface.input()?.layout;
    const { drag } = held;
    const sight = { top: pinnedHeight(), bottom: field.clientHeight, scrollTop: surface.scrollTop() };
    held.target = layout === undefined ? null : dropTarget(held, layout, sight, y);
    if (held.target !== null) {
      held.result = null;
      const name = held.target === 'elsewhere' ? 'another code' : held.target.label;
      overlay.tell([`Code ${annotationsText(drag.moved.length)} as ${name}…`], x, y);
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
      chooseInMarquee(over, pointOf(event), surface);
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
        over.target === 'elsewhere' ? null : over.target.id,
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
