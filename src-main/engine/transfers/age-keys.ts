import { createHash, randomBytes, scrypt } from 'node:crypto';
import {
  type Recipient as AgeRecipient,
  armor,
  Decrypter,
  Encrypter,
  generateX25519Identity,
  type Identity,
  identityToRecipient,
  Stanza,
} from 'age-encryption';
import { AppError } from '../../domain/app-error.ts';
import { recipientKeySchema } from '../../domain/recipient.ts';
import { openBytes, payloadKey, payloadNonceBytes, sealBytes } from './age-payload.ts';

/** What an age file begins with, and the key of its payload. */
export type AgeStart = { readonly prefix: Buffer; readonly key: Buffer };

/** Who can open an age file. A phrase is alone: the format allows nobody beside it. */
export type AgeReaders = { readonly keys: readonly string[] } | { readonly phrase: string };

const scryptLabel = 'age-encryption.org/v1/scrypt';
/** As the age tool: 2^18 rounds, 256 MiB, about a second. More than 2^20 is refused in a file from elsewhere. */
const workFactor = 18;
const greatestWorkFactor = 20;
const zeroNonce = Buffer.alloc(12);

/** SHA-256 of the key's text. */
export function fingerprintOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** A recipient's key with its checksum right. Errors: `bad-request`. */
export function parseRecipientKey(text: string): string {
  const parsed = recipientKeySchema.safeParse(text);
  if (!parsed.success) {
    throw new AppError('bad-request', parsed.error.issues[0]?.message ?? 'This is no recipient.');
  }
  try {
    new Encrypter().addRecipient(parsed.data);
  } catch (cause) {
    throw new AppError(
      'bad-request',
      'This recipient has a letter or digit that is not right: its built-in checksum does not fit. Copy it again, whole.',
      {},
      cause,
    );
  }
  return parsed.data;
}

