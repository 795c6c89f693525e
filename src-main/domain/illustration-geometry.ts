import type { IllustrationShape, ShapeKeyframe } from './illustration.ts';
import { type LabelBox, labelBox, type MeasureText } from './label-box.ts';

/**
 * Where the shapes of an illustrative aid stand in a picture. The engine that draws the aid and the editor that shows it
 * beforehand both read this, so that what was placed is what is drawn. All pure; lengths are pixels of the picture.
 */
export type PictureExtent = { readonly width: number; readonly height: number };

/** In ten-thousandths of the picture, as in a keyframe; between two keyframes not whole. */
export type ShapePlace = Omit<ShapeKeyframe, 'frame'>;

type Point = { readonly x: number; readonly y: number };

export type DrawnShape = {
  readonly ink: string;
  /** Under the ink, a little wider: keeps the shape visible on any picture. */
  readonly rim: string;
  readonly strokeWidth: number;
  readonly rimWidth: number;
  /** SVG path data that is stroked; empty for none. */
  readonly line: string;
  /** SVG path data that is filled with the ink; empty for none. */
  readonly solid: string;
  readonly label: LabelBox | null;
};

const inks: Readonly<Record<IllustrationShape['colour'], { readonly ink: string; readonly rim: string }>> = {
  yellow: { ink: '#ffd60a', rim: '#101214' },
  cyan: { ink: '#3ad6f0', rim: '#101214' },
  magenta: { ink: '#ff5fd2', rim: '#101214' },
  white: { ink: '#ffffff', rim: '#101214' },
  black: { ink: '#101214', rim: '#ffffff' },
};

/** What a colour is drawn with. */
export function inksOf(colour: IllustrationShape['colour']): { readonly ink: string; readonly rim: string } {
  return inks[colour];
}

/** Width of a stroke, the same for every shape of a picture. */
export function strokeWidthIn({ width, height }: PictureExtent): number {
  return Math.max(2, Math.min(width, height) * 0.006);
}

/** Height of the letters beside shapes. */
export function labelSizeIn({ width, height }: PictureExtent): number {
  return Math.max(11, Math.round(Math.min(width, height) * 0.034));
}

/**
 * Where a shape stands at a frame of the source, or null where it is not shown. Between keyframes a shape that moves
 * does so evenly from frame to frame, whatever time the frames take.
 */
export function shapePlaceAt(
  shape: Pick<IllustrationShape, 'keyframes' | 'movement'>,
  frame: number,
): ShapePlace | null {
  const { keyframes } = shape;
  let low = 0;
  let high = keyframes.length - 1;
  const [first, last] = [keyframes[low], keyframes[high]];
  if (first === undefined || last === undefined || frame < first.frame || frame > last.frame) {
    return null;
  }
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((keyframes[middle]?.frame ?? 0) <= frame) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const before = keyframes[low] ?? first;
  const after = keyframes[low + 1];
  const { frame: at, ...place } = before;
  if (after === undefined || shape.movement === 'hold' || at === frame) {
    return place;
  }
  const part = (frame - at) / (after.frame - at);
  const between = (from: number, to: number): number => from + (to - from) * part;
  return {
    x: between(before.x, after.x),
    y: between(before.y, after.y),
    toX: between(before.toX, after.toX),
    toY: between(before.toY, after.toY),
  };
}

/** Ten-thousandths to pixels. */
function pixelsOf(place: ShapePlace, { width, height }: PictureExtent): { from: Point; to: Point } {
  return {
    from: { x: (place.x * width) / 10_000, y: (place.y * height) / 10_000 },
    to: { x: (place.toX * width) / 10_000, y: (place.toY * height) / 10_000 },
  };
}

/** Path data with a hundredth of a pixel: what differs by less looks alike. */
function coordinates(...points: readonly Point[]): string {
  return points.map(({ x, y }) => `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`).join(' L');
}

/** From one point towards another; to the upper right where both are the same. */
function directionOf(from: Point, to: Point): Point & { readonly length: number } {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  return length < 0.01
    ? { x: Math.SQRT1_2, y: -Math.SQRT1_2, length: 0 }
    : { x: (to.x - from.x) / length, y: (to.y - from.y) / length, length };
}

function arrowPaths(from: Point, to: Point, stroke: number): { line: string; solid: string } {
  const way = directionOf(from, to);
  const headLength = stroke * 5;
  const half = stroke * 2.2;
  const neck = { x: to.x - way.x * headLength, y: to.y - way.y * headLength };
  const left = { x: neck.x - way.y * half, y: neck.y + way.x * half };
  const right = { x: neck.x + way.y * half, y: neck.y - way.x * half };
  // The shaft ends inside the head, so that its square end never shows at the tip.
  const shaftEnd = { x: to.x - way.x * headLength * 0.8, y: to.y - way.y * headLength * 0.8 };
  return {
    line: way.length > headLength * 0.8 ? `M${coordinates(from, shaftEnd)}` : '',
    solid: `M${coordinates(to, left, right)} Z`,
  };
}

