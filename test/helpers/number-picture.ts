/**
 * Pictures that carry a number: eighteen large squares in two rows (a white and a black mark, twelve bits, four check
 * bits) over a pattern that moves with every number. Squares this size survive any encoder.
 */
const cell = 18;
const columns = 9;
const numberBits = 12;
const checkBits = 4;
const dark = 30;
const light = 225;

/** Numbers a picture can carry: 0 to one less. */
export const countOfNumbers = 2 ** numberBits;

function bitsOf(value: number): boolean[] {
  const check = (value * 7 + 3) % 2 ** checkBits;
  const word = value * 2 ** checkBits + check;
  const bits = Array.from({ length: numberBits + checkBits }, (_, bit) => ((word >>> bit) & 1) === 1);
  return [true, false, ...bits];
}

/** One luma plane of the upright picture. */
export function drawNumber(value: number, width: number, height: number): Uint8Array {
  const bits = bitsOf(value);
  const luma = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const column = Math.floor(x / cell);
      const row = Math.floor(y / cell);
      const isCell = row < 2 && column < columns;
      const cellLuma = bits[row * columns + column] === true ? light : dark;
      luma[y * width + x] = isCell ? cellLuma : 60 + ((x + 2 * y + value * 6) & 127);
    }
  }
  return luma;
}

/**
 * The number a picture shows, or null when the marks or the check bits say it is not whole. `channels` is 1 for luma
 * and 3 for RGB bytes.
 */
export function readNumber(pixels: Uint8Array, width: number, channels: 1 | 3): number | null {
  const cellMean = (bit: number): number => {
    const left = (bit % columns) * cell + 6;
    const top = Math.floor(bit / columns) * cell + 6;
    let sum = 0;
    for (let y = top; y < top + 6; y += 1) {
      for (let x = left; x < left + 6; x += 1) {
        sum += pixels[(y * width + x) * channels] ?? 0;
      }
    }
    return sum / 36;
  };
  const bits = Array.from({ length: 2 + numberBits + checkBits }, (_, bit) => cellMean(bit) > 128);
  const word = bits.slice(2).reduce((value, isSet, bit) => value + (isSet ? 2 ** bit : 0), 0);
  const value = Math.floor(word / 2 ** checkBits);
  const isWhole = bits.every((isSet, bit) => isSet === bitsOf(value)[bit]);
  return isWhole ? value : null;
}
