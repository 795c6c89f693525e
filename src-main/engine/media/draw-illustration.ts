import type { Path2D, SKRSContext2D } from '@napi-rs/canvas';
import { type AidStrip, aidNotice, aidStrip, burnInTexts, type StripPlace, stripPieces } from '../../domain/burn-in.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { Illustration } from '../../domain/illustration.ts';
import { type DrawnShape, drawnShape, shapePlaceAt } from '../../domain/illustration-geometry.ts';
import type { LabelBox } from '../../domain/label-box.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { type FrameNumber, type FrameSpan, type Pts, ptsToMicros } from '../../domain/time.ts';
import { type DrawingRoom, drawingFont } from './drawing-canvas.ts';
import type { PictureSize } from './picture-size.ts';

export interface OverlayRequest {
  readonly illustration: Illustration;
  readonly exhibitLabel: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  /** Of the upright picture in square pixels. */
  readonly picture: PictureSize;
}

/** Draws what lies over and below the pictures of an aid, frame by frame. */
export interface OverlayPainter {
  /** Of the whole aid's picture: the recorded picture, made even, and the strip below it. */
  readonly aid: PictureSize;
  /** First line of the strip. */
  readonly stripTop: number;
  /** Of what `paint` gives: the whole aid where shapes are shown, else the strip alone. */
  readonly layer: PictureSize;
  readonly hasShapes: boolean;
  /** RGBA bytes, not premultiplied; the very same buffer as before where nothing changed. */
  paint(frame: FrameNumber): Uint8Array;
}

/** A little darker than any picture's black bars, so that the strip is not taken for a part of the picture. */
const stripGround = '#101214';
const noticeInk = '#ffd60a';
const textInk = '#ffffff';

const evenly = (side: number): number => side + (side % 2);

function writeStripText(context: SKRSContext2D, text: string, place: StripPlace, top: number, room: DrawingRoom): void {
  context.font = drawingFont(place.size);
  context.textBaseline = 'alphabetic';
  let { x } = place;
  for (const piece of stripPieces(text, place.size, room.measure)) {
    const isDigit = piece.text.length === 1 && /\d/.test(piece.text);
    context.textAlign = isDigit ? 'center' : 'left';
    context.fillText(piece.text, isDigit ? x + piece.width / 2 : x, top + place.baseline);
    x += piece.width;
  }
}

function drawLabel(context: SKRSContext2D, shape: DrawnShape, label: LabelBox, isFramed: boolean): void {
  context.beginPath();
  context.roundRect(label.x, label.y, label.width, label.height, label.radius);
  context.fillStyle = shape.rim;
  context.globalAlpha = 0.88;
  context.fill();
  context.globalAlpha = 1;
  if (isFramed) {
    context.strokeStyle = shape.ink;
    context.lineWidth = shape.strokeWidth * 0.6;
    context.stroke();
  }
  context.fillStyle = shape.ink;
  context.font = drawingFont(label.size);
  context.textBaseline = 'alphabetic';
  context.textAlign = 'center';
  for (const line of label.lines) {
    context.fillText(line.text, label.x + line.middle, label.y + line.baseline);
  }
}

/** Draws one shape: first its rim, then its ink, then its text. */
function drawShape(
  context: SKRSContext2D,
  shape: DrawnShape,
  toPath: (data: string) => Path2D,
  isFramed: boolean,
): void {
  const { line, solid, strokeWidth, rimWidth } = shape;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const stroke = (data: string, colour: string, width: number): void => {
    if (data !== '') {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke(toPath(data));
    }
  };
  stroke(line, shape.rim, strokeWidth + rimWidth * 2);
  stroke(solid, shape.rim, rimWidth * 2);
  stroke(line, shape.ink, strokeWidth);
  if (solid !== '') {
    context.fillStyle = shape.ink;
    context.fill(toPath(solid));
  }
  if (shape.label !== null) {
    drawLabel(context, shape, shape.label, isFramed);
  }
}

function textsAt(request: OverlayRequest, frame: number): string[] {
  const { index, illustration, facts, exhibitLabel } = request;
  const micros = ptsToMicros((index.pts[frame] ?? 0) as Pts, index.timebase);
  return burnInTexts(illustration.burnIn, facts, exhibitLabel, { number: frame, micros });
}

/** Each text of the strip as long as it gets in the span. */
function widestTexts(request: OverlayRequest): string[] {
  const ends = [request.span.inFrame, request.span.outFrame - 1].map((frame) => textsAt(request, frame));
  const [first = [], last = []] = ends;
  return first.map((text, at) => ((last[at]?.length ?? 0) > text.length ? (last[at] ?? text) : text));
}

function drawStrip(
  context: SKRSContext2D,
  strip: AidStrip,
  texts: readonly string[],
  place: { readonly top: number; readonly width: number },
  room: DrawingRoom,
): void {
  context.fillStyle = stripGround;
  context.fillRect(0, place.top, place.width, strip.height);
  context.fillStyle = noticeInk;
  writeStripText(context, aidNotice, strip.notice, place.top, room);
  context.fillStyle = textInk;
  strip.texts.forEach((at, position) => {
    writeStripText(context, texts[position] ?? '', at, place.top, room);
  });
}

/** Makes the painter of an aid's overlays. */
export function createOverlayPainter(request: OverlayRequest, room: DrawingRoom): OverlayPainter {
  const { picture, illustration, span } = request;
  const strip = aidStrip(picture, widestTexts(request), room.measure);
  const stripTop = evenly(picture.height);
  const aid = { width: evenly(picture.width), height: stripTop + strip.height };
  const shapes = illustration.shapes.filter(
    ({ keyframes }) => (keyframes[0]?.frame ?? 0) < span.outFrame && (keyframes.at(-1)?.frame ?? -1) >= span.inFrame,
  );
  const hasShapes = shapes.length > 0;
  const layer = hasShapes ? aid : { width: aid.width, height: strip.height };
  const { context } = room.create(layer.width, layer.height);
  let painted: { readonly key: string; readonly bytes: Uint8Array } | null = null;

  const paint = (frame: FrameNumber): Uint8Array => {
    const texts = textsAt(request, frame);
    const shown = shapes.flatMap((shape) => {
      const place = shapePlaceAt(shape, frame);
      return place === null ? [] : [{ shape, place }];
    });
    const key = JSON.stringify([texts, shown.map(({ shape, place }) => [shapes.indexOf(shape), place])]);
    if (painted?.key === key) {
      return painted.bytes;
    }
    context.clearRect(0, 0, layer.width, layer.height);
    for (const { shape, place } of shown) {
      drawShape(context, drawnShape(shape, place, picture, room.measure), room.path, shape.kind === 'call-out');
    }
    drawStrip(context, strip, texts, { top: hasShapes ? stripTop : 0, width: aid.width }, room);
    const { data } = context.getImageData(0, 0, layer.width, layer.height);
    painted = { key, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
    return painted.bytes;
  };
  return { aid, stripTop, layer, hasShapes, paint };
}
