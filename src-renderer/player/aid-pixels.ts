import {
  greyWeights,
  keptLines,
  sharpenWeight,
  sharpenWhole,
  toneCurve,
  type ViewingAids,
} from '../../src-main/domain/viewing-aids.ts';

/** Pixels of an upright picture, four bytes each (red, green, blue, opacity: full), row by row. */
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

/** Each channel of one row; the places of the neighbours are given, so that edges cost nothing inside. */
function sharpenRow(
  data: Uint8ClampedArray,
  source: Uint8ClampedArray,
  [row, above, below]: readonly [number, number, number],
  width: number,
  weight: number,
): void {
  const middle = sharpenWhole + 4 * weight;
  const half = sharpenWhole / 2;
  const shift = Math.log2(sharpenWhole);
  for (let x = 0; x < width; x += 1) {
    const at = x * 4;
    const left = neighbour(x - 1, width) * 4;
    const right = neighbour(x + 1, width) * 4;
    for (let channel = 0; channel < 3; channel += 1) {
      const around =
        (source[above + at + channel] ?? 0) +
        (source[below + at + channel] ?? 0) +
        (source[row + left + channel] ?? 0) +
        (source[row + right + channel] ?? 0);
      data[row + at + channel] = (middle * (source[row + at + channel] ?? 0) - weight * around + half) >> shift;
    }
  }
}

function sharpen({ width, height, data }: PixelGrid, weight: number): void {
  const source = data.slice();
  const rowBytes = width * 4;
  for (let y = 0; y < height; y += 1) {
    const rows = [y, neighbour(y - 1, height), neighbour(y + 1, height)].map((row) => row * rowBytes);
    sharpenRow(data, source, rows as [number, number, number], width, weight);
  }
}

/** Greyscale and tone, pixel by pixel as whole words: four times as fast as byte by byte. */
function level({ data }: PixelGrid, isGreyscale: boolean, curve: Uint8Array): void {
  const { red, green, blue, whole } = greyWeights;
  const words = new Uint32Array(data.buffer, data.byteOffset, data.length / 4);
  const opaque = 0xff000000;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? 0;
    const [r, g, b] = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255];
    if (isGreyscale) {
      const grey = curve[((red * r + green * g + blue * b + whole / 2) / whole) | 0] ?? 0;
      words[at] = opaque | (grey * 0x010101);
    } else {
      words[at] = opaque | (curve[r] ?? 0) | ((curve[g] ?? 0) << 8) | ((curve[b] ?? 0) << 16);
    }
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
