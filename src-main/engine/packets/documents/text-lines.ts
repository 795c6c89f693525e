import type { Face } from './document-fonts.ts';
import type { Pen } from './document-pen.ts';
import { visibleText } from './text-runs.ts';

export type TextStyle = {
  readonly face: Face;
  /** In points. */
  readonly size: number;
  readonly colour: string;
  /** Height of a line as a multiple of the size. */
  readonly leading: number;
};

/** What a text is made of: plain words, words in another face, or a field that somebody has to fill in. */
export type Inline =
  | string
  | { readonly bold: string }
  | { readonly italic: string }
  | { readonly mono: string }
  | { readonly blank: string };
export type Rich = string | readonly Inline[];

export type Segment = {
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  readonly colour: string;
  readonly isBlank: boolean;
  readonly x: number;
  readonly width: number;
};
export type Line = { readonly segments: readonly Segment[]; readonly height: number; readonly ascent: number };

type Piece = Pick<Segment, 'face' | 'size' | 'colour' | 'isBlank'>;
type Atom = { readonly text: string; readonly piece: Piece; readonly width: number; readonly isSpace: boolean };

const hardBreak = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
/** Each of these stands for itself: a line may be broken before and after it. */
const eastAsian = '\\u2e80-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff';
/**
 * A word, and with it what a line may be broken after: a slash that does not divide numbers, a dash, a hyphen between
 * letters. Dates, options and fractions stay whole.
 */
const words = new RegExp(
  ` +|[${eastAsian}]|(?:[^ /—–\\-${eastAsian}]|(?<!\\p{L})-|-(?!\\p{L})|(?<=\\d)/(?=\\d))*(?:[/—–]+|-(?=\\p{L}))?`,
  'gu',
);

function pieceOf(inline: Inline, style: TextStyle): { readonly text: string; readonly piece: Piece } {
  const { size, colour } = style;
  const isSerif = style.face.startsWith('serif');
  if (typeof inline === 'string') {
    return { text: inline, piece: { face: style.face, size, colour, isBlank: false } };
  }
  if ('bold' in inline) {
    return {
      text: inline.bold,
      piece: { face: isSerif ? 'serif-bold' : 'sans-bold', size, colour, isBlank: false },
    };
  }
  if ('italic' in inline) {
    return { text: inline.italic, piece: { face: 'serif-italic', size, colour, isBlank: false } };
  }
  if ('mono' in inline) {
    return { text: inline.mono, piece: { face: 'mono', size: size * 0.9, colour, isBlank: false } };
  }
  return {
    text: `[${inline.blank}]`,
    piece: { face: 'sans', size: size * 0.88, colour: '#3a2f00', isBlank: true },
  };
}

/** Breaks a text into lines of at most `width` points. A word that is too long for a line is broken where it must be. */
export function linesOf(rich: Rich, style: TextStyle, width: number, pen: Pen): Line[] {
  const height = style.size * style.leading;
  // The base line stands where the letters sit in the middle of the line.
  const ascent = height / 2 + style.size * 0.34;
  const lines: Line[] = [];
  let current: Atom[] = [];
  let used = 0;

  const close = () => {
    lines.push({ segments: segmentsOf(current), height, ascent });
    current = [];
    used = 0;
  };
  const add = (atom: Atom) => {
    current.push(atom);
    used += atom.width;
  };
  const place = (atom: Atom) => {
    if (atom.isSpace) {
      if (used > 0 && used + atom.width <= width) {
        add(atom);
      }
      return;
    }
    if (used + atom.width <= width + 0.01) {
      add(atom);
      return;
    }
    if (used > 0) {
      close();
    }
    for (const part of atom.width <= width ? [atom] : cut(atom, width, pen)) {
      if (used > 0 && used + part.width > width) {
        close();
      }
      add(part);
    }
  };

  const inlines = typeof rich === 'string' ? [rich] : rich;
  for (const inline of inlines) {
    const { text, piece } = pieceOf(inline, style);
    text.split(hardBreak).forEach((row, at) => {
      if (at > 0) {
        close();
      }
      for (const word of visibleText(row).match(words) ?? []) {
        if (word !== '') {
          const isSpace = word.trim() === '';
          const shown = isSpace ? ' ' : word;
          place({ text: shown, piece, width: pen.widthOf(shown, piece.face, piece.size), isSpace });
        }
      }
    });
  }
  if (current.length > 0 || lines.length === 0) {
    close();
  }
  return lines;
}

/** Names of files are broken after a mark where there is one in the second half of the line. */
function breakBefore(text: string): number {
  const mark = Math.max(...['_', '.', '-', ',', ':', '='].map((sign) => text.lastIndexOf(sign)));
  return mark > text.length * 0.5 ? mark + 1 : text.length;
}

/** How many characters from the first on fit together; at least one. Found by doubling, then by halving. */
function longestFitting(characters: readonly string[], fits: (text: string) => boolean): number {
  const doFit = (count: number) => fits(characters.slice(0, count).join(''));
  let [least, most] = [1, Math.min(2, characters.length)];
  while (most < characters.length && doFit(most)) {
    [least, most] = [most, Math.min(2 * most, characters.length)];
  }
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (doFit(middle)) {
      least = middle;
    } else {
      most = middle - 1;
    }
  }
  return least;
}

function cut(atom: Atom, width: number, pen: Pen): Atom[] {
  const { face, size } = atom.piece;
  const parts: Atom[] = [];
  const add = (text: string) => parts.push({ ...atom, text, width: pen.widthOf(text, face, size) });
  let rest = Array.from(atom.text);
  while (rest.length > 0) {
    const count = longestFitting(rest, (text) => pen.widthOf(text, face, size) <= width);
    const fitting = rest.slice(0, count).join('');
    const part = count === rest.length ? fitting : fitting.slice(0, breakBefore(fitting));
    add(part);
    rest = Array.from(rest.join('').slice(part.length));
  }
  return parts;
}

/** Neighbours of the same piece drawn as one; trailing blanks are dropped. */
function segmentsOf(atoms: readonly Atom[]): Segment[] {
  const kept = atoms.slice(0, atoms.findLastIndex((atom) => !atom.isSpace) + 1);
  const segments: { text: string; x: number; width: number; piece: Piece }[] = [];
  let x = 0;
  for (const { text, piece, width } of kept) {
    const previous = segments.at(-1);
    if (previous?.piece === piece) {
      previous.text += text;
      previous.width += width;
    } else {
      segments.push({ text, x, width, piece });
    }
    x += width;
  }
  return segments.map(({ piece, ...segment }) => ({ ...segment, ...piece }));
}

export function widthOfLine(line: Line): number {
  const last = line.segments.at(-1);
  return last === undefined ? 0 : last.x + last.width;
}
