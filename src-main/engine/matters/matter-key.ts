import { hkdfSync, randomBytes } from 'node:crypto';

/**
 * The matter key: 32 random bytes from which every other key of the matter is derived. It is held only while a matter is
 * being opened or created.
 */
export function newMatterKey(): Buffer {
  return randomBytes(32);
}

export type SubkeyPurpose = 'database' | 'device-key';

/** HKDF-SHA256 of the matter key for one purpose, 32 bytes. */
export function deriveSubkey(matterKey: Buffer, purpose: SubkeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', matterKey, Buffer.alloc(0), `frame-of-record/v1/${purpose}`, 32));
}

/** Lends keys to `work` and wipes them afterwards, whatever happens. */
export async function withKeys<T, K extends Buffer[]>(keys: [...K], work: (...keys: K) => Promise<T> | T): Promise<T> {
  try {
    return await work(...keys);
  } finally {
    for (const key of keys) {
      key.fill(0);
    }
  }
}
