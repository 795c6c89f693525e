export type PassphraseStrength = {
  /** 0 to 4, for the bar. */
  readonly score: number;
  readonly word: 'Too short' | 'Weak' | 'Fair' | 'Good' | 'Strong';
  readonly advice: string;
};

/** What the engine asks of a new passphrase: so many characters, or so many different words. */
const fewestCharacters = 14;
const fewestWords = 5;

const common = ['password', 'passphrase', 'qwerty', '12345', 'letmein', 'iloveyou', 'welcome', 'admin', 'boston'];

/** Bits a guesser without a dictionary would need, with repeats and runs counted once; a guide, not a proof. */
export function guessBits(passphrase: string): number {
  const sets: readonly [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/[0-9]/, 10],
    [/[^a-zA-Z0-9]/, 33],
  ];
  const alphabet = sets.reduce((sum, [pattern, size]) => sum + (pattern.test(passphrase) ? size : 0), 0);
  let kept = '';
  for (const character of passphrase) {
    const last = kept.at(-1);
    const isRun = last !== undefined && Math.abs(character.charCodeAt(0) - last.charCodeAt(0)) <= 1;
    if (!isRun) {
      kept += character;
    }
  }
  const words = passphrase.trim().split(/\s+/);
  const isWords = words.length >= 2;
  const distinctWords = new Set(words.map((word) => word.toLowerCase())).size;
  const byCharacter = kept.length * Math.log2(Math.max(2, alphabet));
  return isWords ? Math.min(byCharacter, distinctWords * 13 + (words.length - distinctWords) * 2) : byCharacter * 0.75;
}

function isLongEnough(passphrase: string): boolean {
  const words = passphrase.split(/\s+/).filter((word) => word.length >= 2);
  return [...passphrase.trim()].length >= fewestCharacters || new Set(words).size >= fewestWords;
}

/** How well a passphrase would stand up to guessing, in words a person can act on. */
export function passphraseStrength(passphrase: string): PassphraseStrength {
  if (!isLongEnough(passphrase)) {
    return {
      score: 0,
      word: 'Too short',
      advice: `At least ${fewestCharacters} characters or ${fewestWords} words. Unrelated words are strong and easy to type.`,
    };
  }
  const isCommon = common.some((word) => passphrase.toLowerCase().includes(word));
  const bits = guessBits(passphrase) - (isCommon ? 25 : 0);
  if (bits < 36) {
    return { score: 1, word: 'Weak', advice: 'Easy to guess. Add unrelated words, or make it longer.' };
  }
  if (bits < 50) {
    return { score: 2, word: 'Fair', advice: 'Add one or two more unrelated words to make it good.' };
  }
  if (bits < 64) {
    return { score: 3, word: 'Good', advice: 'Good for most matters.' };
  }
  return { score: 4, word: 'Strong', advice: 'Strong.' };
}
