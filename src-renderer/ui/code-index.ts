import type { Codebook } from '../../src-main/domain/codebook.ts';
import { type NamedCode, namedCodes } from './code-name.ts';

/** Where a word stands in a code, the strongest first; the value is what a match there counts. */
const places = { id: 90, label: 70, synonym: 60, group: 40, definition: 30, attribute: 20 } as const;

/** What a whole word counts above the beginning of one, and how little the inside or a slip of the finger counts. */
const wholeWord = 8;
const insideWord = 10;
const slip = 5;

type Posting = { readonly at: number; readonly score: number };

/** The words of a vocabulary, ready to be looked up by their beginning. */
export type CodeIndex = {
  readonly codes: readonly NamedCode[];
  /** Every word once, sorted. */
  readonly words: readonly string[];
  readonly postings: ReadonlyMap<string, readonly Posting[]>;
};

const indexes = new WeakMap<Codebook, CodeIndex>();

/** Small letters without accents, so that "Café" is found by "cafe". */
export function plainText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function wordsOf(text: string): string[] {
  return plainText(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Made once for a codebook and kept with it. */
export function codeIndex(codebook: Codebook): CodeIndex {
  const known = indexes.get(codebook);
  if (known !== undefined) {
    return known;
  }
  const codes = [...namedCodes(codebook).values()];
  const found = new Map<string, Map<number, number>>();
  for (const [at, { code, group }] of codes.entries()) {
    const add = (words: readonly string[], score: number): void => {
      for (const word of words) {
        const scores = found.get(word) ?? new Map<number, number>();
        found.set(word, scores);
        scores.set(at, Math.max(scores.get(at) ?? 0, score));
      }
    };
    // The id as a whole ("uof.1", "uof1") and in parts ("uof").
    add([code.id.toLowerCase(), code.id.replace('.', '').toLowerCase(), code.id.slice(0, 3).toLowerCase()], places.id);
    add(wordsOf(code.label), places.label);
    add(code.synonyms.flatMap(wordsOf), places.synonym);
    add(wordsOf(group.label), places.group);
    add(wordsOf(code.definition), places.definition);
    add(
      code.attributes.flatMap(({ label }) => wordsOf(label)),
      places.attribute,
    );
  }
  const index: CodeIndex = {
    codes,
    words: [...found.keys()].sort(),
    postings: new Map([...found].map(([word, scores]) => [word, [...scores].map(([at, score]) => ({ at, score }))])),
  };
  indexes.set(codebook, index);
  return index;
}

/** Position of the first word that is not before `start`. */
function firstAtLeast(words: readonly string[], start: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? '') < start) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Whether `typed` is the beginning of `word` but for one letter wrong, missing, too many or swapped with the next. */
export function isOneSlipAway(typed: string, word: string): boolean {
  let at = 0;
  while (at < typed.length && typed[at] === word[at]) {
    at++;
  }
  const [rest, other] = [typed.slice(at), word.slice(at)];
  return (
    other.slice(1).startsWith(rest.slice(1)) ||
    other.slice(1).startsWith(rest) ||
    other.startsWith(rest.slice(1)) ||
    (rest.length > 1 && other[0] === rest[1] && other[1] === rest[0] && other.slice(2).startsWith(rest.slice(2)))
  );
}

/** The codes that a typed word matches, with what each match counts. */
function matchesOf(index: CodeIndex, typed: string): Map<number, number> {
  const scores = new Map<number, number>();
  const take = (word: string, change: (score: number) => number): void => {
    for (const { at, score } of index.postings.get(word) ?? []) {
      scores.set(at, Math.max(scores.get(at) ?? 0, change(score)));
    }
  };
  for (let place = firstAtLeast(index.words, typed); index.words[place]?.startsWith(typed) === true; place++) {
    const word = index.words[place] ?? '';
    take(word, (score) => score + (word === typed ? wholeWord : 0));
  }
  if (typed.length >= 3) {
    for (const word of index.words) {
      if (word.length > typed.length && word.includes(typed) && !word.startsWith(typed)) {
        take(word, (score) => Math.min(insideWord, score));
      }
    }
  }
  if (scores.size === 0 && typed.length >= 4) {
    for (const word of index.words) {
      if (word.length >= typed.length - 1 && isOneSlipAway(typed, word)) {
        take(word, () => slip);
      }
    }
  }
  return scores;
}

/** Codes that match every typed word, by place in the index, with their score; null when nothing was typed. */
export function scoreCodes(index: CodeIndex, query: string): Map<number, number> | null {
  const typed = plainText(query)
    .split(/[\s,;:/()"'“”]+/)
    .map((word) => word.replaceAll(/^[.-]+|[.-]+$/g, ''))
    .filter((word) => word !== '');
  if (typed.length === 0) {
    return null;
  }
  let scores: Map<number, number> | null = null;
  for (const word of typed) {
    const matches =
      word.includes('.') || !word.includes('-') ? matchesOf(index, word) : matchesOf(index, word.replaceAll('-', ''));
    if (scores === null) {
      scores = matches;
      continue;
    }
    const both = new Map<number, number>();
    for (const [at, score] of scores) {
      const more = matches.get(at);
      if (more !== undefined) {
        both.set(at, score + more);
      }
    }
    scores = both;
  }
  return scores;
}
