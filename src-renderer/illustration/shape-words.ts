import type { IllustrationShape } from '../../src-main/domain/illustration.ts';
import { countText } from '../playback/time-text.ts';
import { rangeOfShape } from './shape-edits.ts';

export const kindNames: Readonly<Record<IllustrationShape['kind'], string>> = {
  arrow: 'Arrow',
  line: 'Line',
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  'call-out': 'Call-out',
};

export const colourNames: Readonly<Record<IllustrationShape['colour'], string>> = {
  yellow: 'Yellow',
  cyan: 'Cyan',
  magenta: 'Magenta',
  white: 'White',
  black: 'Black',
};

/** `Arrow 2`, with its text where it has one. */
export function shapeName(shape: IllustrationShape, position: number): string {
  const name = `${kindNames[shape.kind]} ${position + 1}`;
  return shape.text === '' ? name : `${name}, ${shape.text}`;
}

/** `Frames 120–180`. */
export function rangeText(shape: IllustrationShape): string {
  const { first, last } = rangeOfShape(shape);
  return first === last ? `Frame ${countText(first)}` : `Frames ${countText(first)}–${countText(last)}`;
}
