import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inclusionProof, leafHash, merkleRoot, rootFromProof } from '../../../../src-main/engine/history/merkle.ts';
import { createInclusionProofs } from '../../../../src-main/engine/packets/inclusion-proofs.ts';

const leavesOf = (size: number) => Array.from({ length: size }, (_, at) => leafHash(`entry ${at}`));

it('proves every leaf of every small tree, as the plain algorithm does', () => {
  for (let size = 1; size <= 40; size++) {
    const leaves = leavesOf(size);
    const proofOf = createInclusionProofs(leaves);
    for (const [index, leaf] of leaves.entries()) {
      expect(proofOf(index)).toEqual(inclusionProof(leaves, index));
      expect(rootFromProof(leaf, index, size, proofOf(index))).toEqual(merkleRoot(leaves));
    }
  }
});

it('proves leaves of larger trees, and refuses one that is not there', () => {
  const leaves = leavesOf(5000);
  const proofOf = createInclusionProofs(leaves);
  const root = merkleRoot(leaves);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4999 }), (index) => {
      expect(rootFromProof(leaves[index] ?? Buffer.alloc(0), index, 5000, proofOf(index))).toEqual(root);
    }),
  );
  expect(() => proofOf(5000)).toThrow('no leaf');
  expect(() => createInclusionProofs([])(0)).toThrow('no leaf');
});

it('proves a thousand entries of a long log in moments', () => {
  const proofOf = createInclusionProofs(leavesOf(200_000));
  const begun = performance.now();
  for (let index = 0; index < 200_000; index += 200) {
    expect(proofOf(index).length).toBeGreaterThan(10);
  }
  expect(performance.now() - begun).toBeLessThan(10_000);
});
