const tile = 7;

/** Oblique lines of one colour, as a pattern that moves with the view. */
export type Hatching = { fill(context: CanvasRenderingContext2D, box: Box, shift: number): void };
type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** Hatches boxes at one price each, whatever their size. `scale` is the device pixel ratio. */
export function createHatching(ink: string, scale: number): Hatching {
  const size = Math.max(1, Math.round(tile * scale));
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.strokeStyle = ink;
    context.lineWidth = scale;
    context.beginPath();
    for (const offset of [-size, 0, size]) {
      context.moveTo(offset + size, 0);
      context.lineTo(offset, size);
    }
    context.stroke();
  }
  let pattern: CanvasPattern | null = null;
  return {
    fill(target, { left, top, width, height }, shift) {
      pattern ??= target.createPattern(canvas, 'repeat');
      if (pattern === null) {
        return;
      }
      pattern.setTransform(new DOMMatrix([1 / scale, 0, 0, 1 / scale, shift % (size / scale), 0]));
      target.fillStyle = pattern;
      target.fillRect(left, top, width, height);
    },
  };
}
