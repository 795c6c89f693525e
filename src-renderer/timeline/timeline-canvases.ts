import { drawLanes } from './draw-lanes.ts';
import { drawGaps, drawRecordingLane } from './draw-recording.ts';
import { drawRuler } from './draw-ruler.ts';
import { createHatching } from './hatching.ts';
import type { SurfaceElements, SurfaceInput } from './surface-input.ts';
import type { TimelinePalette } from './timeline-palette.ts';
import type { Brush } from './timeline-scene.ts';
import type { TimelineExtent, TimelineView } from './timeline-view.ts';

export type Outlook = { readonly view: TimelineView; readonly extent: TimelineExtent };

/** The two layers of the timeline: the axis with what is known of the recording, and the lanes of annotations. */
export type TimelineCanvases = {
  drawAxis(input: SurfaceInput, outlook: Outlook): void;
  /** `scrolled` in CSS pixels. */
  drawLanes(input: SurfaceInput, outlook: Outlook, scrolled: number): void;
};

export function createTimelineCanvases({ axisCanvas, lanesCanvas, scroller }: SurfaceElements): TimelineCanvases {
  let kept: {
    readonly palette: TimelinePalette;
    readonly scale: number;
    readonly parts: Omit<Brush, 'context' | 'view' | 'extent'>;
  } | null = null;

  function brushFor(canvas: HTMLCanvasElement, palette: TimelinePalette, outlook: Outlook): Brush | null {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) {
      return null;
    }
    const scale = window.devicePixelRatio;
    if (kept === null || kept.palette !== palette || kept.scale !== scale) {
      const parts = {
        palette,
        gapHatching: createHatching(palette.gap, scale),
        quietHatching: createHatching(palette.quiet, scale),
        notedHatching: createHatching(palette.noted, scale),
      };
      kept = { palette, scale, parts };
    }
    context.setTransform(scale, 0, 0, scale, 0, 0);
    return { context, ...outlook, ...kept.parts };
  }

  return {
    drawAxis({ scene, pinned, palette }, outlook) {
      sizeCanvas(axisCanvas, outlook.extent.width, pinned.height);
      const brush = brushFor(axisCanvas, palette, outlook);
      if (brush === null) {
        return;
      }
      drawRuler(brush, scene.index, pinned.ruler);
      for (const lane of pinned.lanes) {
        drawRecordingLane(brush, scene, lane);
      }
      drawGaps(brush, scene.findings, pinned.ruler, pinned.height - pinned.ruler);
    },
    drawLanes({ scene, layout, chosen, visible, primaryId, palette }, outlook, scrolled) {
      const height = scroller.clientHeight;
      sizeCanvas(lanesCanvas, outlook.extent.width, height);
      const brush = brushFor(lanesCanvas, palette, outlook);
      if (brush === null) {
        return;
      }
      brush.context.fillStyle = palette.background;
      brush.context.fillRect(0, 0, outlook.extent.width, height);
      drawGaps(brush, scene.findings, 0, height);
      drawLanes(brush, { layout, chosen, visible, primaryId, scrollTop: scrolled, height });
    },
  };
}

function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number): void {
  const scale = window.devicePixelRatio;
  const [wide, high] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
}
