import type { WordingField, WordingRule } from './wording-rule.ts';
import { wordingRules } from './wording-rules.ts';

/** One place where a neutral description would serve better, and what to write instead. Never blocks recording. */
export type WordingHint = {
  /** The same for the same words under the same rule, so that a dismissed one stays dismissed while typing goes on. */
  readonly key: string;
  readonly language: 'en' | 'es';
  /** Place in the text, in its composed form (NFC). */
  readonly start: number;
  readonly end: number;
  readonly found: string;
  readonly advice: string;
  /** What can stand there instead; empty: the words can go. Null where only the reviewer can know. */
  readonly instead: string | null;
};

type CompiledRule = WordingRule & { readonly match: RegExp; readonly pass: RegExp | null };

/** `\b` knows no letter but A to Z: "víctima" would end before its í. */
function wholeWords(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}\\p{M}_])(?:${pattern})(?![\\p{L}\\p{N}\\p{M}_])`, 'giu');
}

const compiled: readonly CompiledRule[] = wordingRules.map((rule) => ({
  ...rule,
  match: wholeWords(rule.pattern),
  pass: rule.except === undefined ? null : wholeWords(rule.except),
}));

type Range = { readonly start: number; readonly end: number };

const closing: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»', '‘': '’' };

/**
 * Where the text quotes: those are somebody's words and stand as they are. A quotation not closed yet reaches to the end
 * of its line, so that hints do not come and go while it is typed. `6"` is an inch.
 */
function quotations(text: string): Range[] {
  const ranges: Range[] = [];
  let at = 0;
  while (at < text.length) {
    const opener = text.charAt(at);
    const closer = closing[opener];
    const isInch = opener === '"' && /\d/.test(text.charAt(at - 1));
    if (closer === undefined || isInch) {
      at += 1;
      continue;
    }
    const lineEnd = text.indexOf('\n', at);
    const limit = lineEnd === -1 ? text.length : lineEnd;
    const found = text.indexOf(closer, at + 1);
    const end = found === -1 || found > limit ? limit : found + 1;
    ranges.push({ start: at, end });
    at = Math.max(end, at + 1);
  }
  return ranges;
}

function overlaps(one: Range, other: Range): boolean {
  return one.start < other.end && other.start < one.end;
}

const spanishWords = new Set('el la los las un una de del en que y al con por para se es lo su sin'.split(' '));
const englishWords = new Set('the a an of to and in is with on by for that his her it at from'.split(' '));

/** Which language a text is mostly in; decides for words that both have ("criminal"). */
function languageOf(text: string): 'en' | 'es' {
  let balance = 0;
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    balance += (spanishWords.has(word) ? 1 : 0) - (englishWords.has(word) ? 1 : 0);
  }
  return balance > 0 ? 'es' : 'en';
}

function rangesOf(pattern: RegExp | null, text: string): Range[] {
  return pattern === null
    ? []
    : [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

/**
 * Words that state a conclusion, a feeling or an intent (specs/evidence.md 4.8), in the order in which they stand. What
 * is quoted is left alone, and so are words that mean something else ("criminal court").
 */
export function wordingHints(text: string, field: WordingField = 'observation'): WordingHint[] {
  const plain = text.normalize('NFC');
  const quoted = quotations(plain);
  const language = languageOf(plain);
  // Where both languages have a rule for the same words, that of the text's own language speaks.
  const rules = [...compiled]
    .filter(({ fields }) => fields.includes(field))
    .sort((one, other) => Number(other.language === language) - Number(one.language === language));
  const passes = rules.flatMap((rule) => rangesOf(rule.pass, plain));
  const hints: WordingHint[] = [];
  for (const rule of rules) {
    for (const match of plain.matchAll(rule.match)) {
      const range = { start: match.index, end: match.index + match[0].trimEnd().length };
      const isLeftAlone = [...quoted, ...passes, ...hints].some((other) => overlaps(range, other));
      if (!isLeftAlone) {
        const found = match[0].trimEnd();
        hints.push({
          key: `${rule.id}:${found.toLowerCase()}`,
          language: rule.language,
          ...range,
          found,
          advice: rule.advice,
          instead: rule.instead?.(match) ?? null,
        });
      }
    }
  }
  return hints.sort((one, other) => one.start - other.start);
}

/** The part of a text to replace, and with what; taking words out takes one blank with them. */
export function replacementOf(text: string, hint: WordingHint): Range & { readonly text: string } {
  const plain = text.normalize('NFC');
  const instead = hint.instead ?? '';
  if (instead !== '') {
    const isCapital = /^\p{Lu}/u.test(hint.found) && hint.found !== hint.found.toUpperCase();
    const fitting = isCapital ? `${instead.charAt(0).toUpperCase()}${instead.slice(1)}` : instead;
    return { start: hint.start, end: hint.end, text: fitting };
  }
  const isFirst = /^\p{Lu}/u.test(hint.found) && /(?:^|[.!?:]\s+|\n)$/.test(plain.slice(0, hint.start));
  const next = /^[ \t]*(\p{Ll})/u.exec(plain.slice(hint.end));
  if (isFirst && next !== null) {
    // The sentence begins with what follows now.
    return { start: hint.start, end: hint.end + next[0].length, text: next[1]?.toUpperCase() ?? '' };
  }
  if (/[ \t]/.test(plain.charAt(hint.start - 1))) {
    return { start: hint.start - 1, end: hint.end, text: '' };
  }
  const isBlankAfter = /[ \t]/.test(plain.charAt(hint.end));
  return { start: hint.start, end: hint.end + (isBlankAfter ? 1 : 0), text: '' };
}

/** The text with a hint followed. */
export function followHint(text: string, hint: WordingHint): string {
  const { start, end, text: instead } = replacementOf(text, hint);
  const plain = text.normalize('NFC');
  return `${plain.slice(0, start)}${instead}${plain.slice(end)}`;
}
