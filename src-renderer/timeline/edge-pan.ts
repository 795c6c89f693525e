import type { Gesture, Point } from './pointer-host.ts';
import type { TimelineSurface } from './timeline-surface.ts';

const edgePixels = 22;
const panPixels = 10;

/** While it runs, a hand that holds something at an edge takes the view along. */
export type EdgePan = { start(): void; stop(): void };

/** `onPan` is called after each step that moved the view. */
export function createEdgePan(
  surface: TimelineSurface,
  held: () => { readonly gesture: Gesture | null; readonly pointer: Point | null },
  onPan: () => void,
): EdgePan {
  let request = 0;
  function step(): void {
    request = requestAnimationFrame(step);
    const { gesture, pointer } = held();
    if (pointer === null || gesture === null || gesture.kind === 'press' || gesture.kind === 'pan') {
      return;
    }
    const { width } = surface.extent();
    const pixels = pointer.x < edgePixels ? -panPixels : pointer.x > width - edgePixels ? panPixels : 0;
    const before = surface.view().startTick;
    if (pixels !== 0) {
      surface.pan(pixels);
      if (surface.view().startTick !== before) {
        onPan();
      }
    }
  }
  return {
    start() {
      cancelAnimationFrame(request);
      request = requestAnimationFrame(step);
    },
    stop() {
      cancelAnimationFrame(request);
    },
  };
}
