import { inflateSync } from 'node:zlib';

/** Pixels of a PNG, three bytes each; only what this program writes: 8-bit RGB, not interlaced. */
export function readPng(bytes: Uint8Array): { width: number; height: number; pixels: Uint8Array } {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  if (file[24] !== 8 || file[25] !== 2 || file[28] !== 0) {
    throw new Error(`A PNG of bit depth ${file[24]} and colour type ${file[25]} is not read here.`);
  }
  const parts: Buffer[] = [];
  for (let offset = 8; offset < file.length; ) {
    const length = file.readUInt32BE(offset);
    if (file.toString('latin1', offset + 4, offset + 8) === 'IDAT') {
      parts.push(file.subarray(offset + 8, offset + 8 + length));
    }
    offset += 12 + length;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width * 3, height) };
}

function predict(filter: number, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    default: {
      const estimate = left + above - corner;
      const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - above), Math.abs(estimate - corner)];
      return a <= b && a <= c ? left : b <= c ? above : corner;
    }
  }
}

function unfilter(raw: Buffer, rowBytes: number, height: number): Uint8Array {
  const pixels = new Uint8Array(rowBytes * height);
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (rowBytes + 1)] ?? 0;
    for (let column = 0; column < rowBytes; column += 1) {
      const here = row * rowBytes + column;
      const left = column < 3 ? 0 : (pixels[here - 3] ?? 0);
      const above = row === 0 ? 0 : (pixels[here - rowBytes] ?? 0);
      const corner = row === 0 || column < 3 ? 0 : (pixels[here - rowBytes - 3] ?? 0);
      pixels[here] = (raw[row * (rowBytes + 1) + 1 + column] ?? 0) + predict(filter, left, above, corner);
    }
  }
  return pixels;
}
