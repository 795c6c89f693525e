import { AppError } from '../../domain/app-error.ts';

const fewestCharacters = 14;
const fewestWords = 5;
const fewestDifferent = 5;

/**
 * A new passphrase has 14 characters or five words, and is not one character over and over.
 * Errors: `weak-passphrase`.
 */
export function requireGoodPassphrase(passphrase: string): void {
  const text = passphrase.normalize('NFKC').trim();
  const characters = [...text];
  const words = text.split(/\s+/u).filter((word) => word.length >= 2);
  const isLong = characters.length >= fewestCharacters || new Set(words).size >= fewestWords;
  if (!isLong || new Set(characters).size < fewestDifferent) {
    throw new AppError(
      'weak-passphrase',
      `This passphrase is too easy to guess. Use at least ${fewestCharacters} characters, or ${fewestWords} words that do not belong together.`,
    );
  }
}
