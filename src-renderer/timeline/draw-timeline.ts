import { type FrameIndex, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { Peaks } from '../../src-main/domain/peaks.ts';
import type { TimingFinding } from '../../src-main/domain/recording-facts.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { drawWaveform } from '../waveform/draw-waveform.ts';
import type { PlacedSpan } from './annotation-rows.ts';
import type { Filmstrip } from './filmstrip.ts';
import { rulerMarks } from './ruler-marks.ts';
import type { TimelinePalette } from './timeline-palette.ts';
import { pixelsPerFrame, type TimelineExtent, type TimelineView, visibleFrames, xOfTick } from './timeline-view.ts';

/** Heights of the lanes, from the top, in CSS pixels. */
export type TimelineLanes = {
  readonly ruler: number;
  readonly filmstrip: number;
  readonly waveform: number;
  readonly annotations: number;
  readonly height: number;
};

export const rowHeight = 20;
const rulerHeight = 24;
const keyFramePixels = 5;

/** Lanes that exist for this recording; annotations always have room for one row. */
export function lanesFor(has: { filmstrip: boolean; sound: boolean; rowCount: number }): TimelineLanes {
  const filmstrip = has.filmstrip ? 46 : 0;
  const waveform = has.sound ? 52 : 0;
  const annotations = Math.max(1, has.rowCount) * rowHeight + 10;
  return {
    ruler: rulerHeight,
    filmstrip,
    waveform,
    annotations,
    height: rulerHeight + filmstrip + waveform + annotations,
  };
}

export type TimelinePicture = {
  readonly view: TimelineView;
  readonly extent: TimelineExtent;
  readonly index: FrameIndex;
  readonly lanes: TimelineLanes;
  readonly palette: TimelinePalette;
  readonly filmstrip: { readonly strip: Filmstrip; readonly image: CanvasImageSource } | null;
  readonly peaks: Peaks | null;
  readonly gaps: readonly TimingFinding[];
  readonly spans: readonly PlacedSpan[];
  readonly selectedId: string | null;
  readonly inFrame: FrameNumber | null;
  readonly outFrame: FrameNumber | null;
};

/** Draws everything but the playhead; `context` is scaled so that one unit is one CSS pixel. */
export function drawTimeline(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { extent, lanes, palette } = picture;
  context.clearRect(0, 0, extent.width, lanes.height);
  context.fillStyle = palette.background;
  context.fillRect(0, 0, extent.width, lanes.height);
  drawFilmstrip(context, picture);
  drawSound(context, picture);
  drawGaps(context, picture);
  drawMarks(context, picture);
  drawRuler(context, picture);
  drawSpans(context, picture);
}

function drawRuler(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { view, extent, index, palette, lanes } = picture;
  const { marks } = rulerMarks(view, index, extent);
  context.fillStyle = palette.line;
  context.fillRect(0, lanes.ruler - 1, extent.width, 1);
  context.font = palette.font;
  context.textBaseline = 'middle';
  for (const mark of marks) {
    const x = Math.round(mark.x);
    context.fillStyle = mark.label === null ? palette.line : palette.lineStrong;
    context.fillRect(x, mark.label === null ? lanes.ruler - 6 : lanes.ruler - 12, 1, mark.label === null ? 5 : 11);
    if (mark.label !== null) {
      context.fillStyle = palette.textMuted;
      context.fillText(mark.label, x + 4, lanes.ruler / 2 - 2);
    }
  }
  if (pixelsPerFrame(view, extent) >= keyFramePixels) {
    const { first, last } = visibleFrames(view, index, extent.width);
    context.fillStyle = palette.keyFrame;
    for (let frame: number = first; frame <= last; frame += 1) {
      if (index.isKey[frame] === 1) {
        diamond(context, xOfTick(view, index.pts[frame] ?? 0), lanes.ruler - 5, 4);
      }
    }
  }
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.fill();
}

/** Each tile stands where its own frame begins; tiles that would overlap the one before are left out. */
function drawFilmstrip(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { filmstrip, lanes, view, index, extent, palette } = picture;
  if (lanes.filmstrip === 0) {
    return;
  }
  const top = lanes.ruler;
  context.fillStyle = palette.picture;
  context.fillRect(0, top, extent.width, lanes.filmstrip);
  if (filmstrip === null) {
    return;
  }
  const { strip, image } = filmstrip;
  const height = lanes.filmstrip - 2;
  const width = Math.round((strip.tileWidth / strip.tileHeight) * height);
  let free = Number.NEGATIVE_INFINITY;
  for (const tile of strip.tiles) {
    const x = Math.round(xOfTick(view, index.pts[tile.frame] ?? 0));
    if (x < free || x + width < 0 || x > extent.width) {
      continue;
    }
    context.drawImage(image, tile.left, tile.top, strip.tileWidth, strip.tileHeight, x, top + 1, width, height);
    free = x + width + 1;
  }
}

function drawSound(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { lanes, view, index, extent, palette, peaks } = picture;
  if (lanes.waveform === 0) {
    return;
  }
  const top = lanes.ruler + lanes.filmstrip;
  context.fillStyle = palette.waveBand;
  context.fillRect(0, top, extent.width, lanes.waveform);
  if (peaks === null) {
    context.font = palette.font;
    context.textBaseline = 'middle';
    context.fillStyle = palette.textMuted;
    context.fillText('The waveform is being prepared.', 8, top + lanes.waveform / 2);
    return;
  }
  const microsPerTick = (index.timebase.num * 1_000_000) / index.timebase.den;
  drawWaveform(context, peaks, {
    startMicros: view.startTick * microsPerTick,
    microsPerPixel: view.ticksPerPixel * microsPerTick,
    width: Math.floor(extent.width),
    top,
    height: lanes.waveform,
    ink: palette.wave,
    line: palette.line,
  });
}

/** A stretch without frames: hatched over all lanes, so that it cannot be taken for a picture. */
function drawGaps(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { gaps, view, lanes, palette, extent } = picture;
  for (const gap of gaps) {
    const left = xOfTick(view, gap.pts);
    const width = Math.max(2, gap.ticks / view.ticksPerPixel);
    if (left > extent.width || left + width < 0) {
      continue;
    }
    context.save();
    context.beginPath();
    context.rect(left, lanes.ruler, width, lanes.height - lanes.ruler);
    context.clip();
    context.strokeStyle = palette.gap;
    context.lineWidth = 1;
    const from = Math.max(left, -lanes.height);
    const to = Math.min(left + width, extent.width) + lanes.height;
    for (let x = from - (from % 7); x < to; x += 7) {
      context.beginPath();
      context.moveTo(x, lanes.ruler);
      context.lineTo(x - lanes.height, lanes.ruler + lanes.height);
      context.stroke();
    }
    context.restore();
    context.fillStyle = palette.gap;
    context.fillRect(left, lanes.ruler, width, 2);
  }
}

function drawMarks(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { inFrame, outFrame, index, view, lanes, palette, extent } = picture;
  const inX = inFrame === null ? null : xOfTick(view, ptsOfFrame(index, inFrame));
  const outX =
    outFrame === null ? null : xOfTick(view, outFrame >= index.count ? extent.endTick : ptsOfFrame(index, outFrame));
  if (inX !== null && outX !== null) {
    context.globalAlpha = 0.14;
    context.fillStyle = palette.mark;
    context.fillRect(inX, lanes.ruler, Math.max(1, outX - inX), lanes.height - lanes.ruler);
    context.globalAlpha = 1;
  }
  context.fillStyle = palette.mark;
  for (const [x, turn] of [
    [inX, 1],
    [outX, -1],
  ] as const) {
    if (x !== null) {
      context.fillRect(Math.round(x) - (turn === 1 ? 0 : 1), lanes.ruler - 8, 1, lanes.height - lanes.ruler + 8);
      context.fillRect(turn === 1 ? Math.round(x) : Math.round(x) - 6, lanes.ruler - 8, 6, 2);
      context.fillRect(turn === 1 ? Math.round(x) : Math.round(x) - 6, lanes.height - 2, 6, 2);
    }
  }
}

function drawSpans(context: CanvasRenderingContext2D, picture: TimelinePicture): void {
  const { spans, view, lanes, palette, extent, selectedId } = picture;
  const top = lanes.height - lanes.annotations + 5;
  context.font = palette.font;
  context.textBaseline = 'middle';
  for (const span of spans) {
    const left = xOfTick(view, span.inTick);
    const right = Math.max(left + 4, xOfTick(view, span.outTick));
    if (right < 0 || left > extent.width) {
      continue;
    }
    const y = top + span.row * rowHeight;
    const { ink, fill } = palette.codes[span.kind];
    context.fillStyle = fill;
    context.fillRect(left, y, right - left, rowHeight - 3);
    context.fillStyle = ink;
    context.fillRect(left, y, 3, rowHeight - 3);
    if (span.kind === 'context') {
      context.fillRect(left, y, right - left, 2);
    }
    if (span.id === selectedId) {
      context.strokeStyle = palette.selected;
      context.lineWidth = 2;
      context.strokeRect(left + 1, y + 1, Math.max(2, right - left - 2), rowHeight - 5);
    }
    drawSpanLabel(context, span.label, { left, right, y, ink, width: extent.width });
  }
}

function drawSpanLabel(
  context: CanvasRenderingContext2D,
  label: string,
  box: { left: number; right: number; y: number; ink: string; width: number },
): void {
  const start = Math.max(box.left, 0) + 7;
  const room = Math.min(box.right, box.width) - start - 4;
  if (room < 24) {
    return;
  }
  context.save();
  context.beginPath();
  context.rect(start, box.y, room, rowHeight);
  context.clip();
  context.fillStyle = box.ink;
  context.fillText(label, start, box.y + (rowHeight - 3) / 2 + 0.5);
  context.restore();
}

/** The span under a point, the topmost row first. */
export function spanAt(
  picture: Pick<TimelinePicture, 'spans' | 'view' | 'lanes'>,
  x: number,
  y: number,
): PlacedSpan | null {
  const top = picture.lanes.height - picture.lanes.annotations + 5;
  const row = Math.floor((y - top) / rowHeight);
  return (
    picture.spans.find(
      (span) =>
        span.row === row &&
        x >= xOfTick(picture.view, span.inTick) - 2 &&
        x <= Math.max(xOfTick(picture.view, span.inTick) + 4, xOfTick(picture.view, span.outTick)) + 2,
    ) ?? null
  );
}
