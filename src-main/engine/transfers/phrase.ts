import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { phraseBitsPerWord, phraseWordCount } from '../../domain/transfer.ts';

/** Draws seven words, 77 bits, from the 2,048 of `resources/wordlists`; no two begin with the same four letters. */
export async function drawPhrase(resourcesFolder: string): Promise<string> {
  const text = await readFile(path.join(resourcesFolder, 'wordlists', 'english-2048.txt'), 'utf8');
  const words = new Set(text.split('\n').filter((word) => /^[a-z]{3,8}$/.test(word)));
  if (words.size !== 2 ** phraseBitsPerWord) {
    throw new AppError(
      'internal',
      'The list of words for phrases is not the one that was shipped. Install the program anew.',
    );
  }
  const list = [...words];
  return Array.from({ length: phraseWordCount }, () => list[randomInt(list.length)]).join('-');
}
