/** Width in pixels of a line of text in letters of a size, in the face that shapes and burn-ins are written in. */
export type MeasureText = (text: string, size: number) => number;

/** A box with lines of text in it, in pixels of the picture. */
export type LabelBox = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly size: number;
  /** Baselines and middles of the lines, from the box's upper left corner. */
  readonly lines: readonly { readonly text: string; readonly middle: number; readonly baseline: number }[];
};

/** Signs that break lines, steer the direction of what follows or are not drawn at all: a picture shows none of them. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Text as it is drawn: one line, no sign in it that would turn what stands beside it. */
export function drawableText(text: string): string {
  return text.replace(unseen, ' ').replace(/ {2,}/g, ' ').trim();
}

/** Cuts a word that is wider than a line between its letters. */
function cutWord(word: string, fits: (text: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of letters.segment(word)) {
    if (piece !== '' && !fits(piece + segment)) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/** Lines of whole words, none wider than `mostWidth` where letters allow it. */
export function wrapText(text: string, size: number, mostWidth: number, measure: MeasureText): string[] {
  const fits = (line: string): boolean => measure(line, size) <= mostWidth;
  const words = drawableText(text)
    .split(' ')
    .flatMap((word) => (word === '' || fits(word) ? [word] : cutWord(word, fits)));
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && !fits(longer)) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** The box of a text, its corner at 0; null for an empty text. */
export function labelBox(text: string, size: number, mostWidth: number, measure: MeasureText): LabelBox | null {
  const lines = wrapText(text, size, Math.max(mostWidth, size * 6), measure);
  if (lines.length === 0) {
    return null;
  }
  const [padding, lineHeight] = [size * 0.5, size * 1.3];
  const width = Math.ceil(Math.max(...lines.map((line) => measure(line, size))) + padding * 2);
  return {
    x: 0,
    y: 0,
    width,
    height: Math.ceil(lines.length * lineHeight + padding * 1.1),
    radius: size * 0.25,
    size,
    lines: lines.map((line, at) => ({
      text: line,
      middle: width / 2,
      baseline: padding * 0.55 + lineHeight * (at + 0.5) + size * 0.36,
    })),
  };
}
