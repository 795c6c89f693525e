import type { SurfaceInput } from './surface-input.ts';
import type { TimelineExtent } from './timeline-view.ts';

const kinds = ['context', 'conduct', 'setting'] as const;

/** How many annotations of each kind lie in each pixel; context has a band of its own and is never covered. */
export function drawOverview(
  canvas: HTMLCanvasElement,
  { layout, palette, extent, height }: SurfaceInput & { readonly extent: TimelineExtent; readonly height: number },
): void {
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(extent.width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.width = `${extent.width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) {
    return;
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, extent.width, height);
  const band = Math.floor((height - 4) / kinds.length);
  for (const [place, kind] of kinds.entries()) {
    const counts = countsOf(layout, kind, extent);
    const most = counts.reduce((highest, count) => Math.max(highest, count), 0);
    context.fillStyle = palette.codes[kind].ink;
    for (const [x, count] of counts.entries()) {
      if (count > 0) {
        context.globalAlpha = 0.45 + (0.55 * count) / most;
        context.fillRect(x, 2 + place * band, 1, band - 1);
      }
    }
    context.globalAlpha = 1;
  }
}

/** Spans over each pixel, by adding where they begin and taking away where they end. */
function countsOf(layout: SurfaceInput['layout'], kind: string, extent: TimelineExtent): Float64Array {
  const width = Math.ceil(extent.width);
  const steps = new Float64Array(width + 1);
  const perTick = extent.width / (extent.endTick - extent.startTick);
  for (const lane of layout.lanes) {
    if (lane.kind !== kind) {
      continue;
    }
    for (const { inTicks, outTicks } of lane.rows) {
      for (let place = 0; place < inTicks.length; place += 1) {
        const left = Math.floor(((inTicks[place] ?? 0) - extent.startTick) * perTick);
        const right = Math.max(left + 1, Math.ceil(((outTicks[place] ?? 0) - extent.startTick) * perTick));
        const from = Math.min(width - 1, Math.max(0, left));
        const to = Math.min(width, Math.max(from + 1, right));
        steps[from] = (steps[from] ?? 0) + 1;
        steps[to] = (steps[to] ?? 0) - 1;
      }
    }
  }
  let held = 0;
  return steps.subarray(0, width).map((step) => {
    held += step;
    return held;
  });
}
