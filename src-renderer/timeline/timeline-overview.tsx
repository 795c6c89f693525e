import { type PointerEvent, type ReactNode, useRef } from 'react';
import styles from './timeline.module.css';
import { panBy, type TimelineExtent, type TimelineView } from './timeline-view.ts';

type TimelineOverviewProps = {
  readonly view: TimelineView;
  readonly extent: TimelineExtent;
  readonly onView: (view: TimelineView) => void;
};

/** Which part of the recording the timeline shows, as a bar to drag. */
export function TimelineOverview({ view, extent, onView }: TimelineOverviewProps): ReactNode {
  const drag = useRef<number | null>(null);
  const whole = extent.endTick - extent.startTick;
  const shown = Math.min(1, (view.ticksPerPixel * extent.width) / whole);
  const start = (view.startTick - extent.startTick) / whole;

  function onPointerMove(event: PointerEvent<HTMLDivElement>): void {
    if (drag.current === null) {
      return;
    }
    const pixels = (event.clientX - drag.current) / Math.max(shown, 1e-6);
    drag.current = event.clientX;
    onView(panBy(view, extent, pixels));
  }

  return (
    <div className={styles['overview']} aria-hidden="true">
      <div
        className={styles['window']}
        style={{ left: `${start * 100}%`, width: `max(${shown * 100}%, 16px)` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = event.clientX;
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => {
          drag.current = null;
        }}
      />
    </div>
  );
}
