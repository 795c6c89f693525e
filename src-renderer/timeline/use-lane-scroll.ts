import { useEffect, useEffectEvent } from 'react';
import { placeOf } from './lane-layout.ts';
import type { SurfaceInput } from './surface-input.ts';
import type { TimelineSurface } from './timeline-surface.ts';

/** Scrolls the lanes so that the annotation chosen last can be seen, whoever chose it. */
export function useLaneInSight(
  surface: TimelineSurface | null,
  scroller: { readonly current: HTMLDivElement | null },
  input: SurfaceInput,
  selectedId: string | null,
): void {
  const bringUp = useEffectEvent(() => {
    const place = selectedId === null ? null : placeOf(input.layout, selectedId);
    const lane = place === null ? undefined : input.layout.lanes[place.lane];
    if (surface !== null && scroller.current !== null && place !== null && lane !== undefined) {
      surface.reveal(lane, place.row);
    }
  });
  useEffect(() => {
    void selectedId;
    bringUp();
  }, [selectedId]);
}

/** The slim bar that says how far the lanes are scrolled. */
export function useThumb(
  surface: TimelineSurface | null,
  scroller: { readonly current: HTMLDivElement | null },
  thumb: { readonly current: HTMLDivElement | null },
): void {
  useEffect(
    () =>
      surface?.onFrame(() => {
        const [box, bar] = [scroller.current, thumb.current];
        if (box === null || bar === null) {
          return;
        }
        const { clientHeight, scrollHeight, scrollTop, offsetTop } = box;
        bar.hidden = scrollHeight <= clientHeight + 1;
        bar.style.height = `${Math.max(18, (clientHeight * clientHeight) / scrollHeight)}px`;
        bar.style.transform = `translateY(${offsetTop + (scrollTop * clientHeight) / scrollHeight}px)`;
      }),
    [surface, scroller, thumb],
  );
}
