import { type BitCode, blackRuns, modes, type RunCodes, verticalModes, whiteRuns } from './group4-codes.ts';

/**
 * A row of a two-colour picture: the columns at which the colour changes, beginning with white. `[3, 5]` is three white
 * pixels, two black ones and white to the end.
 */
export type ColourChanges = readonly number[];

function bitWriter(): { put: (code: BitCode) => void; finish: () => Uint8Array } {
  let bytes = new Uint8Array(16 * 1024);
  let [count, pending, held] = [0, 0, 0];
  const put = ({ bits, length }: BitCode): void => {
    pending = (pending << length) | bits;
    held += length;
    while (held >= 8) {
      held -= 8;
      if (count === bytes.length) {
        const longer = new Uint8Array(bytes.length * 2);
        longer.set(bytes);
        bytes = longer;
      }
      bytes[count] = (pending >> held) & 0xff;
      count += 1;
      pending &= (1 << held) - 1;
    }
  };
  return {
    put,
    finish: () => {
      put({ bits: 0, length: (8 - held) % 8 });
      return bytes.slice(0, count);
    },
  };
}

function putRun(put: (code: BitCode) => void, codes: RunCodes, length: number): void {
  let left = length;
  while (left >= 64) {
    const step = Math.min(left >> 6, codes.makeUps.length);
    put(codes.makeUps[step - 1] as BitCode);
    left -= step * 64;
  }
  put(codes.ends[left] as BitCode);
}

/** Compresses a picture of `width` columns by ITU-T T.6 (Group 4): what scanned pages have been kept in for forty years. */
export function encodeGroup4(width: number, rows: Iterable<ColourChanges>): Uint8Array {
  const { put, finish } = bitWriter();
  let above: ColourChanges = [];
  for (const row of rows) {
    encodeRow(put, width, row, above);
    above = row;
  }
  put(modes.endOfBlock);
  put(modes.endOfBlock);
  return finish();
}

function encodeRow(put: (code: BitCode) => void, width: number, row: ColourChanges, above: ColourChanges): void {
  // Names of T.6: a0 is where coding stands, a1 and a2 the next changes of this row, b1 and b2 those above to the right.
  let a0 = -1;
  let at = 0;
  let isBlack = false;
  while (a0 < width) {
    const a1 = row[at] ?? width;
    let other = isBlack ? 1 : 0;
    while ((above[other] ?? width) <= a0 && other < above.length) {
      other += 2;
    }
    const b1 = above[other] ?? width;
    const b2 = above[other + 1] ?? width;
    if (b2 < a1) {
      put(modes.pass);
      a0 = b2;
    } else if (Math.abs(a1 - b1) <= 3) {
      put(verticalModes[a1 - b1 + 3] as BitCode);
      a0 = a1;
      at += 1;
      isBlack = !isBlack;
    } else {
      const a2 = row[at + 1] ?? width;
      const [first, second] = isBlack ? [blackRuns, whiteRuns] : [whiteRuns, blackRuns];
      put(modes.horizontal);
      putRun(put, first, a1 - Math.max(a0, 0));
      putRun(put, second, a2 - a1);
      a0 = a2;
      at += 2;
    }
  }
}
