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

/** Middles of the squares: left, top and size of what is to be averaged, in the order of the marks and bits. */
export const numberSquares: readonly { readonly left: number; readonly top: number; readonly size: number }[] =
  Array.from({ length: 2 + numberBits + checkBits }, (_, bit) => ({
    left: (bit % columns) * cell + 6,
    top: Math.floor(bit / columns) * cell + 6,
    size: 6,
  }));

/** The number that the mean luma of the squares tells, or null when marks or check bits say that it is not whole. */
export function numberFromMeans(means: readonly number[]): number | null {
  const bits = means.map((mean) => mean > 128);
  const word = bits.slice(2).reduce((value, isSet, bit) => value + (isSet ? 2 ** bit : 0), 0);
  const value = Math.floor(word / 2 ** checkBits);
  const isWhole = bits.length === numberSquares.length && bits.every((isSet, bit) => isSet === bitsOf(value)[bit]);
  return isWhole ? value : null;
}

/**
 * The number a picture shows, or null when the marks or the check bits say it is not whole. `channels` is 1 for luma
 * and 3 for RGB bytes.
 */
export function readNumber(pixels: Uint8Array, width: number, channels: 1 | 3): number | null {
  return numberFromMeans(
    numberSquares.map(({ left, top, size }) => {
      let sum = 0;
      for (let y = top; y < top + size; y += 1) {
        for (let x = left; x < left + size; x += 1) {
          sum += pixels[(y * width + x) * channels] ?? 0;
        }
      }
      return sum / size ** 2;
    }),
  );
}
