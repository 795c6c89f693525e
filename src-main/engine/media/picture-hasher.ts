import { createHash, type Hash } from 'node:crypto';
import { type Digest, digestSchema } from '../../domain/digest.ts';

export interface PictureHasher {
  push(chunk: Buffer): void;
  /** Bytes of a picture that has not ended. */
  rest(): number;
}

/** SHA-256 of each picture in a stream of raw pictures of `byteCount` bytes; keeps nothing of them. */
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
    },
    rest: () => taken,
  };
}
