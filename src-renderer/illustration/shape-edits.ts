import type { Illustration, IllustrationShape, ShapeKeyframe } from '../../src-main/domain/illustration.ts';
import { type ShapePlace, shapePlaceAt } from '../../src-main/domain/illustration-geometry.ts';
import type { FrameNumber, FrameSpan } from '../../src-main/domain/time.ts';

/** Changes to an illustration that is being drawn. Pure: each gives a new value. */
export type Range = { readonly first: number; readonly last: number };

export function rangeOfSpan(span: Pick<FrameSpan, 'inFrame' | 'outFrame'>): Range {
  return { first: span.inFrame, last: span.outFrame - 1 };
}

const least = -5_000;
const most = 15_000;

function whole(value: number): number {
  return Math.round(Math.min(most, Math.max(least, value)));
}

function keyframe(frame: number, place: ShapePlace): ShapeKeyframe {
  return {
    frame: frame as FrameNumber,
    x: whole(place.x),
    y: whole(place.y),
    toX: whole(place.toX),
    toY: whole(place.toY),
  };
}

function isSamePlace(one: ShapePlace, other: ShapePlace): boolean {
  return one.x === other.x && one.y === other.y && one.toX === other.toX && one.toY === other.toY;
}

/** Where a new shape stands when nobody drew it: in the middle of the picture. */
export function middlePlace(kind: IllustrationShape['kind']): ShapePlace {
  switch (kind) {
    case 'arrow':
    case 'line':
      return { x: 3_500, y: 3_500, toX: 5_000, toY: 5_000 };
    case 'rectangle':
    case 'ellipse':
      return { x: 4_000, y: 4_000, toX: 6_000, toY: 6_000 };
    case 'call-out':
      return { x: 6_500, y: 3_000, toX: 5_000, toY: 5_000 };
  }
}

/** A shape shown from a frame to the end of the span. */
export function newShape(
  kind: IllustrationShape['kind'],
  frame: number,
  range: Range,
  place: ShapePlace,
): IllustrationShape {
  const keyframes =
    frame < range.last ? [keyframe(frame, place), keyframe(range.last, place)] : [keyframe(frame, place)];
  return { kind, colour: 'yellow', text: kind === 'call-out' ? 'Text' : '', movement: 'linear', keyframes };
}

/**
 * Sets where a shape stands at a frame. Keyframes after it at which the shape had not moved on go along: a shape that
 * stood still until the end stands still at its new place until the end.
 */
export function placeShape(shape: IllustrationShape, frame: number, place: ShapePlace): IllustrationShape {
  const here = shapePlaceAt(shape, frame);
  const before = shape.keyframes.filter((one) => one.frame < frame);
  const after = shape.keyframes.filter((one) => one.frame > frame);
  const still = here === null ? 0 : after.findIndex((one) => !isSamePlace(one, here));
  const following = after.map((one, at) => (still === -1 || at < still ? keyframe(one.frame, place) : one));
  return { ...shape, keyframes: [...before, keyframe(frame, place), ...following] };
}

/** Without its keyframe at a frame; null when that was its only one. */
export function withoutKeyframe(shape: IllustrationShape, frame: number): IllustrationShape | null {
  const keyframes = shape.keyframes.filter((one) => one.frame !== frame);
  return keyframes.length === 0 ? null : { ...shape, keyframes };
}

/** Shown from `first` to `last`: keyframes outside are dropped, the ends stand where the shape was there. */
export function showBetween(shape: IllustrationShape, { first, last }: Range): IllustrationShape {
  const ends = rangeOfShape(shape);
  const at = (frame: number): ShapePlace =>
    shapePlaceAt(shape, Math.min(Math.max(frame, ends.first), ends.last)) ?? middlePlace(shape.kind);
  const inner = shape.keyframes.filter((one) => one.frame > first && one.frame < last);
  const outer = first === last ? [] : [keyframe(last, at(last))];
  return { ...shape, keyframes: [keyframe(first, at(first)), ...inner, ...outer] };
}

export function rangeOfShape({ keyframes }: IllustrationShape): Range {
  return { first: keyframes[0]?.frame ?? 0, last: keyframes.at(-1)?.frame ?? 0 };
}

export function moved(place: ShapePlace, by: { readonly x: number; readonly y: number }, part: ShapePart): ShapePlace {
  const isFrom = part !== 'to';
  const isTo = part !== 'from';
  return {
    x: place.x + (isFrom ? by.x : 0),
    y: place.y + (isFrom ? by.y : 0),
    toX: place.toX + (isTo ? by.x : 0),
    toY: place.toY + (isTo ? by.y : 0),
  };
}

/** What of a shape is moved: all of it, or one of its two points. */
export type ShapePart = 'all' | 'from' | 'to';

export function withShape(illustration: Illustration, at: number, shape: IllustrationShape | null): Illustration {
  const shapes =
    shape === null
      ? illustration.shapes.filter((_, position) => position !== at)
      : illustration.shapes.map((one, position) => (position === at ? shape : one));
  return { ...illustration, shapes };
}

/** Freezes a frame for so long; 0 takes the freeze away. */
export function withFreeze(illustration: Illustration, frame: number, millis: number): Illustration {
  const others = illustration.freezes.filter((freeze) => freeze.frame !== frame);
  const freezes = millis === 0 ? others : [...others, { frame: frame as FrameNumber, millis }];
  return { ...illustration, freezes: freezes.sort((a, b) => a.frame - b.frame) };
}
