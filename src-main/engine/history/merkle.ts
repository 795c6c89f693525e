import { hash as hashOnce } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';

/**
 * The Merkle tree of RFC 6962, section 2.1, over leaf *hashes*: `merkleRoot(items.map(leafHash))`. The root of no leaves
 * is SHA-256 of nothing.
 */

/** SHA-256(0x00 ‖ data): what stands at a leaf. For a custody entry `data` is its canonical body. */
export function leafHash(data: Uint8Array | string): Buffer {
  // One call a leaf: text with U+0000 before it is, as UTF-8, the byte 0x00 and the text.
  const prefixed = typeof data === 'string' ? `\0${data}` : Buffer.concat([leafPrefix, data]);
  return hashOnce('sha256', prefixed, 'buffer');
}

const leafPrefix = Buffer.from([0]);
const nodePrefix = Buffer.from([1]);

function nodeHash(left: Buffer, right: Buffer): Buffer {
  return hashOnce('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

/** A tree that only grows and keeps one hash per level, so that the root at any size is at hand while reading a long log. */
export type CompactTree = {
  /** Errors: `internal` when it is not a leaf hash. */
  add(leaf: Buffer): void;
  size(): number;
  /** The root over everything added so far. */
  root(): Buffer;
};

export function createCompactTree(): CompactTree {
  let size = 0;
  /** Roots of the perfect subtrees of the present size, largest first. */
  const subtrees: Buffer[] = [];
  return {
    add(leaf) {
      requireHash(leaf);
      let hash = leaf;
      for (let bits = size; (bits & 1) === 1; bits = Math.floor(bits / 2)) {
        hash = nodeHash(requireHash(subtrees.pop()), hash);
      }
      subtrees.push(hash);
      size += 1;
    },
    size: () => size,
    root() {
      if (subtrees.length === 0) {
        return hashOnce('sha256', '', 'buffer');
      }
      return subtrees.reduceRight((right, left) => nodeHash(left, right));
    },
  };
}

function requireHash(hash: Buffer | undefined): Buffer {
  if (hash === undefined || hash.length !== 32) {
    throw new AppError('internal', 'A Merkle tree was given something that is not a SHA-256 hash.');
  }
  return hash;
}

/** The root over these leaf hashes. */
export function merkleRoot(leafHashes: readonly Buffer[]): Buffer {
  const tree = createCompactTree();
  for (const hash of leafHashes) {
    tree.add(hash);
  }
  return tree.root();
}

/** The largest power of two smaller than `size` (which is at least 2). */
function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) {
    split *= 2;
  }
  return split;
}

/** The audit path of RFC 6962, 2.1.1, from the leaf upwards. Errors: `internal` when there is no such leaf. */
export function inclusionProof(leafHashes: readonly Buffer[], index: number): Buffer[] {
  if (!Number.isInteger(index) || index < 0 || index >= leafHashes.length) {
    throw new AppError('internal', `The tree of ${leafHashes.length} leaves has no leaf ${index}.`);
  }
  if (leafHashes.length === 1) {
    return [];
  }
  const split = splitPoint(leafHashes.length);
  const left = leafHashes.slice(0, split);
  const right = leafHashes.slice(split);
  return index < split
    ? [...inclusionProof(left, index), merkleRoot(right)]
    : [...inclusionProof(right, index - split), merkleRoot(left)];
}

/**
 * The root that a leaf hash and its audit path lead to in a tree of `size` leaves (RFC 9162, 2.1.3.2); null when the path
 * has the wrong length for that place.
 */
export function rootFromProof(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer | null {
  if (index < 0 || index >= size) {
    return null;
  }
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) {
      return null;
    }
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(sibling, hash);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}
