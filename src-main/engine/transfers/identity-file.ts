import { open } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import { writeWholeFile } from '../store/whole-file.ts';
import { newIdentity, openText, sealText } from './age-keys.ts';

const greatestBytes = 256 * 1024;
const shortestPassphrase = 12;

/**
 * Makes an identity and writes it as `age-keygen` does, or as `age -a -p` would encrypt that. Answers its public key.
 * Never replaces a file. Errors: `weak-passphrase`, `destination-exists`, `destination-unusable`, `disk-full`.
 */
export async function writeIdentity(file: string, passphrase: string | null, createdAt: Date): Promise<string> {
  if (passphrase !== null && passphrase.length < shortestPassphrase) {
    throw new AppError(
      'weak-passphrase',
      `A passphrase that protects an identity has at least ${shortestPassphrase} characters. Use several words.`,
    );
  }
  const { secret, key } = await newIdentity();
  const text = `# created: ${createdAt.toISOString()}\n# public key: ${key}\n${secret}\n`;
  await writeWholeFile(file, passphrase === null ? text : await sealText(text, passphrase));
  return key;
}

/**
 * The secret lines of an identity file. Errors: `source-unreadable`, `bad-request` when there is none in it,
 * `wrong-passphrase` when it is protected and the passphrase is missing or does not fit.
 */
export async function readIdentities(file: string, passphrase: string | null): Promise<string[]> {
  const bytes = await readSmall(file);
  const beginning = bytes.toString('utf8', 0, 64).trimStart();
  const isProtected =
    beginning.startsWith('age-encryption.org/') || beginning.startsWith('-----BEGIN AGE ENCRYPTED FILE-----');
  if (isProtected && passphrase === null) {
    throw new AppError(
      'wrong-passphrase',
      'This identity file is protected by a passphrase. Enter the passphrase of the identity.',
      { isIdentityProtected: true },
    );
  }
  const text = isProtected ? await openText(bytes, passphrase ?? '') : bytes.toString('utf8');
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const secrets = lines.filter((line) => /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/.test(line));
  if (secrets.length === 0) {
    throw new AppError(
      'bad-request',
      'This file holds no age identity (a line that begins with AGE-SECRET-KEY-1). Choose the file that age-keygen or this program made.',
    );
  }
  return secrets;
}

async function readSmall(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const buffer = Buffer.alloc(greatestBytes);
      const { bytesRead } = await handle.read(buffer, 0, greatestBytes, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new AppError('source-unreadable', 'The identity file cannot be read.', { file }, cause);
  }
}
