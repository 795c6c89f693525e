import { createHash, type Hash } from 'node:crypto';
import { type Digest, digestSchema } from '../../domain/digest.ts';

export interface PictureHasher {
  push(chunk: Buffer): void;
  /** Bytes of a picture that has not ended. */
  rest(): number;
}

/**
 * Frees the memory of a chunk that a pipe brought, if it is all its own. Otherwise every 32 MB, ten pictures of 1080p, let
 * the collector go over the whole heap; that took as long as the hashes.
 */
function giveBack(chunk: Buffer): void {
  const { buffer } = chunk;
  const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength;
  // Not in Node before 21.
  if (isOwn && 'transfer' in buffer) {
    buffer.transfer(0);
  }
}

/**
 * SHA-256 of each picture in a stream of raw pictures of `byteCount` bytes; keeps nothing of them. A chunk that was pushed
 * is empty afterwards.
 */
export function createPictureHasher(byteCount: number, onDigest: (digest: Digest) => void): PictureHasher {
  let hash: Hash | null = null;
  let taken = 0;
  return {
    push: (chunk) => {
      let offset = 0;
      while (offset < chunk.length) {
        hash ??= createHash('sha256');
        const part = Math.min(byteCount - taken, chunk.length - offset);
        hash.update(chunk.subarray(offset, offset + part));
        offset += part;
        taken += part;
        if (taken === byteCount) {
          onDigest(digestSchema.parse(hash.digest('hex')));
          hash = null;
          taken = 0;
        }
      }
      giveBack(chunk);
    },
    rest: () => taken,
  };
}
