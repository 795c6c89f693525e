import type { Codebook } from '../../domain/codebook.ts';
import type { Database } from '../store/open.ts';

const mostWords = 20;

/** What was typed, taken apart: words, and text in double quotes as it stands. */
export function searchWords(text: string): { readonly text: string; readonly isWhole: boolean }[] {
  return [...text.matchAll(/"([^"]*)"|([^\s"]+)/g)]
    .map(([, quoted, word]) => ({ text: (quoted ?? word ?? '').replaceAll('\0', ''), isWhole: quoted !== undefined }))
    .filter((word) => /[\p{L}\p{N}]/u.test(word.text))
    .slice(0, mostWords);
}

/** A word as FTS5 reads it: a quoted string, never syntax, whatever was typed; it may be the beginning of a longer one. */
export function ftsTerm(word: { readonly text: string; readonly isWhole: boolean }): string {
  return `"${word.text.replaceAll('"', '""')}"${word.isWhole ? '' : '*'}`;
}

/** Lower case without diacritics, as the index keeps words. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

const namesOfCodes = new WeakMap<Codebook, { readonly id: string; readonly words: readonly string[] }[]>();

/** Ids and words of labels as they are compared; folded once, because a codebook may have thousands of codes. */
function codeNames(codebook: Codebook): { readonly id: string; readonly words: readonly string[] }[] {
  const known = namesOfCodes.get(codebook);
  if (known !== undefined) {
    return known;
  }
  const names = codebook.codes.map(({ id, label }) => ({
    id,
    words: [id.toLowerCase(), ...foldText(label).split(/[^\p{L}\p{N}]+/u)],
  }));
  namesOfCodes.set(codebook, names);
  return names;
}

/** The codes whose id begins with a word, or whose label has a word that does. */
export function codesNamed(codebook: Codebook, word: string): Set<string> {
  const wanted = foldText(word);
  return new Set(
    codeNames(codebook)
      .filter(({ words }) => words.some((candidate) => candidate.startsWith(wanted)))
      .map(({ id }) => id),
  );
}

/** The documents that hold every one of these terms. */
export function documentsWith(database: Database, terms: readonly string[]): number[] {
  return database
    .prepare('SELECT rowid FROM annotation_text WHERE annotation_text MATCH ?')
    .pluck()
    .all(terms.join(' AND ')) as number[];
}
