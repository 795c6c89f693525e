import type { MeasureText } from '../../src-main/domain/label-box.ts';

let context: CanvasRenderingContext2D | null = null;

/** The face that the engine draws an aid's letters with, as this page has it. */
export const aidFamily = '"Inter Variable", sans-serif';

/** Widths of text as the engine measures it: the same face and weight. */
export const measureText: MeasureText = (text, size) => {
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) {
    return text.length * size * 0.6;
  }
  context.font = `600 ${size}px ${aidFamily}`;
  return context.measureText(text).width;
};
