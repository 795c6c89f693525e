import { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';
import { AppError } from '../../domain/app-error.ts';
import { type AgeOpener, openAge } from './age-keys.ts';
import { chunkBytes, openChunk, openedSize, tagBytes } from './age-payload.ts';
import type { JoinedParts } from './joined-parts.ts';

/** The bytes of a ZIP at any place, whether they lie open or encrypted. */
export type ReadableBytes = { readonly byteCount: number; read(position: number, length: number): Promise<Buffer> };

const headerRoom = 1024 * 1024;
const sealedChunk = chunkBytes + tagBytes;

/**
 * The plain bytes of an age file. Every 64 KiB are authenticated before a byte of them is given, and the last ones at
 * once, so that a file that was cut is refused before anything is unpacked.
 * Errors: `wrong-passphrase`, `packet-invalid`.
 */
export async function decryptedBytes(parts: JoinedParts, opener: AgeOpener): Promise<ReadableBytes> {
  const beginning = await parts.read(0, Math.min(parts.byteCount, headerRoom));
  const { key, start } = await openAge(beginning, opener);
  const sealedBytes = parts.byteCount - start;
  const plainBytes = openedSize(sealedBytes);
  if (plainBytes === null) {
    throw incomplete(parts);
  }
  const chunkCount = Math.max(1, Math.ceil(plainBytes / chunkBytes));
  let held: { readonly index: number; readonly plain: Buffer } | null = null;

  async function chunk(index: number): Promise<Buffer> {
    if (held?.index === index) {
      return held.plain;
    }
    const position = start + index * sealedChunk;
    const sealed = await parts.read(position, Math.min(sealedChunk, parts.byteCount - position));
    const isLast = index === chunkCount - 1;
    const plain = openChunk(key, index, isLast, sealed);
    if (plain === null) {
      throw isLast && openChunk(key, index, false, sealed) !== null ? incomplete(parts) : damaged(parts, position);
    }
    held = { index, plain };
    return plain;
  }

  await chunk(chunkCount - 1);
  return {
    byteCount: plainBytes,
    async read(position, length) {
      const pieces: Buffer[] = [];
      for (let from = position; from < position + length; ) {
        const plain = await chunk(Math.floor(from / chunkBytes));
        const within = from % chunkBytes;
        const piece = plain.subarray(within, Math.min(plain.length, within + position + length - from));
        if (piece.length === 0) {
          throw incomplete(parts);
        }
        pieces.push(piece);
        from += piece.length;
      }
      return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
    },
  };
}

function incomplete(parts: JoinedParts): AppError {
  return new AppError(
    'packet-invalid',
    `The end of ${parts.name} is missing: it was cut, or its last part is not there. Copy it again, with all of its parts.`,
  );
}

function damaged(parts: JoinedParts, position: number): AppError {
  const part = parts.partAt(position);
  return new AppError(
    'packet-invalid',
    `${part} is damaged or was changed: what it holds is not what was encrypted. Copy it again from the medium, or ask for it anew.`,
    { part, position },
  );
}

/** Gives the bytes to the ZIP library. */
export class BytesReader extends RandomAccessReader {
  readonly #bytes: ReadableBytes;

  constructor(bytes: ReadableBytes) {
    super();
    this.#bytes = bytes;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const bytes = this.#bytes;
    async function* pieces() {
      for (let position = start; position < end; ) {
        // Up to the next chunk, so that each is opened once.
        const length = Math.min(end - position, chunkBytes - (position % chunkBytes));
        yield await bytes.read(position, length);
        position += length;
      }
    }
    return Readable.from(pieces(), { objectMode: false });
  }
}
