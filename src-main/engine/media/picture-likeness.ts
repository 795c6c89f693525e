/** Mean square difference of two equally sized pictures, 0 (equal) to 65025. */
export function meanSquareDifference(a: Uint8Array, b: Uint8Array): number {
  if (a.length !== b.length || a.length === 0) {
    return 255 * 255;
  }
  let sum = 0;
  for (let position = 0; position < a.length; position += 1) {
    const difference = (a[position] ?? 0) - (b[position] ?? 0);
    sum += difference * difference;
  }
  return sum / a.length;
}

/** Peak signal-to-noise ratio in hundredths of a decibel, as an integer; 9999 for equal pictures. */
export function centibels(meanSquare: number): number {
  return meanSquare === 0 ? 9999 : Math.min(9999, Math.round(1000 * Math.log10((255 * 255) / meanSquare)));
}

/** Encoding at the quality of a clip stays far below this on shrunken pictures (about 32 dB). */
const mostEncodingError = 40;

/** Below this two source pictures are so alike that an encoded one cannot tell them apart. */
const leastTellingDifference = 1;

export interface Likeness {
  /** Of the rendered picture with the source frame it must be, hundredths of a decibel. */
  readonly likeness: number;
  /** Neighbours of that frame that look different enough for the comparison to mean something. */
  readonly neighboursTold: number;
}

/**
 * Compares a rendered picture with the source frame it must show and with that frame's neighbours. Null when it is not
 * like its frame, or is more like a neighbour that looks different.
 */
export function judgeLikeness(
  rendered: Uint8Array,
  own: Uint8Array,
  neighbours: readonly Uint8Array[],
): Likeness | null {
  const error = meanSquareDifference(rendered, own);
  if (error > mostEncodingError) {
    return null;
  }
  const telling = neighbours.filter((other) => meanSquareDifference(own, other) >= leastTellingDifference);
  if (telling.some((other) => meanSquareDifference(rendered, other) <= error)) {
    return null;
  }
  return { likeness: centibels(error), neighboursTold: telling.length };
}

/** Decibels of a mean square difference of 8-bit samples. */
function decibels(meanSquare: number): number {
  return 10 * Math.log10((255 * 255) / meanSquare);
}

/** `judgeLikeness` for pictures that ffmpeg has compared already, in decibels. */
export function judgeLooks(looks: {
  readonly own: number;
  readonly previous: number;
  readonly next: number;
  readonly stepBefore: number;
  readonly stepAfter: number;
}): Likeness | null {
  if (!(looks.own >= decibels(mostEncodingError))) {
    return null;
  }
  const neighbours = [
    { step: looks.stepBefore, likeness: looks.previous },
    { step: looks.stepAfter, likeness: looks.next },
  ];
  const telling = neighbours.filter(({ step }) => step <= decibels(leastTellingDifference));
  if (telling.some(({ likeness }) => !(likeness < looks.own))) {
    return null;
  }
  return { likeness: Math.min(9999, Math.round(looks.own * 100)), neighboursTold: telling.length };
}
