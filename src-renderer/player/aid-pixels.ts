import {
  greyWeights,
  keptLines,
  sharpenWeight,
  sharpenWhole,
  toneCurve,
  type ViewingAids,
} from '../../src-main/domain/viewing-aids.ts';

/** Pixels of an upright picture, four bytes each (red, green, blue, opacity), row by row. */
export type PixelGrid = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray };

/** Fills the lines of the field that is not kept from their neighbours, in place. */
function fillLines({ width, height, data }: PixelGrid, field: 'top' | 'bottom', rotation: number): void {
  const isSideways = rotation === 90 || rotation === 270;
  const { axis, remainder } = keptLines(field, rotation, isSideways ? width : height);
  const [lines, length, lineStep, pixelStep] =
    axis === 'rows' ? [height, width, width * 4, 4] : [width, height, 4, width * 4];
  if (lines < 2) {
    return;
  }
  for (let line = 1 - remainder; line < lines; line += 2) {
    const before = (line === 0 ? 1 : line - 1) * lineStep;
    const after = (line === lines - 1 ? lines - 2 : line + 1) * lineStep;
    for (let pixel = 0; pixel < length; pixel += 1) {
      const at = pixel * pixelStep;
      for (let channel = at; channel < at + 3; channel += 1) {
        data[line * lineStep + channel] = ((data[before + channel] ?? 0) + (data[after + channel] ?? 0) + 1) >> 1;
      }
    }
  }
}

/** The neighbour's place; at the first edge the picture is mirrored, at the last its last line is repeated. */
function neighbour(place: number, size: number): number {
  return place < 0 ? Math.min(1, size - 1) : place >= size ? size - 1 : place;
}

function sharpen({ width, height, data }: PixelGrid, weight: number): void {
  const source = data.slice();
  const middle = sharpenWhole + 4 * weight;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    const above = neighbour(y - 1, height) * width;
    const below = neighbour(y + 1, height) * width;
    for (let x = 0; x < width; x += 1) {
      const at = (row + x) * 4;
      const left = (row + neighbour(x - 1, width)) * 4;
      const right = (row + neighbour(x + 1, width)) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const around =
          (source[(above + x) * 4 + channel] ?? 0) +
          (source[(below + x) * 4 + channel] ?? 0) +
          (source[left + channel] ?? 0) +
          (source[right + channel] ?? 0);
        const sum = middle * (source[at + channel] ?? 0) - weight * around;
        data[at + channel] = Math.floor(sum / sharpenWhole + 0.5);
      }
    }
  }
}

function level({ data }: PixelGrid, isGreyscale: boolean, curve: Uint8Array): void {
  const { red, green, blue, whole } = greyWeights;
  for (let at = 0; at < data.length; at += 4) {
    let [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if (isGreyscale) {
      r = Math.floor((red * r + green * g + blue * b + whole / 2) / whole);
      g = r;
      b = r;
    }
    data[at] = curve[r] ?? 0;
    data[at + 1] = curve[g] ?? 0;
    data[at + 2] = curve[b] ?? 0;
  }
}

/**
 * Applies viewing aids to pixels, in place: the arithmetic that aid-shader.ts and the engine's filters follow level for
 * level, and what is used where there is no WebGL.
 * @param rotation degrees clockwise by which the coded picture was turned upright
 */
export function applyAids(grid: PixelGrid, aids: ViewingAids, rotation: number): void {
  if (aids.deinterlace !== 'off') {
    fillLines(grid, aids.deinterlace, rotation);
  }
  if (aids.sharpen > 0) {
    sharpen(grid, sharpenWeight(aids));
  }
  level(grid, aids.isGreyscale, toneCurve(aids));
}
