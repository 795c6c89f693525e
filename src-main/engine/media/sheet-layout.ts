import { type MeasureText, wrapText } from '../../domain/label-box.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { fitInto, type PictureSize } from './picture-size.ts';

/** Frames spread evenly by their number, the first and the last among them, each once. */
export function spreadFrames(span: FrameSpan, most: number): FrameNumber[] {
  const count = span.outFrame - span.inFrame;
  const shown = Math.min(Math.max(1, most), count);
  const step = shown === 1 ? 0 : (count - 1) / (shown - 1);
  return Array.from({ length: shown }, (_, at) => (span.inFrame + Math.round(at * step)) as FrameNumber);
}

export interface SheetLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly tile: PictureSize;
  readonly frames: readonly FrameNumber[];
  /** Upper left corner of the tile at a position. */
  place(position: number): { readonly x: number; readonly y: number };
  readonly title: readonly SheetLine[];
}

export interface SheetLine {
  readonly text: string;
  readonly size: number;
  readonly baseline: number;
}

export const sheetEdge = 40;
const sheetWidth = 1600;
const narrowest = 1000;
const gap = 20;
/** Room below a tile for its frame number and time. */
const captionHeight = 62;
const usualTiles = 16;
/** Columns for pictures of 16 to 9; narrower pictures stand closer. */
const usualColumns = 4;
const widestTile = 640;

function columnsFor(size: PictureSize): number {
  const narrowness = (size.height / size.width) * (16 / 9);
  return Math.max(2, Math.min(8, Math.round(usualColumns * Math.sqrt(narrowness))));
}

/** Lines of the heading, the first one large, none wider than the sheet. */
function headingLines(lines: readonly string[], width: number, measure: MeasureText): SheetLine[] {
  let bottom = sheetEdge - 6;
  return lines.flatMap((line, at) => {
    const size = at === 0 ? 34 : 19;
    return wrapText(line, size, width - sheetEdge * 2, measure).map((text) => {
      bottom += size * 1.35 + (at === 1 && size < 34 ? 4 : 0);
      return { text, size, baseline: Math.round(bottom - size * 0.25) };
    });
  });
}

/** Lays out a contact sheet of a span of pictures of a size, below its heading. */
export function layOutSheet(
  span: FrameSpan,
  size: PictureSize,
  heading: (frames: readonly FrameNumber[]) => readonly string[],
  measure: MeasureText,
): SheetLayout {
  const usual = columnsFor(size);
  const frames = spreadFrames(span, usual * Math.ceil(usualTiles / usual));
  const columns = Math.min(usual, frames.length);
  const room = Math.floor((sheetWidth - sheetEdge * 2 - gap * (columns - 1)) / columns);
  const tile = fitInto(size, { width: Math.min(room, widestTile), height: 640 });
  const width = Math.max(narrowest, columns * tile.width + gap * (columns - 1) + sheetEdge * 2);
  const title = headingLines(heading(frames), width, measure);
  const top = (title.at(-1)?.baseline ?? 0) + 34;
  const rows = Math.ceil(frames.length / columns);
  return {
    width,
    height: top + rows * (tile.height + captionHeight) + sheetEdge - 10,
    columns,
    tile,
    frames,
    place: (position) => ({
      x: sheetEdge + (position % columns) * (tile.width + gap),
      y: top + Math.floor(position / columns) * (tile.height + captionHeight),
    }),
    title,
  };
}
