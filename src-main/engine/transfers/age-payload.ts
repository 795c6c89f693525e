import { createCipheriv, createDecipheriv, getCiphers, hkdfSync } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';

/**
 * The payload of an age file (age-encryption.org/v1, "Payload"): 64 KiB chunks, each sealed with ChaCha20-Poly1305 under
 * a nonce of an 11-byte big-endian counter and one byte that is 1 for the last chunk. Chunks are sealed one by one here,
 * and not through the library's stream, so that a hand-over can go on where it stopped and a chunk can be read anywhere.
 */
export const chunkBytes = 65_536;
export const tagBytes = 16;
/** Random bytes between header and payload. */
export const payloadNonceBytes = 16;

const cipher = 'chacha20-poly1305';
/** OpenSSL has it; the BoringSSL of Electron does not offer it, and then JavaScript does the same at a tenth of the speed. */
const hasNative = getCiphers().includes(cipher);

/** Bytes that a plain text of `plainBytes` takes as chunks. An empty text is one empty chunk. */
export function sealedSize(plainBytes: number): number {
  return plainBytes + tagBytes * Math.max(1, Math.ceil(plainBytes / chunkBytes));
}

/** The reverse; null when no payload is so long. */
export function openedSize(sealedBytes: number): number | null {
  const whole = chunkBytes + tagBytes;
  const rest = sealedBytes % whole;
  const chunkCount = Math.ceil(sealedBytes / whole);
  const isPossible = sealedBytes >= tagBytes && (rest === 0 || rest > tagBytes || sealedBytes === tagBytes);
  return isPossible ? sealedBytes - chunkCount * tagBytes : null;
}

export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
}

function chunkNonce(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  // Counters beyond 48 bits would be files of 16 exbibytes.
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** ChaCha20-Poly1305 without associated data: the sealed text and its 16-byte tag. */
export function sealBytes(key: Uint8Array, nonce: Uint8Array, plain: Uint8Array, isNative = hasNative): Buffer {
  if (!isNative) {
    return Buffer.from(chacha20poly1305(key, nonce).encrypt(plain));
  }
  const seal = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes });
  return Buffer.concat([seal.update(plain), seal.final(), seal.getAuthTag()]);
}

/** The plain text, or null when it is not what was sealed. */
export function openBytes(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, isNative = hasNative): Buffer | null {
  if (sealed.length < tagBytes) {
    return null;
  }
  try {
    if (!isNative) {
      return Buffer.from(chacha20poly1305(key, nonce).decrypt(sealed));
    }
    const open = createDecipheriv(cipher, key, nonce, { authTagLength: tagBytes });
    open.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    return Buffer.concat([open.update(sealed.subarray(0, sealed.length - tagBytes)), open.final()]);
  } catch {
    // Both libraries throw a plain Error for a tag that does not fit, and for nothing else with these arguments.
    return null;
  }
}

export function sealChunk(key: Uint8Array, index: number, isLast: boolean, plain: Uint8Array): Buffer {
  return sealBytes(key, chunkNonce(index, isLast), plain);
}

/** Null when the chunk is not the one that was sealed at this place. */
export function openChunk(key: Uint8Array, index: number, isLast: boolean, sealed: Uint8Array): Buffer | null {
  return openBytes(key, chunkNonce(index, isLast), sealed);
}
