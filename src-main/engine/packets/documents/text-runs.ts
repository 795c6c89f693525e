import { type Face, type FontName, fallbackFonts } from './document-fonts.ts';

/** A stretch of text that one font sets in one direction. */
export type Run = { readonly text: string; readonly font: FontName };

export type Covers = (font: FontName, codePoint: number) => boolean;

/** What every Latin font here has: no need to ask. */
const plain = /^[\x20-\x7e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2026]*$/;
const rightToLeftLetter = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc';
const rightToLeftRegion = new RegExp(
  `[${rightToLeftLetter}](?:[\\p{Z}\\p{P}\\p{N}\\p{S}]*[${rightToLeftLetter}\\p{M}])*`,
  'gu',
);
const rightToLeftPart = new RegExp(`[${rightToLeftLetter}\\p{M}]+|[^${rightToLeftLetter}\\p{M}]`, 'gu');
const mirrored: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
};
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Text as it may stand on one line: white space is a blank; a control character or one that turns the direction of
 * reading, which could make a page say something else than its text, is written out.
 */
export function visibleText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\t\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
    .replace(/\u00ad|\u200b|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, codePointText);
}

function codePointText(character: string): string {
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/**
 * Runs from left to right. A stretch of Hebrew or Arabic stands from right to left within a line that reads from left to
 * right; its glyphs are drawn in the order in which they are seen, which is what readers of PDF turn back into text.
 * Characters that no font has become `[U+1F600]`, so that nothing is lost without a sign.
 */
export function runsOf(text: string, face: Face, covers: Covers): readonly Run[] {
  if (plain.test(text)) {
    return [{ text, font: face }];
  }
  const runs: Run[] = [];
  let last = 0;
  for (const match of text.matchAll(rightToLeftRegion)) {
    const end = match.index + match[0].length;
    // A bracket that was opened within the stretch is closed within it.
    const isOpen = match[0].lastIndexOf('(') > match[0].lastIndexOf(')') && text[end] === ')';
    const stretch = isOpen ? `${match[0]})` : match[0];
    runs.push(...runsByFont(text.slice(last, match.index), face, covers));
    runs.push(...rightToLeftRuns(stretch, face, covers));
    last = match.index + stretch.length;
  }
  return [...runs, ...runsByFont(text.slice(last), face, covers)];
}

/** Words of a stretch from the last to the first; digits within keep their own order. */
function rightToLeftRuns(text: string, face: Face, covers: Covers): Run[] {
  const parts = text
    .split(/(\p{N}+(?:[.,:]\p{N}+)*)/u)
    .flatMap((part, at) => (at % 2 === 1 ? [part] : (part.match(rightToLeftPart) ?? [])));
  return parts.reverse().flatMap((part) => runsByFont(mirrored[part] ?? part, face, covers));
}

function runsByFont(text: string, face: Face, covers: Covers): Run[] {
  const runs: { text: string; font: FontName }[] = [];
  const add = (part: string, font: FontName) => {
    const previous = runs.at(-1);
    if (previous?.font === font) {
      previous.text += part;
    } else {
      runs.push({ text: part, font });
    }
  };
  for (const { segment } of graphemes.segment(text)) {
    const whole = fontFor(segment, face, covers);
    if (whole !== undefined) {
      add(segment, whole);
      continue;
    }
    for (const character of segment) {
      const font = fontFor(character, face, covers);
      add(font === undefined ? codePointText(character) : character, font ?? face);
    }
  }
  return runs;
}

function fontFor(segment: string, face: Face, covers: Covers): FontName | undefined {
  const codePoints = [...segment].map((character) => character.codePointAt(0) ?? 0);
  return [face, ...fallbackFonts].find((font) => codePoints.every((codePoint) => covers(font, codePoint)));
}
