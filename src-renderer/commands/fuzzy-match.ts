/** How well a text answers what was typed; higher is better, null is not at all. */
export type Score = number;

function foldedText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

/** One typed word against one text: the start of a word, then inside a word, then its letters in order from a word's start. */
function scoreWord(text: string, word: string): Score | null {
  const at = text.indexOf(word);
  if (at === 0) {
    return 100;
  }
  if (at > 0) {
    const isWordStart = new RegExp(`(^|[^\\p{L}\\p{N}])${escapePattern(word)}`, 'u').test(text);
    return isWordStart ? 80 : 50;
  }
  return scoreLetters(text, word);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The letters of `word` in order: `fadd` finds "frame: add". Only from three letters on, and only where most begin words. */
function scoreLetters(text: string, word: string): Score | null {
  if (word.length < 2) {
    return null;
  }
  let from = 0;
  let starts = 0;
  for (const letter of word) {
    const wordStart = indexOfWordStart(text, letter, from);
    const next = wordStart === -1 ? text.indexOf(letter, from) : wordStart;
    if (next === -1) {
      return null;
    }
    starts += isStart(text, next) ? 1 : 0;
    from = next + 1;
  }
  return starts >= Math.max(2, word.length / 2) ? 10 + (20 * starts) / word.length : null;
}

function isStart(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? ' ');
}

function indexOfWordStart(text: string, letter: string, from: number): number {
  for (let at = text.indexOf(letter, from); at !== -1; at = text.indexOf(letter, at + 1)) {
    if (isStart(text, at)) {
      return at;
    }
  }
  return -1;
}

/**
 * Scores an entry of a list against what was typed. Every typed word must be found in the title or in one of the other
 * texts (group, synonyms), where it counts for half.
 */
export function fuzzyScore(typed: string, title: string, others: readonly string[] = []): Score | null {
  const words = foldedText(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const folded = foldedText(title);
  const foldedOthers = others.map(foldedText);
  let total = 0;
  for (const word of words) {
    const inTitle = scoreWord(folded, word);
    const elsewhere = Math.max(0, ...foldedOthers.map((text) => scoreWord(text, word) ?? 0)) / 2;
    const best = Math.max(inTitle ?? 0, elsewhere);
    if (best === 0) {
      return null;
    }
    total += best;
  }
  return words.length === 0 ? 0 : total / words.length - folded.length / 1000;
}
