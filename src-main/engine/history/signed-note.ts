import { createHash } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { type Signer, signatureCheck } from './device-key.ts';

/**
 * Signed notes of C2SP (https://c2sp.org/signed-note) with Ed25519: the text, an empty line, and one line per signature:
 * em dash, key name, base64(key id (4) ‖ signature (64)).
 */
const ed25519Type = 0x01;

/** First four bytes of SHA-256(key name ‖ newline ‖ 0x01 ‖ public key). */
export function noteKeyId(keyName: string, publicKey: Buffer): Buffer {
  return createHash('sha256')
    .update(`${keyName}\n`)
    .update(Buffer.from([ed25519Type]))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
}

/** The format allows newlines and no other control character. */
function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text.replaceAll('\n', ''));
}

type NoteSigner = Pick<Signer, 'keyName' | 'publicKey' | 'sign'>;

function signatureLine(text: string, signer: NoteSigner): string {
  if (!/^[^\s+]+$/u.test(signer.keyName)) {
    throw new AppError('internal', 'The name of a note key has no spaces and no plus sign.');
  }
  const signature = signer.sign(Buffer.from(text, 'utf8'));
  const line = Buffer.concat([noteKeyId(signer.keyName, signer.publicKey), signature]).toString('base64');
  return `— ${signer.keyName} ${line}\n`;
}

/**
 * The note over `text`, which must end with a newline and hold no other control characters, with a line for each signer.
 * Errors: `internal`.
 */
export function signNote(text: string, ...signers: readonly [NoteSigner, ...NoteSigner[]]): string {
  if (!text.endsWith('\n') || hasControlCharacter(text) || !text.isWellFormed()) {
    throw new AppError(
      'internal',
      'A signed note is well-formed text without control characters that ends its last line.',
    );
  }
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`;
}

/** The signed text (with its last newline) when the note carries a good signature by this key under this name; else null. */
export function verifyNote(note: string, publicKey: Buffer, keyName: string): string | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) {
    return null;
  }
  const text = note.slice(0, split + 1);
  if (hasControlCharacter(note)) {
    return null;
  }
  const check = signatureCheck(publicKey);
  const keyId = noteKeyId(keyName, publicKey);
  for (const line of note.slice(split + 2, -1).split('\n')) {
    const [dash, name, encoded, ...more] = line.split(' ');
    if (dash !== '—' || encoded === undefined || more.length > 0) {
      return null;
    }
    const bytes = Buffer.from(encoded, 'base64');
    if (name === keyName && bytes.subarray(0, 4).equals(keyId) && check(Buffer.from(text, 'utf8'), bytes.subarray(4))) {
      return text;
    }
  }
  return null;
}
