import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { noteKeyId, signNote, verifyNote } from '../../../../src-main/engine/history/signed-note.ts';

/** Key and note of the reference implementation's own documentation (golang.org/x/mod/sumdb/note). */
const publicKey = Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1);
const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const privateKey = createPrivateKey({
  key: { kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url'), x: publicKey.toString('base64url') },
  format: 'jwk',
});
const signer = { keyName: 'PeterNeumann', publicKey, sign: (bytes: Buffer) => sign(null, bytes, privateKey) };

describe('a signed note', () => {
  it('is the published one, byte for byte', () => {
    expect(noteKeyId('PeterNeumann', publicKey).toString('hex')).toBe('c74f20a3');
    expect(signNote(text, signer)).toBe(note);
    expect(verifyNote(note, publicKey, 'PeterNeumann')).toBe(text);
  });

  it('stands with one good signature among others', () => {
    const other = `${note}— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n`;
    expect(verifyNote(other, publicKey, 'PeterNeumann')).toBe(text);
  });

  it('falls with any change', () => {
    const changed: string[] = [];
    for (let at = 0; at < note.length; at++) {
      const letter = note[at] === 'x' ? 'y' : 'x';
      changed.push(note.slice(0, at) + letter + note.slice(at + 1));
    }
    // Base64 ends in bits that say nothing; they are the only place where a letter may differ unseen.
    const standing = changed.filter((candidate) => verifyNote(candidate, publicKey, 'PeterNeumann') !== null);
    expect(standing).toEqual([]);
  });

  it('is not taken from another key, under another name, or without its lines', () => {
    const foreign = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    expect(verifyNote(note, Buffer.from(String(foreign.x), 'base64url'), 'PeterNeumann')).toBeNull();
    expect(verifyNote(note, publicKey, 'PeterNeuman')).toBeNull();
    expect(verifyNote(text, publicKey, 'PeterNeumann')).toBeNull();
    expect(verifyNote(note.trimEnd(), publicKey, 'PeterNeumann')).toBeNull();
    expect(verifyNote(note.replaceAll('\n', '\r\n'), publicKey, 'PeterNeumann')).toBeNull();
  });

  it('is not made over text that the format forbids', () => {
    expect(() => signNote('no last line', signer)).toThrow(/ends its last line/);
    expect(() => signNote('a tab\there\n', signer)).toThrow(/control characters/);
    expect(() => signNote(text, { ...signer, keyName: 'Peter Neumann' })).toThrow(/no spaces/);
  });
});
