import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import { rulerMarks } from './ruler-marks.ts';
import type { Brush } from './timeline-scene.ts';

/** Media time above, the frame shown at it below. */
export function drawRuler({ context, view, extent, palette }: Brush, index: FrameIndex, height: number): void {
  const { marks } = rulerMarks(view, index, extent);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, extent.width, height);
  context.fillStyle = palette.line;
  context.fillRect(0, height - 1, extent.width, 1);
  context.font = palette.font;
  context.textBaseline = 'middle';
  for (const { x, label, frame } of marks) {
    const left = Math.round(x);
    if (label === null) {
      context.fillStyle = palette.line;
      context.fillRect(left, height - 6, 1, 5);
      continue;
    }
    context.fillStyle = palette.lineStrong;
    context.fillRect(left, 5, 1, height - 6);
    context.fillStyle = palette.text;
    context.fillText(label, left + 5, 10);
    context.fillStyle = palette.textMuted;
    context.fillText(frame ?? '', left + 5, 23);
  }
}
