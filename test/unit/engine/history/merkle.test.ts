import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createCompactTree,
  inclusionProof,
  leafHash,
  merkleRoot,
  rootFromProof,
} from '../../../../src-main/engine/history/merkle.ts';

/** Leaves and roots of the reference implementation of RFC 6962 (google/certificate-transparency, merkle_tree_test). */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
/** Audit paths in the tree of eight, from the tests of transparency-dev/merkle. */
const paths: readonly (readonly [index: number, path: readonly string[]])[] = [
  [
    0,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
];
const hashes = leaves.map((leaf) => leafHash(Buffer.from(leaf, 'hex')));

/** The definition of RFC 6962, 2.1, word for word: slow and independent of the code under test. */
function definedRoot(data: readonly Buffer[]): Buffer {
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  if (data.length <= 1) {
    return data[0] === undefined ? sha256() : sha256(Buffer.from([0]), data[0]);
  }
  const split = 2 ** Math.floor(Math.log2(data.length - 1));
  return sha256(Buffer.from([1]), definedRoot(data.slice(0, split)), definedRoot(data.slice(split)));
}

describe('the Merkle tree', () => {
  it('has the published root at each size', () => {
    expect(roots.map((_, size) => merkleRoot(hashes.slice(0, size)).toString('hex'))).toEqual(roots);
  });

  it('gives the published audit paths', () => {
    for (const [index, path] of paths) {
      expect(inclusionProof(hashes, index).map((hash) => hash.toString('hex'))).toEqual(path);
    }
  });

  it('is the tree that RFC 6962 defines, at every size to 70', () => {
    const data = Array.from({ length: 70 }, (_, at) => Buffer.from(`leaf ${at}`));
    const tree = createCompactTree();
    for (const [at, leaf] of data.entries()) {
      tree.add(leafHash(leaf));
      expect(tree.root()).toEqual(definedRoot(data.slice(0, at + 1)));
      expect(tree.size()).toBe(at + 1);
    }
  });

  it('proves every leaf, and nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), fc.nat(), (size, at, other) => {
        const all = Array.from({ length: size }, (_, leaf) => leafHash(`${leaf}`));
        const index = at % size;
        const leaf = all[index] ?? Buffer.alloc(0);
        const proof = inclusionProof(all, index);
        const root = merkleRoot(all);
        expect(rootFromProof(leaf, index, size, proof)).toEqual(root);
        expect(rootFromProof(leafHash('foreign'), index, size, proof)).not.toEqual(root);
        const wrong = other % size;
        if (wrong !== index) {
          expect(rootFromProof(leaf, wrong, size, proof)).not.toEqual(root);
        }
        expect(rootFromProof(leaf, index, size, [...proof, leaf])).toBeNull();
        expect(rootFromProof(leaf, size, size, proof)).toBeNull();
      }),
    );
  });

  it('refuses what is not a hash', () => {
    expect(() => merkleRoot([Buffer.from('not a hash')])).toThrow(/not a SHA-256 hash/);
    expect(() => inclusionProof(hashes, 8)).toThrow(/no leaf 8/);
  });
});