function ellipsePath(from: Point, to: Point): string {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const middle = (from.y + to.y) / 2;
  // An arc without a radius would be drawn as nothing.
  const radii = `${coordinates({ x: Math.max(0.5, (right - left) / 2), y: Math.max(0.5, Math.abs(to.y - from.y) / 2) })} 0 1 1`;
  const [start, end] = [coordinates({ x: left, y: middle }), coordinates({ x: Math.max(left + 1, right), y: middle })];
  return `M${start} A${radii} ${end} A${radii} ${start} Z`;
}

function rectanglePath(from: Point, to: Point): string {
  return `M${coordinates(from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y })} Z`;
}

function discPath(centre: Point, radius: number): string {
  return ellipsePath({ x: centre.x - radius, y: centre.y - radius }, { x: centre.x + radius, y: centre.y + radius });
}

/** Puts a box of text beside the tail of an arrow, on the side away from its head. */
function besideTail(from: Point, to: Point, box: LabelBox, gap: number): Point {
  const way = directionOf(from, to);
  const reach = Math.min(
    box.width / 2 / Math.max(Math.abs(way.x), 1e-6),
    box.height / 2 / Math.max(Math.abs(way.y), 1e-6),
  );
  return { x: from.x - way.x * (reach + gap), y: from.y - way.y * (reach + gap) };
}

/** Puts a box of text above a frame, or below it where there is no room above. */
function aboveFrame(from: Point, to: Point, box: LabelBox, gap: number, extent: PictureExtent): Point {
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const x = (from.x + to.x) / 2;
  const above = top - gap - box.height / 2;
  const below = bottom + gap + box.height / 2;
  return above - box.height / 2 >= 0 || below + box.height / 2 > extent.height ? { x, y: above } : { x, y: below };
}

/** The box with its middle at a point, moved as far as it must be to lie inside the picture. */
function placed(box: LabelBox, middle: Point, { width, height }: PictureExtent): LabelBox {
  const inside = (wanted: number, size: number, room: number): number =>
    size >= room ? (room - size) / 2 : Math.min(Math.max(wanted - size / 2, 0), room - size);
  return { ...box, x: inside(middle.x, box.width, width), y: inside(middle.y, box.height, height) };
}

/** Where the line from a call-out's target meets the edge of its box; null when the target lies in or at the box. */
function edgeTowards(box: LabelBox, target: Point, least: number): Point | null {
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const [dx, dy] = [target.x - middle.x, target.y - middle.y];
  const outside = Math.max(Math.abs(dx) / (box.width / 2), Math.abs(dy) / (box.height / 2));
  if (outside <= 1) {
    return null;
  }
  const edge = { x: middle.x + dx / outside, y: middle.y + dy / outside };
  return Math.hypot(target.x - edge.x, target.y - edge.y) < least ? null : edge;
}

function calloutShape(from: Point, to: Point, box: LabelBox | null, stroke: number): { line: string; solid: string } {
  const start = box === null ? from : edgeTowards(box, to, stroke);
  return {
    line: start === null ? '' : `M${coordinates(start, to)}`,
    solid: start === null ? '' : discPath(to, stroke * 1.6),
  };
}

function placedLabel(kind: IllustrationShape['kind'], from: Point, to: Point, box: LabelBox, extent: PictureExtent) {
  const gap = strokeWidthIn(extent) * 2;
  switch (kind) {
    case 'arrow':
    case 'line':
      return placed(box, besideTail(from, to, box, gap), extent);
    case 'rectangle':
    case 'ellipse':
      return placed(box, aboveFrame(from, to, box, gap, extent), extent);
    case 'call-out':
      return placed(box, from, extent);
  }
}

/** What a shape looks like at a place: paths and a box of text, ready to be drawn on a canvas or as SVG. */
export function drawnShape(
  shape: Pick<IllustrationShape, 'kind' | 'colour' | 'text'>,
  place: ShapePlace,
  extent: PictureExtent,
  measure: MeasureText,
): DrawnShape {
  const { from, to } = pixelsOf(place, extent);
  const strokeWidth = strokeWidthIn(extent);
  const box = labelBox(shape.text, labelSizeIn(extent), extent.width * 0.36, measure);
  const label = box === null ? null : placedLabel(shape.kind, from, to, box, extent);
  const paths = (): { line: string; solid: string } => {
    switch (shape.kind) {
      case 'arrow':
        return arrowPaths(from, to, strokeWidth);
      case 'line':
        return { line: `M${coordinates(from, to)}`, solid: '' };
      case 'rectangle':
        return { line: rectanglePath(from, to), solid: '' };
      case 'ellipse':
        return { line: ellipsePath(from, to), solid: '' };
      case 'call-out':
        return calloutShape(from, to, label, strokeWidth);
    }
  };
  return { ...inksOf(shape.colour), strokeWidth, rimWidth: Math.max(1, strokeWidth * 0.4), ...paths(), label };
}
