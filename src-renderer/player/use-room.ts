import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Room } from './picture-view.ts';

/** The size of an element and the fineness of its screen; null until it is first laid out. */
export function useRoom(element: RefObject<HTMLElement | null>): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const { current } = element;
    const page = current?.ownerDocument.defaultView ?? null;
    if (current === null || page === null) {
      return;
    }
    const measure = () => {
      const { clientWidth, clientHeight } = current;
      const { devicePixelRatio } = page;
      setRoom((known) =>
        known?.width === clientWidth && known.height === clientHeight && known.devicePixelRatio === devicePixelRatio
          ? known
          : { width: clientWidth, height: clientHeight, devicePixelRatio },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    page.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      page.removeEventListener('resize', measure);
    };
  }, [element]);
  return room;
}
