import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const keyBytes = 32;
/** 256 bits in 51.2 letters, so 13 groups of four; a fourteenth group checks them. */
const keyLetters = 52;
const checkLetters = 4;

function encode(bytes: Buffer, letters: number): string {
  let bits = BigInt(`0x${bytes.toString('hex')}`) << BigInt(letters * 5 - bytes.length * 8);
  let text = '';
  for (let at = 0; at < letters; at++) {
    text = alphabet.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}

/** Twenty bits of SHA-256 over the letters: any mistyped letter or two swapped ones show, but for one in a million. */
function check(letters: string): string {
  const digest = createHash('sha256').update(`frame-of-record/recovery-key/v1\n${letters}`).digest();
  return encode(digest.subarray(0, 3), 5).slice(0, checkLetters);
}

export function newRecoveryKey(): Buffer {
  return randomBytes(keyBytes);
}

/** As it is printed: 13 groups of four letters and digits, and a group that checks them. */
export function printRecoveryKey(key: Buffer): string {
  const letters = encode(key, keyLetters);
  return ((letters + check(letters)).match(/.{4}/g) ?? []).join('-');
}

/**
 * The key behind what a person typed: spaces, dashes and case do not matter, 0, 1 and 8 are read as O, I and B. Null when
 * it does not look like a recovery key at all (it is then a passphrase).
 * Errors: `wrong-passphrase` when it looks like one and was mistyped.
 */
export function readRecoveryKey(typed: string): Buffer | null {
  const letters = typed
    .toUpperCase()
    .replaceAll(/[\s\-–—_.]/gu, '')
    .replaceAll('0', 'O')
    .replaceAll('1', 'I')
    .replaceAll('8', 'B');
  if (letters.length !== keyLetters + checkLetters || !/^[A-Z2-7]+$/.test(letters)) {
    return null;
  }
  const own = letters.slice(0, keyLetters);
  if (check(own) !== letters.slice(keyLetters)) {
    if (!/^\s*([a-z0-9]{4}[\s\-–—_.]+){13}[a-z0-9]{4}\s*$/iu.test(typed)) {
      return null;
    }
    throw new AppError(
      'wrong-passphrase',
      'This looks like a recovery key, but it was not typed exactly as it is printed. Compare it group by group.',
    );
  }
  let bits = 0n;
  for (const letter of own) {
    bits = (bits << 5n) | BigInt(alphabet.indexOf(letter));
  }
  const hex = (bits >> BigInt(keyLetters * 5 - keyBytes * 8)).toString(16).padStart(keyBytes * 2, '0');
  return Buffer.from(hex, 'hex');
}
