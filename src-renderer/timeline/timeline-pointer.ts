import { ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { AnnotationId } from '../../src-main/domain/identifier.ts';
import type { Bench } from '../playback/bench.ts';
import { currentFrame } from '../playback/bench-actions.ts';
import { benchStore } from '../playback/bench-store.ts';
import { type DragResult, dragTo, type SpanDrag } from './drag-span.ts';
import { findingAt } from './draw-recording.ts';
import { findUnderPointer, spansInBox, type UnderPointer } from './find-under-pointer.ts';
import { findingLines } from './finding-text.ts';
import { keyFrameBoundaries, tickOfBoundary } from './frame-boundary.ts';
import { type Lane, laneAt, rowBox } from './lane-layout.ts';
import { type SnapTargets, spanBoundaries } from './snap.ts';
import { annotationsText, dragLines, momentText, spanLines } from './span-words.ts';
import { createTimelineOverlay, type Ghost } from './timeline-overlay.ts';
import type { SpanFrames, TimelineSpan } from './timeline-span.ts';
import type { TimelineSurface } from './timeline-surface.ts';
import { frameAtX, tickOfX } from './timeline-view.ts';

/** Where a menu was asked for, in client coordinates, and for what. */
export type MenuRequest = {
  readonly x: number;
  readonly y: number;
  readonly laneId: string | null;
  readonly hasSpan: boolean;
};

export type PointerHost = {
  readonly bench: Bench;
  readonly surface: TimelineSurface;
  /** Holds heads, axis and lanes. */
  readonly field: HTMLElement;
  readonly axis: HTMLElement;
  readonly scroller: HTMLElement;
  /** Lies over axis and lanes and takes no press. */
  readonly overlay: HTMLElement;
  canChange(): boolean;
  /** Records new frames as one edit; settles when they are on the screen or an error is shown. */
  commit(spans: readonly SpanFrames[]): Promise<void>;
  /** Asks for a code of the group for these annotations. */
  recode(ids: readonly AnnotationId[], groupId: string): void;
  openMenu(request: MenuRequest): void;
  /** Opens the form of an annotation. */
  open(id: AnnotationId): void;
};

type Point = { readonly x: number; readonly y: number };
type Gesture =
  | { readonly kind: 'scrub' }
  | { readonly kind: 'pan'; x: number }
  | { readonly kind: 'press'; readonly from: Point; readonly under: UnderPointer; readonly isAdding: boolean }
  | { readonly kind: 'marquee'; readonly from: Point; readonly fromTick: number; readonly isAdding: boolean }
  | {
      readonly kind: 'span';
      readonly drag: SpanDrag;
      readonly home: Lane;
      readonly frameBefore: number;
      result: DragResult | null;
      target: Lane | null;
    };

const startPixels = 3;
const edgePixels = 22;
const edgePanPixels = 10;

/** Listens to the pointer over the timeline, decides what it means, and shows it on the overlay. Returns what stops it. */
export function createTimelinePointer(host: PointerHost): () => void {
  const { bench, surface, field, axis, scroller } = host;
  const { index, transport } = bench;
  const overlay = createTimelineOverlay(host.overlay);
  const keyFrames = keyFrameBoundaries(index);
  let gesture: Gesture | null = null;
  let pointer: Point | null = null;
  let isAltHeld = false;
  let ghosts: readonly Ghost[] = [];
  let boundaries: { of: unknown; list: Float64Array } | null = null;
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

  function targets(): SnapTargets {
    const layout = surface.input()?.layout;
    if (boundaries === null || boundaries.of !== layout) {
      const spans = [...(layout?.places.values() ?? [])].map(({ span }) => span);
      boundaries = { of: layout, list: spanBoundaries(spans) };
    }
    const { inFrame, outFrame } = bench.playhead.getSnapshot();
    const here = playheadBefore();
    return {
      playhead: Float64Array.of(here, here + 1),
      marks: Float64Array.from([inFrame, outFrame].filter((mark): mark is NonNullable<typeof mark> => mark !== null)),
      spans: boundaries.list,
      keyFrames,
    };
  }

  /** Where the playhead stood before a drag took the picture along. */
  function playheadBefore(): number {
    return gesture?.kind === 'span' ? gesture.frameBefore : currentFrame(bench);
  }

  function placed(span: TimelineSpan, frames: SpanFrames): Ghost | null {
    const layout = surface.input()?.layout;
    const place = layout?.places.get(span.id);
    const lane = place === undefined ? undefined : layout?.lanes[place.lane];
    if (place === undefined || lane === undefined) {
      return null;
    }
    const box = rowBox(lane, place.row);
    return {
      inTick: tickOfBoundary(index, frames.inFrame),
      outTick: tickOfBoundary(index, frames.outFrame),
      top: box.top + pinnedHeight() - surface.scrollTop(),
      height: box.height,
    };
  }

  function ghostsOf({ drag, result, target }: Extract<Gesture, { kind: 'span' }>): readonly Ghost[] {
    const byId = new Map(result?.spans.map((frames) => [frames.id, frames]));
    return drag.moved.flatMap((span) => {
      if (target !== null) {
        const box = rowBox(target, 0);
        const top = box.top + pinnedHeight() - surface.scrollTop();
        return [{ inTick: span.inTick, outTick: span.outTick, top, height: box.height }];
      }
      return placed(span, byId.get(span.id) ?? span) ?? [];
    });
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
        ghosts: span === null ? ghosts : ghostsOf(span),
        marquee: gesture?.kind === 'marquee' ? marqueeBox(gesture) : null,
        laneTarget:
          span?.target == null
            ? null
            : { top: span.target.top + pinnedHeight() - surface.scrollTop(), height: span.target.height },
      },
      now,
    );
  });

  function marqueeBox({ from, fromTick }: Extract<Gesture, { kind: 'marquee' }>): [number, number, number, number] {
    const { x, y } = pointer ?? from;
    const fromX = (fromTick - surface.view().startTick) / surface.view().ticksPerPixel;
    const left = Math.max(0, Math.min(fromX, x));
    const top = Math.max(pinnedHeight(), Math.min(from.y, y));
    return [left, top, Math.max(1, Math.max(fromX, x) - left), Math.max(1, Math.max(from.y, y) - top)];
  }

  function marqueed(marquee: Extract<Gesture, { kind: 'marquee' }>): TimelineSpan[] {
    const input = surface.input();
    if (input === null) {
      return [];
    }
    const [left, top, width, height] = marqueeBox(marquee);
    return spansInBox(input.layout, {
      fromTick: tickOfX(surface.view(), left),
      toTick: tickOfX(surface.view(), left + width),
      top: lanesY(top),
      bottom: lanesY(top + height),
    });
  }

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
        overlay.tell([annotationsText(marqueed(gesture).length)], pointer.x, pointer.y);
        break;
      case 'span':
        followSpan(gesture, pointer);
        break;
    }
    surface.refresh();
  }

  function startFrom(press: Extract<Gesture, { kind: 'press' }>, { x, y }: Point): void {
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

  function followSpan(held: Extract<Gesture, { kind: 'span' }>, { x, y }: Point): void {
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
      targets: isAltHeld ? null : targets(),
    });
    transport.scrubTo(held.result.shownFrame);
    overlay.tell(dragLines(drag, held.result, index), x, y);
  }

  function choose({ span, lane }: UnderPointer, event: PointerEvent): void {
    const { select, toggleSelected, extendSelection, selectedId, selectedIds } = benchStore.getState();
    if (span === null) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      toggleSelected(span.id);
    } else if (event.shiftKey) {
      extendSelection(between(lane, selectedId, span));
    } else if (!selectedIds.includes(span.id)) {
      select(span.id);
    }
  }

  /** From the primary to this one, when both stand in the same lane; otherwise this one alone. */
  function between(lane: Lane | null, primaryId: string | null, span: TimelineSpan): AnnotationId[] {
    const primary = primaryId === null ? undefined : surface.input()?.layout.places.get(primaryId)?.span;
    if (lane === null || primary === undefined || primary.groupId !== span.groupId) {
      return [span.id];
    }
    const [from, to] = [Math.min(primary.inTick, span.inTick), Math.max(primary.inTick, span.inTick)];
    const inside = lane.rows.flatMap((row) => row.spans.filter(({ inTick }) => inTick >= from && inTick <= to));
    return [...inside.map(({ id }) => id).filter((id) => id !== span.id), span.id];
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
    choose(under, event);
    begin({ kind: 'press', from: point, under, isAdding: event.ctrlKey || event.metaKey || event.shiftKey });
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
    overlay.tell(hoverLines(point, span), point.x, point.y);
    surface.refresh();
  }

  function hoverLines({ x, y }: Point, span: TimelineSpan | null): string[] {
    const input = surface.input();
    const frame = frameAtX(surface.view(), index, x);
    if (span !== null) {
      return spanLines(span, index);
    }
    const isFrames = input?.pinned.lanes.some(({ id, top, height }) => id === 'frames' && y >= top && y < top + height);
    const finding = input !== null && isFrames === true ? findingAt(surface.view(), input.scene, x) : null;
    return finding === null ? [momentText(index, frame)] : findingLines(finding, index.timebase);
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
      const ids = marqueed(over).map(({ id }) => id);
      const { select, extendSelection } = benchStore.getState();
      (over.isAdding ? extendSelection : (chosen: readonly AnnotationId[]) => select(...chosen))(ids);
    } else if (over.kind === 'span') {
      release(over);
    }
  }

  function click({ under, from, isAdding }: Extract<Gesture, { kind: 'press' }>, event: PointerEvent): void {
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

  function release(over: Extract<Gesture, { kind: 'span' }>): void {
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
    const shown = ghostsOf(over);
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

  function onWheel(event: WheelEvent): void {
    const point = pointOf(event);
    const isZoomKey = event.ctrlKey || event.metaKey;
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const overflows = scroller.scrollHeight > scroller.clientHeight + 1;
    if (!isZoomKey && !isSideways && overflows && (point.y >= pinnedHeight() || point.x < 0)) {
      return;
    }
    event.preventDefault();
    if (isSideways && !isZoomKey) {
      surface.pan(event.deltaX === 0 ? event.deltaY : event.deltaX);
    } else {
      // A pinch comes as a wheel with Ctrl, in small steps.
      const pace = isZoomKey && Math.abs(event.deltaY) < 50 ? 100 : 300;
      surface.zoom(Math.exp(-event.deltaY / pace), Math.max(0, point.x));
    }
  }

  field.addEventListener('pointerdown', onPointerDown);
  field.addEventListener('pointermove', onPointerMove);
  field.addEventListener('pointerleave', onPointerLeave);
  field.addEventListener('pointerup', onPointerUp);
  field.addEventListener('pointercancel', cancel);
  field.addEventListener('dblclick', onDoubleClick);
  field.addEventListener('contextmenu', onContextMenu);
  field.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    cancel();
    field.removeEventListener('pointerdown', onPointerDown);
    field.removeEventListener('pointermove', onPointerMove);
    field.removeEventListener('pointerleave', onPointerLeave);
    field.removeEventListener('pointerup', onPointerUp);
    field.removeEventListener('pointercancel', cancel);
    field.removeEventListener('dblclick', onDoubleClick);
    field.removeEventListener('contextmenu', onContextMenu);
    field.removeEventListener('wheel', onWheel);
    host.overlay.replaceChildren();
  };
}
