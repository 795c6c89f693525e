import { type ColourChanges, encodeGroup4 } from './group4.ts';

const headerBytes = 8;
const entryBytes = 12;
const short = 3;
const long = 4;
const rational = 5;

/**
 * A TIFF 6.0 file of one black-and-white page, Group 4, one strip, without a date: what every e-discovery system takes as
 * a page image. `dotsPerInch` says how large it prints.
 */
export function bilevelTiff(page: {
  readonly width: number;
  readonly height: number;
  readonly dotsPerInch: number;
  /** One per row, `height` of them. */
  readonly rows: Iterable<ColourChanges>;
}): Uint8Array {
  const { width, height, dotsPerInch } = page;
  const picture = encodeGroup4(width, page.rows);
  const resolutionAt = headerBytes;
  const pictureAt = resolutionAt + 8;
  const directoryAt = pictureAt + picture.length + (picture.length % 2);
  const entries: readonly (readonly [tag: number, type: number, value: number])[] = [
    [254, long, 0],
    [256, long, width],
    [257, long, height],
    [258, short, 1],
    [259, short, 4],
    // 0 is white.
    [262, short, 0],
    [266, short, 1],
    [273, long, pictureAt],
    [274, short, 1],
    [277, short, 1],
    [278, long, height],
    [279, long, picture.length],
    [282, rational, resolutionAt],
    [283, rational, resolutionAt],
    [293, long, 0],
    [296, short, 2],
  ];
  const bytes = new Uint8Array(directoryAt + 2 + entries.length * entryBytes + 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, directoryAt, true);
  view.setUint32(resolutionAt, dotsPerInch, true);
  view.setUint32(resolutionAt + 4, 1, true);
  bytes.set(picture, pictureAt);
  view.setUint16(directoryAt, entries.length, true);
  entries.forEach(([tag, type, value], place) => {
    const at = directoryAt + 2 + place * entryBytes;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, 1, true);
    if (type === short) {
      view.setUint16(at + 8, value, true);
    } else {
      view.setUint32(at + 8, value, true);
    }
  });
  return bytes;
}
