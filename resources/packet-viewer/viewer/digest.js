// @ts-check
'use strict';
// SHA-256 in pieces: what browsers offer takes a file only whole, and recordings are larger than memory.

/** First 32 bits of the fractional parts of the cube roots (FIPS 180-4). */
const roundConstants = (() => {
  /** @type {number[]} */
  const primes = [];
  for (let candidate = 2; primes.length < 64; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) {
      primes.push(candidate);
    }
  }
  return Uint32Array.from(primes, (prime) => {
    // Integer cube root of prime * 2^96: its last 32 bits are the fraction wanted.
    const wanted = BigInt(prime) << 96n;
    let root = BigInt(Math.floor(Math.cbrt(prime) * 2 ** 32));
    while ((root + 1n) ** 3n <= wanted) {
      root += 1n;
    }
    while (root ** 3n > wanted) {
      root -= 1n;
    }
    return Number(root & 0xffff_ffffn);
  });
})();

class Sha256 {
  constructor() {
    this.state = Uint32Array.of(
      0x6a09e667,
      0xbb67ae85,
      0x3c6ef372,
      0xa54ff53a,
      0x510e527f,
      0x9b05688c,
      0x1f83d9ab,
      0x5be0cd19,
    );
    this.words = new Uint32Array(64);
    this.block = new Uint8Array(64);
    this.filled = 0;
    this.byteCount = 0;
  }

  /** @param {Uint8Array} bytes */
  update(bytes) {
    this.byteCount += bytes.length;
    let at = 0;
    if (this.filled > 0) {
      at = Math.min(64 - this.filled, bytes.length);
      this.block.set(bytes.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < 64) {
        return;
      }
      this.mix(this.block, 0);
      this.filled = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) {
      this.mix(bytes, at);
    }
    this.block.set(bytes.subarray(at), 0);
    this.filled = bytes.length - at;
  }

  /** In 64 hex digits; the object is used up. */
  digest() {
    const bits = BigInt(this.byteCount) * 8n;
    const tail = new Uint8Array((this.filled < 56 ? 64 : 128) - this.filled);
    tail[0] = 0x80;
    new DataView(tail.buffer).setBigUint64(tail.length - 8, bits);
    this.update(tail);
    return Array.from(this.state, (word) => word.toString(16).padStart(8, '0')).join('');
  }

  /** @param {Uint8Array} bytes @param {number} from */
  mix(bytes, from) {
    const { words, state } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset + from, 64);
    for (let at = 0; at < 16; at += 1) {
      words[at] = view.getUint32(at * 4);
    }
    for (let at = 16; at < 64; at += 1) {
      const early = words[at - 15] ?? 0;
      const late = words[at - 2] ?? 0;
      const low = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
      const high = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
      words[at] = ((words[at - 16] ?? 0) + low + (words[at - 7] ?? 0) + high) | 0;
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    for (let at = 0; at < 64; at += 1) {
      const sigma1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const one = (h + sigma1 + ((e & f) ^ (~e & g)) + (roundConstants[at] ?? 0) + (words[at] ?? 0)) | 0;
      const sigma0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const two = (sigma0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    const added = [a, b, c, d, e, f, g, h];
    for (let at = 0; at < 8; at += 1) {
      state[at] = ((state[at] ?? 0) + (added[at] ?? 0)) | 0;
    }
  }
}

/** Up to this size the browser's own, quicker function is asked. */
const wholeLimit = 64 * 1024 * 1024;
const pieceSize = 4 * 1024 * 1024;

/**
 * SHA-256 of a chosen file, in pieces when it is large.
 * @param {Blob} file
 * @param {AbortSignal} signal
 * @param {(done: number) => void} onProgress
 * @returns {Promise<string>}
 */
async function digestOfFile(file, signal, onProgress) {
  if (file.size <= wholeLimit && window.crypto?.subtle !== undefined) {
    const digest = new Uint8Array(await window.crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    onProgress(file.size);
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }
  const hash = new Sha256();
  for (let at = 0; at < file.size; at += pieceSize) {
    signal.throwIfAborted();
    hash.update(new Uint8Array(await file.slice(at, at + pieceSize).arrayBuffer()));
    onProgress(Math.min(file.size, at + pieceSize));
  }
  return hash.digest();
}
