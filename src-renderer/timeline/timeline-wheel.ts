import type { Point, PointerHost } from './pointer-host.ts';

/** Wheel pixels for a zoom by e; a pinch comes as a wheel with Ctrl in small steps. */
const wheelPace = 300;
const pinchPace = 100;
const pinchStep = 50;

/**
 * The wheel zooms about the pointer; with Shift, or sideways, it moves the view. Over lanes that do not all fit it scrolls
 * them, as everywhere, and Ctrl zooms. Returns what stops listening.
 */
export function listenToWheel(
  { surface, field, scroller }: PointerHost,
  pointOf: (event: MouseEvent) => Point,
): () => void {
  function onWheel(event: WheelEvent): void {
    const point = pointOf(event);
    const isZoomKey = event.ctrlKey || event.metaKey;
    const isSideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const overflows = scroller.scrollHeight > scroller.clientHeight + 1;
    const isOverLanes = point.y >= (surface.input()?.pinned.height ?? 0) || point.x < 0;
    if (!isZoomKey && !isSideways && overflows && isOverLanes) {
      return;
    }
    event.preventDefault();
    if (isSideways && !isZoomKey) {
      surface.pan(event.deltaX === 0 ? event.deltaY : event.deltaX);
    } else {
      const pace = isZoomKey && Math.abs(event.deltaY) < pinchStep ? pinchPace : wheelPace;
      surface.zoom(Math.exp(-event.deltaY / pace), Math.max(0, point.x));
    }
  }
  field.addEventListener('wheel', onWheel, { passive: false });
  return () => field.removeEventListener('wheel', onWheel);
}