/** Off the event loop; the library's own way holds the engine up for a second or two. */
function stretch(phrase: string, salt: Buffer, logN: number): Promise<Buffer> {
  const cost = { N: 2 ** logN, r: 8, p: 1, maxmem: 2 ** (logN + 11) };
  return new Promise((resolve, reject) => {
    scrypt(phrase, Buffer.concat([Buffer.from(scryptLabel), salt]), 32, cost, (error, key) => {
      if (error === null) {
        resolve(key);
      } else {
        reject(error);
      }
    });
  });
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replaceAll('=', '');

function phraseRecipient(phrase: string): AgeRecipient {
  return {
    async wrapFileKey(fileKey) {
      const salt = randomBytes(16);
      const key = await stretch(phrase, salt, workFactor);
      return [new Stanza(['scrypt', base64(salt), String(workFactor)], sealBytes(key, zeroNonce, fileKey))];
    },
  };
}

function phraseIdentity(phrase: string): Identity {
  return {
    async unwrapFileKey(stanzas) {
      const stanza = stanzas.find(({ args }) => args[0] === 'scrypt');
      if (stanza === undefined) {
        return null;
      }
      const salt = Buffer.from(stanza.args[1] ?? '', 'base64');
      const logN = Number(stanza.args[2]);
      const isWhole = stanzas.length === 1 && salt.length === 16 && /^[1-9]\d?$/.test(stanza.args[2] ?? '');
      if (!isWhole || logN > greatestWorkFactor || stanza.body.length !== 32) {
        throw damagedStart('its passphrase entry is malformed or asks for more work than is reasonable');
      }
      return openBytes(await stretch(phrase, salt, logN), zeroNonce, stanza.body);
    },
  };
}

/** Draws the key of a new age file and wraps it for everybody who may read it. */
export async function beginAge(readers: AgeReaders): Promise<AgeStart> {
  const encrypter = new Encrypter();
  let fileKey: Uint8Array | null = null;
  // A recipient of no entry: it is how the library tells the key that it drew.
  encrypter.addRecipient({
    wrapFileKey(drawn) {
      fileKey = Uint8Array.from(drawn);
      return [];
    },
  });
  if ('phrase' in readers) {
    encrypter.addRecipient(phraseRecipient(readers.phrase));
  } else {
    for (const key of readers.keys) {
      encrypter.addRecipient(key);
    }
  }
  // Header, 16 random bytes, and one empty chunk, which is not used.
  const whole = Buffer.from(await encrypter.encrypt(new Uint8Array()));
  const prefix = whole.subarray(0, whole.length - 16);
  if (fileKey === null) {
    throw new AppError('internal', 'The key of the encrypted file was not told. Nothing was written.');
  }
  return { prefix, key: payloadKey(fileKey, prefix.subarray(prefix.length - payloadNonceBytes)) };
}

function damagedStart(reason: string): AppError {
  return new AppError(
    'packet-invalid',
    `The beginning of this file cannot be read as an age file (${reason}). Check that it is the first part, whole, and not one that was changed.`,
  );
}

/** Who tries to open an age file. */
export type AgeOpener = { readonly identities: readonly string[] } | { readonly phrase: string };

const longestHeader = 1024 * 1024;

/** Length of the header within the beginning of an age file; null when it does not end in there. */
export function headerLength(beginning: Buffer): number | null {
  const mac = beginning.indexOf('\n--- ');
  const end = mac < 0 ? -1 : beginning.indexOf('\n', mac + 1);
  return end < 0 ? null : end + 1;
}

/**
 * Reads the header of an age file. `beginning` holds the first MiB of it, or all. Answers the payload's key and where the
 * payload begins. Errors: `packet-invalid` for what is no age file; `wrong-passphrase` when nobody of `opener` may read it.
 */
export async function openAge(
  beginning: Buffer,
  opener: AgeOpener,
): Promise<{ readonly key: Buffer; readonly start: number }> {
  const length = headerLength(beginning.subarray(0, longestHeader));
  if (!beginning.toString('latin1', 0, 22).startsWith('age-encryption.org/v1\n') || length === null) {
    throw damagedStart('it does not begin as one');
  }
  const nonce = beginning.subarray(length, length + payloadNonceBytes);
  if (nonce.length < payloadNonceBytes) {
    throw damagedStart('it ends too early');
  }
  const decrypter = new Decrypter();
  if ('phrase' in opener) {
    decrypter.addIdentity(phraseIdentity(opener.phrase));
  } else {
    for (const identity of opener.identities) {
      decrypter.addIdentity(identity);
    }
  }
  try {
    const fileKey = await decrypter.decryptHeader(beginning.subarray(0, length));
    return { key: payloadKey(fileKey, nonce), start: length + payloadNonceBytes };
  } catch (thrown) {
    if (thrown instanceof AppError) {
      throw thrown;
    }
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    if (reason.includes('no identity matched')) {
      throw new AppError(
        'wrong-passphrase',
        'phrase' in opener
          ? 'This phrase does not open the file. Check every word; if the file was encrypted to a key, choose its identity file instead.'
          : 'This identity does not open the file: it was encrypted to other keys, or with a phrase. Choose the identity whose recipient you gave to the sender.',
      );
    }
    throw damagedStart(reason);
  }
}

/** A new X25519 identity: the secret line and the public one. */
export async function newIdentity(): Promise<{ readonly secret: string; readonly key: string }> {
  const secret = await generateX25519Identity();
  return { secret, key: await identityToRecipient(secret) };
}

/** Encrypts a short text with a passphrase, in the armoured form that the age tool writes with `-a -p`. */
export async function sealText(text: string, phrase: string): Promise<string> {
  const { prefix, key } = await beginAge({ phrase });
  const nonce = Buffer.alloc(12);
  nonce[11] = 1;
  return armor.encode(Buffer.concat([prefix, sealBytes(key, nonce, Buffer.from(text))]));
}

/** Reverses `sealText`; takes the binary form as well. Errors: `wrong-passphrase`, `packet-invalid`. */
export async function openText(bytes: Buffer, phrase: string): Promise<string> {
  const text = bytes.toString('utf8').trim();
  let binary = bytes;
  if (text.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) {
    try {
      binary = Buffer.from(armor.decode(text));
    } catch (cause) {
      throw new AppError('packet-invalid', 'This identity file is damaged: its armour cannot be read.', {}, cause);
    }
  }
  const { key, start } = await openAge(binary, { phrase });
  const nonce = Buffer.alloc(12);
  nonce[11] = 1;
  const plain = openBytes(key, nonce, binary.subarray(start));
  if (plain === null) {
    throw new AppError('packet-invalid', 'This identity file is damaged: what it holds does not fit its own check.');
  }
  return plain.toString('utf8');
}
