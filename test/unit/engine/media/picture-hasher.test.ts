import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPictureHasher } from '../../../../src-main/engine/media/picture-hasher.ts';

describe('hashes of pictures in a stream', () => {
  it('are those of the pictures, wherever the chunks are cut, and free the chunks', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 31) % 251);
    const pictureBytes = 33_000;
    const expected = [0, 1, 2].map((at) =>
      createHash('sha256')
        .update(bytes.subarray(at * pictureBytes, (at + 1) * pictureBytes))
        .digest('hex'),
    );
    for (const cut of [7, 4096, 33_000, 65_536, 100_000]) {
      const digests: string[] = [];
      const hasher = createPictureHasher(pictureBytes, (digest) => digests.push(digest));
      for (let at = 0; at < bytes.length; at += cut) {
        const own = Uint8Array.from(bytes.subarray(at, at + cut));
        const chunk = Buffer.from(own.buffer);
        hasher.push(chunk);
        expect(chunk.length).toBe(0);
      }
      expect(digests).toEqual(expected);
      expect(hasher.rest()).toBe(1000);
    }
  });

  it('leave memory alone that is shared with others', () => {
    const shared = new Uint8Array(64).fill(7);
    const hasher = createPictureHasher(32, () => undefined);
    hasher.push(Buffer.from(shared.buffer, 0, 32));
    expect(shared).toHaveLength(64);
    expect(shared[0]).toBe(7);
  });
});
