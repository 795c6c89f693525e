import { randomBytes } from 'node:crypto';
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import {
  beginAge,
  openAge,
  openText,
  parseRecipientKey,
  sealText,
} from '../../../../src-main/engine/transfers/age-keys.ts';
import {
  chunkBytes,
  openBytes,
  openChunk,
  openedSize,
  sealBytes,
  sealedSize,
  tagBytes,
} from '../../../../src-main/engine/transfers/age-payload.ts';
import { sealedSegments } from '../../../../src-main/engine/transfers/segments.ts';

const sizes = [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 2 * chunkBytes, 2 * chunkBytes + 77];

async function seal(plain: Buffer, key: string, pieceBytes: number): Promise<Buffer> {
  async function* pieces() {
    for (let at = 0; at < plain.length; at += pieceBytes) {
      yield plain.subarray(at, at + pieceBytes);
    }
  }
  const sealed = sealedSegments(plain.length, pieces(), await beginAge({ keys: [key] }));
  const written: Buffer[] = [];
  for await (const segment of sealed.segments) {
    const bytes = segment.bytes();
    expect(bytes.length).toBe(segment.byteCount);
    written.push(bytes);
  }
  const whole = Buffer.concat(written);
  expect(whole.length).toBe(sealed.byteCount);
  return whole;
}

describe('the payload of an age file', () => {
  it.each(sizes)('of %i bytes is what the library makes and reads', async (size) => {
    const secret = await generateX25519Identity();
    const key = await identityToRecipient(secret);
    const plain = randomBytes(size);
    for (const pieceBytes of [999, chunkBytes, 3 * chunkBytes]) {
      const decrypter = new Decrypter();
      decrypter.addIdentity(secret);
      expect(Buffer.from(await decrypter.decrypt(await seal(plain, key, pieceBytes))).equals(plain)).toBe(true);
    }
    const encrypter = new Encrypter();
    encrypter.addRecipient(key);
    const theirs = Buffer.from(await encrypter.encrypt(plain));
    const { key: payload, start } = await openAge(theirs, { identities: [secret] });
    expect(openedSize(theirs.length - start)).toBe(size);
    const first = theirs.subarray(start, start + chunkBytes + tagBytes);
    expect(openChunk(payload, 0, size <= chunkBytes, first)?.equals(plain.subarray(0, chunkBytes))).toBe(true);
    expect(openChunk(payload, 0, size > chunkBytes, first)).toBeNull();
    expect(openChunk(payload, 1, size <= chunkBytes, first)).toBeNull();
  });

  it('knows sizes both ways and refuses those that cannot be', () => {
    for (const size of sizes) {
      expect(openedSize(sealedSize(size))).toBe(size);
    }
    expect([0, 15, chunkBytes + tagBytes + 1, chunkBytes + 2 * tagBytes].map(openedSize)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('is the same by OpenSSL and in JavaScript', () => {
    const [key, nonce, plain] = [randomBytes(32), randomBytes(12), randomBytes(1000)];
    const sealed = sealBytes(key, nonce, plain, true);
    expect(sealBytes(key, nonce, plain, false).equals(sealed)).toBe(true);
    for (const isNative of [true, false]) {
      expect(openBytes(key, nonce, sealed, isNative)?.equals(plain)).toBe(true);
      const damaged = Buffer.from(sealed);
      damaged[5] = (damaged[5] ?? 0) ^ 1;
      expect(openBytes(key, nonce, damaged, isNative)).toBeNull();
      expect(openBytes(key, nonce, sealed.subarray(0, 10), isNative)).toBeNull();
    }
  });
});

describe('phrases and keys', () => {
  it('wraps with a phrase as the library does', async () => {
    const text = await sealText('secret\n', 'amber lantern');
    const decrypter = new Decrypter();
    decrypter.addPassphrase('amber lantern');
    expect(await decrypter.decrypt(armor.decode(text), 'text')).toBe('secret\n');
    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(12);
    encrypter.setPassphrase('amber lantern');
    const theirs = Buffer.from(await encrypter.encrypt('theirs'));
    expect(await openText(theirs, 'amber lantern')).toBe('theirs');
    await expect(openText(theirs, 'amber')).rejects.toMatchObject({ code: 'wrong-passphrase' });
  }, 30_000);

  it('takes X25519 keys whose checksum fits and no other', async () => {
    const key = await identityToRecipient(await generateX25519Identity());
    expect(parseRecipientKey(` ${key}\n`)).toBe(key);
    const last = key.at(-1) === 'q' ? 'p' : 'q';
    for (const wrong of ['', 'age1', `${key.slice(0, -1)}${last}`, key.toUpperCase(), `${key}q`, 'age1pq1abc']) {
      expect(() => parseRecipientKey(wrong), wrong).toThrow(expect.objectContaining({ code: 'bad-request' }));
    }
  });
});
