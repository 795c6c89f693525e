import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IngestResult } from '../../../../src-main/domain/acquisition.ts';
import { fileListRoot } from '../../../../src-main/engine/footage/acquisition-life.ts';

const result = (relativePath: string, digest: string): IngestResult => ({
  relativePath,
  outcome: 'stored',
  footageId: null,
  digest,
  byteCount: 5,
  message: '',
});
const hash = (...parts: (string | Buffer)[]) => {
  const sum = createHash('sha256');
  for (const part of parts) {
    sum.update(part);
  }
  return sum.digest();
};

describe('the root of a file list', () => {
  it('is the RFC 6962 root over [path, outcome, size, digest], as anybody can compute it', () => {
    const leaf = (text: string) => hash(Buffer.from([0]), text);
    const a = leaf('["a.mp4","stored",5,"11"]');
    const b = leaf('["b.mp4","stored",5,"22"]');
    const root = hash(Buffer.from([1]), a, b).toString('hex');
    expect(fileListRoot([result('b.mp4', '22'), result('a.mp4', '11')])).toBe(root);
    expect(fileListRoot([])).toBe(hash('').toString('hex'));
  });

  it('does not depend on the order of the rows, and changes with any of them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 9 }), (names) => {
        const rows = names.map((name, at) => result(name, String(at)));
        const root = fileListRoot(rows);
        expect(fileListRoot(rows.toReversed())).toBe(root);
        expect(fileListRoot(rows.slice(1))).not.toBe(root);
        expect(fileListRoot([...rows.slice(1), result(names[0] ?? '', 'changed')])).not.toBe(root);
      }),
    );
  });
});
