import { createHash } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';

/**
 * Audit paths of RFC 6962 for many leaves of one tree: every subtree is hashed once, so that a thousand proofs from a long
 * log cost little more than one.
 */
export function createInclusionProofs(leafHashes: readonly Buffer[]): (index: number) => Buffer[] {
  const known = new Map<string, Buffer>();

  function subtree(start: number, size: number): Buffer {
    const leaf = leafHashes[start];
    if (size === 1 && leaf !== undefined) {
      return leaf;
    }
    const name = `${start}+${size}`;
    const earlier = known.get(name);
    if (earlier !== undefined) {
      return earlier;
    }
    const split = splitPoint(size);
    const hash = createHash('sha256')
      .update(Buffer.from([1]))
      .update(subtree(start, split))
      .update(subtree(start + split, size - split))
      .digest();
    known.set(name, hash);
    return hash;
  }

  return (index) => {
    if (!Number.isInteger(index) || index < 0 || index >= leafHashes.length) {
      throw new AppError('internal', `The tree of ${leafHashes.length} leaves has no leaf ${index}.`);
    }
    const path: Buffer[] = [];
    let [start, size] = [0, leafHashes.length];
    while (size > 1) {
      const split = splitPoint(size);
      const isLeft = index - start < split;
      path.unshift(isLeft ? subtree(start + split, size - split) : subtree(start, split));
      [start, size] = isLeft ? [start, split] : [start + split, size - split];
    }
    return path;
  };
}

/** The largest power of two smaller than `size` (which is at least 2). */
function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) {
    split *= 2;
  }
  return split;
}
