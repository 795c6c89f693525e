import { writeFile } from 'node:fs/promises';
import { mediaTimeText } from '../../domain/burn-in.ts';
import { evidentiaryClassTexts } from '../../domain/evidentiary-class.ts';
import { type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { type FrameNumber, type FrameSpan, ptsToMicros } from '../../domain/time.ts';
import { decodePictures } from './decode-pictures.ts';
import { type Drawing, type DrawingRoom, drawingFont, openDrawingRoom } from './drawing-canvas.ts';
import { mainVideoOf } from './index-frames.ts';
import { type MediaOptions, throttleProgress } from './media-options.ts';
import { displaySize } from './picture-size.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { layOutSheet, type SheetLayout, sheetEdge } from './sheet-layout.ts';
import { findMediaTools } from './tools.ts';

export interface ContactSheetRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  /** The exhibit label first, then what else is to be read: name and digest of the source. The class is added. */
  readonly heading: readonly string[];
  /** The app's own files: the letters are drawn with its fonts. */
  readonly resourcesFolder: string;
  /** A PNG file; replaced when it exists. */
  readonly outputPath: string;
}

/** `argv` is the run for the first frame; those for the others differ in where they seek and which frame they pick. */
export interface RenderedContactSheet extends RenderedFile {
  /** In the order of the sheet, row by row. */
  readonly frames: readonly FrameNumber[];
  readonly columns: number;
  readonly width: number;
  readonly height: number;
  /** Where the picture of each frame stands on the sheet, in pixels. */
  readonly tiles: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

const [paper, ink, quietInk, hairline] = ['#ffffff', '#15181c', '#4a525c', '#c4c9d0'];

function countText(shown: number, span: FrameSpan): string {
  const [first, last] = [span.inFrame, span.outFrame - 1];
  const all = last - first + 1;
  if (all === 1) {
    return `Frame ${first} of the recording`;
  }
  const which = `Frames ${first} to ${last}`;
  return shown === all
    ? `${which} of the recording, every frame`
    : `${which} of the recording: ${shown} of ${all}, spread evenly, first and last included`;
}

function write(
  { context }: Drawing,
  text: string,
  place: { readonly x: number; readonly baseline: number; readonly size: number; readonly colour: string },
): void {
  context.font = drawingFont(place.size);
  context.fillStyle = place.colour;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillText(text, place.x, place.baseline);
}

/** Puts a decoded picture on the sheet, its number and time below it. */
function drawTile(
  drawing: Drawing,
  layout: SheetLayout,
  position: number,
  pixels: Uint8Array,
  captions: readonly [string, string],
): void {
  const { context } = drawing;
  const { width, height } = layout.tile;
  const { x, y } = layout.place(position);
  const picture = context.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    picture.data[pixel * 4] = pixels[pixel * 3] ?? 0;
    picture.data[pixel * 4 + 1] = pixels[pixel * 3 + 1] ?? 0;
    picture.data[pixel * 4 + 2] = pixels[pixel * 3 + 2] ?? 0;
    picture.data[pixel * 4 + 3] = 255;
  }
  context.putImageData(picture, x, y);
  context.strokeStyle = hairline;
  context.lineWidth = 1;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
  write(drawing, captions[0], { x, baseline: y + height + 21, size: 17, colour: ink });
  write(drawing, captions[1], { x, baseline: y + height + 41, size: 15, colour: quietInk });
}

function openSheet(layout: SheetLayout, room: DrawingRoom): Drawing {
  const drawing = room.create(layout.width, layout.height);
  drawing.context.fillStyle = paper;
  drawing.context.fillRect(0, 0, layout.width, layout.height);
  layout.title.forEach(({ text, size, baseline }, at) => {
    write(drawing, text, { x: sheetEdge, baseline, size, colour: at === 0 ? ink : quietInk });
  });
  return drawing;
}

/**
 * Writes a contact sheet: evenly spread frames of a span, each decoded by itself and proved to be that frame, made
 * smaller, with its number and media time. Of class SUMMARY, which its heading says. Throws `proof-failed`,
 * `tool-failed`, `disk-full`, `cancelled`.
 */
export async function renderContactSheet(request: ContactSheetRequest): Promise<RenderedContactSheet> {
  const tools = request.tools ?? (await findMediaTools());
  const { index, span } = request;
  const room = await openDrawingRoom(request.resourcesFolder);
  const layout = layOutSheet(
    span,
    displaySize(mainVideoOf(request.facts)),
    (frames) => [
      ...request.heading,
      `Contact sheet. ${countText(frames.length, span)}`,
      evidentiaryClassTexts.SUMMARY.replace('Summary', 'SUMMARY'),
    ],
    room.measure,
  );
  const report = throttleProgress(request.onProgress);
  const written = await writeThenRename(request.outputPath, async (temporaryPath) => {
    const drawing = openSheet(layout, room);
    let argv: readonly string[] = [];
    for (const [position, frame] of layout.frames.entries()) {
      const output = { kind: 'raw', pixelFormat: 'rgb24', ...layout.tile } as const;
      const decoded = await decodePictures({
        ...request,
        onProgress: undefined,
        tools,
        first: frame,
        count: 1,
        output,
      });
      argv = argv.length === 0 ? decoded.argv : argv;
      const time = mediaTimeText(ptsToMicros(ptsOfFrame(index, frame), index.timebase));
      drawTile(drawing, layout, position, Buffer.concat(decoded.images), [`Frame ${frame}`, time]);
      report({ done: position + 1, total: layout.frames.length, unit: 'frames' });
    }
    await writeFile(temporaryPath, await drawing.canvas.encode('png'), { flag: 'wx' });
    return argv;
  });
  return {
    argv: [...written.made],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    frames: layout.frames,
    columns: layout.columns,
    width: layout.width,
    height: layout.height,
    tiles: layout.frames.map((_, position) => ({ ...layout.place(position), ...layout.tile })),
  };
}
