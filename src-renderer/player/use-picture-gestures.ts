import { type RefObject, useEffect, useEffectEvent } from 'react';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { type Point, panBy, placePicture, wholePicture, zoomTo } from './picture-view.ts';
import { changeView } from './viewing-store.ts';

/** How fast the wheel zooms: a notch of an ordinary wheel is a little less than a step of the keys. */
const zoomPerPixel = 0.0022;
const pixelsPerLine = 16;

/** Zoom with Ctrl and the wheel (or two fingers), drag to move, double press between whole and one to one. */
export function usePictureGestures(room: RefObject<HTMLElement | null>, footageId: FootageId): void {
  const pointIn = (event: MouseEvent): Point => {
    const box = room.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };

  const onWheel = useEffectEvent((event: WheelEvent) => {
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? pixelsPerLine : 1;
    changeView(footageId, (view, { shape, room: size }) => {
      const { scale, isLarger } = placePicture(view, shape, size);
      if (event.ctrlKey) {
        event.preventDefault();
        return zoomTo(view, scale * Math.exp(-event.deltaY * unit * zoomPerPixel), shape, size, pointIn(event));
      }
      if (!isLarger) {
        return view;
      }
      event.preventDefault();
      const [x, y] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
      return panBy(view, { x: -x * unit, y: -y * unit }, shape, size);
    });
  });

  const onDoublePress = useEffectEvent((event: MouseEvent) => {
    changeView(footageId, (view, { shape, room: size }) => {
      if (view.zoom !== 'fit') {
        return { ...wholePicture, turns: view.turns };
      }
      const { scale } = placePicture(view, shape, size);
      return zoomTo(view, scale < 0.95 ? 1 : scale * 2, shape, size, pointIn(event));
    });
  });

  useEffect(() => {
    const { current } = room;
    if (current === null) {
      return;
    }
    let held: { readonly pointer: number; x: number; y: number } | null = null;
    const onPointerDown = (event: PointerEvent) => {
      const isPicture = event.target instanceof Element && event.target.closest('[data-over-picture]') === null;
      if (isPicture && (event.button === 0 || event.button === 1) && current.dataset['larger'] === 'true') {
        held = { pointer: event.pointerId, x: event.clientX, y: event.clientY };
        current.setPointerCapture(event.pointerId);
        event.preventDefault();
      }
    };
    const onPointerMove = (event: PointerEvent) => {
      if (held === null || held.pointer !== event.pointerId) {
        return;
      }
      const by = { x: event.clientX - held.x, y: event.clientY - held.y };
      held = { pointer: event.pointerId, x: event.clientX, y: event.clientY };
      changeView(footageId, (view, { shape, room: size }) => panBy(view, by, shape, size));
    };
    const onPointerEnd = () => {
      held = null;
    };
    const onWheelEvent = (event: WheelEvent) => onWheel(event);
    const onDoubleClick = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('[data-over-picture]') === null) {
        onDoublePress(event);
      }
    };
    current.addEventListener('wheel', onWheelEvent, { passive: false });
    current.addEventListener('dblclick', onDoubleClick);
    current.addEventListener('pointerdown', onPointerDown);
    current.addEventListener('pointermove', onPointerMove);
    current.addEventListener('pointerup', onPointerEnd);
    current.addEventListener('pointercancel', onPointerEnd);
    return () => {
      current.removeEventListener('wheel', onWheelEvent);
      current.removeEventListener('dblclick', onDoubleClick);
      current.removeEventListener('pointerdown', onPointerDown);
      current.removeEventListener('pointermove', onPointerMove);
      current.removeEventListener('pointerup', onPointerEnd);
      current.removeEventListener('pointercancel', onPointerEnd);
    };
  }, [room, footageId]);
}
