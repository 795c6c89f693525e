import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapedBytes, exactBytesIfNeeded } from '../../../../src-main/engine/footage/source-name.ts';

describe('names of source files', () => {
  it('shows bytes that are not text as printable ASCII, each byte told apart', () => {
    expect(escapedBytes(Buffer.from([0x61, 0xff, 0x0a, 0x5c, 0x7f]))).toBe('a\\xff\\x0a\\x5c\\x7f');
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (one, other) => {
        const [a, b] = [escapedBytes(Buffer.from(one)), escapedBytes(Buffer.from(other))];
        expect(/^[\x20-\x7e]*$/.test(a)).toBe(true);
        expect(a === b).toBe(Buffer.from(one).equals(Buffer.from(other)));
      }),
    );
  });

  it('gives the exact bytes wherever NFC text or a printed line could mislead, and only there', () => {
    expect(exactBytesIfNeeded('DCIM/MVI 0042.mp4')).toBeNull();
    expect(exactBytesIfNeeded('caf\u00e9 🎥.mp4')).toBeNull();
    expect(exactBytesIfNeeded('cafe\u0301')).toBe('63616665cc81');
    expect(exactBytesIfNeeded('a\nb')).toBe('610a62');
    expect(exactBytesIfNeeded('\u202egnp.mp4')).toBe(Buffer.from('\u202egnp.mp4').toString('hex'));
  });
});
