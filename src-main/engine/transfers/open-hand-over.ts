import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type PacketVerification, verificationLevels, withKnownKeys } from '../../domain/packet.ts';
import { syncFolder } from '../store/whole-file.ts';
import type { AgeOpener } from './age-keys.ts';
import { checkPacket } from './check-packet.ts';
import { destinationError, isThere, requireFolder, requireSpaceToOpen } from './destination.ts';
import { readIdentities } from './identity-file.ts';
import { type JoinedParts, openParts } from './joined-parts.ts';
import { decryptedBytes, type ReadableBytes } from './readable-bytes.ts';
import { unpackZip } from './unpack-zip.ts';
import { nameTaken } from './write-parts.ts';

export type OpeningRequest = {
  /** The whole file, or any of its parts. */
  readonly file: string;
  readonly into: string;
  readonly identityFile: string | null;
  /** The phrase of the packet, or the passphrase of the identity file. */
  readonly phrase: string | null;
  /** Fingerprints of the keys that have signed for the open matter. */
  readonly keys: readonly string[];
  readonly signal: AbortSignal;
  readonly onBytes: (done: number, total: number) => void;
  /** Writes down what was opened; where that fails nothing is left behind. */
  readonly record: (opened: OpenedHandOver) => void;
};

export type OpenedHandOver = {
  readonly folder: string;
  readonly verification: PacketVerification;
  /** The packet's digest, where its files are those that were signed. */
  readonly digest: string | null;
  /** `PKT001.zip.age`, without the number of a part. */
  readonly file: string;
  readonly partCount: number;
  readonly openedWith: 'identity' | 'phrase' | 'nothing';
};

/**
 * Joins, decrypts and unpacks a packet that was handed over, and verifies it. It gets its name only when everything came
 * out whole; a packet that fails its own verification is kept and said to fail, as a packet found on a drive would be.
 * After any error nothing is left behind. Errors: `wrong-passphrase`, `packet-invalid`, `destination-exists`,
 * `disk-full`, `cancelled`, `source-unreadable`, `destination-unusable`.
 */
export async function openHandOver(request: OpeningRequest): Promise<OpenedHandOver> {
  await requireFolder(request.into);
  const parts = await openParts(request.file);
  const partial = path.join(request.into, `.opening-${randomUUID()}.partial`);
  try {
    const bytes = await plainBytes(parts, request);
    await mkdir(partial, { mode: 0o700 });
    const top = await unpackZip(bytes, partial, {
      ...request,
      beforeWriting: (sizes) => requireSpaceToOpen(request.into, sizes),
    });
    const found = await checkPacket(path.join(partial, top), { signal: request.signal });
    const folder = path.join(request.into, top);
    if (await isThere(folder)) {
      throw nameTaken(top);
    }
    const opened: OpenedHandOver = {
      folder,
      verification: withKnownKeys(found, request.keys),
      digest: await digestOf(path.join(partial, top), found),
      file: parts.name,
      partCount: parts.partCount,
      openedWith: !isEncrypted(parts) ? 'nothing' : request.identityFile === null ? 'phrase' : 'identity',
    };
    await rename(path.join(partial, top), folder);
    await syncFolder(request.into);
    try {
      request.record(opened);
    } catch (thrown) {
      await rename(folder, path.join(partial, top));
      throw thrown;
    }
    return opened;
  } catch (thrown) {
    if (request.signal.aborted) {
      throw new AppError('cancelled', 'Opening the packet was cancelled; nothing was left behind.', {}, thrown);
    }
    throw destinationError(thrown, request.into, 'Then open the packet again; nothing was left behind.');
  } finally {
    await parts.close();
    await rm(partial, { recursive: true, force: true });
  }
}

async function digestOf(folder: string, { level }: PacketVerification): Promise<string | null> {
  if (level > verificationLevels['pass-hash-only']) {
    return null;
  }
  const signed = await readFile(path.join(folder, 'tagmanifest-sha256.txt'));
  return createHash('sha256').update(signed).digest('hex');
}

function isEncrypted(parts: JoinedParts): boolean {
  return parts.name.endsWith('.age');
}

async function plainBytes(parts: JoinedParts, request: OpeningRequest): Promise<ReadableBytes> {
  if (!isEncrypted(parts)) {
    return parts;
  }
  const { identityFile, phrase } = request;
  if (identityFile !== null) {
    return decryptedBytes(parts, { identities: await readIdentities(identityFile, phrase) });
  }
  if (phrase === null || phrase.trim() === '') {
    throw new AppError('wrong-passphrase', 'This packet is encrypted. Choose an identity file, or enter its phrase.');
  }
  return decryptWithPhrase(parts, phrase);
}

/** As it was given and, where that does not fit, as it is likely meant: small letters, dashes for blanks. */
async function decryptWithPhrase(parts: JoinedParts, phrase: string): Promise<ReadableBytes> {
  const given = phrase.trim();
  const meant = given
    .toLowerCase()
    .split(/[\s-]+/)
    .join('-');
  const open = (words: string) => decryptedBytes(parts, { phrase: words } satisfies AgeOpener);
  try {
    return await open(given);
  } catch (thrown) {
    if (meant === given || !(thrown instanceof AppError) || thrown.code !== 'wrong-passphrase') {
      throw thrown;
    }
    return open(meant);
  }
}
