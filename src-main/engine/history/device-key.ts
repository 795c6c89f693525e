import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { MatterId } from '../../domain/identifier.ts';
import type { Micros } from '../../domain/time.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { seal, unseal } from '../store/seal.ts';

/** Ed25519 key of this workstation in this matter. The private half never leaves this closure. */
export type Signer = {
  /** Name in signed notes (no spaces, no plus sign): the identity of the log. */
  readonly keyName: string;
  /** 32 raw bytes. */
  readonly publicKey: Buffer;
  readonly fingerprint: string;
  /** 64 bytes. */
  sign(bytes: Buffer): Buffer;
};

export type DeviceKey = { readonly fingerprint: string; readonly publicKey: Buffer; readonly createdAt: Micros };

/** First 16 bytes of SHA-256 over the raw public key as 8 groups of 4 hexadecimal digits, to compare on paper or by voice. */
export function fingerprintOf(publicKey: Buffer): string {
  const digits = createHash('sha256').update(publicKey).digest('hex').slice(0, 32);
  return (digits.match(/.{4}/g) ?? []).join('-');
}

/** A check of signatures by one raw public key. */
export type SignatureCheck = (bytes: Buffer, signature: Buffer) => boolean;

/** Errors: `bad-request` when these are not the 32 bytes of an Ed25519 key. */
export function signatureCheck(publicKey: Buffer): SignatureCheck {
  const key = importPublicKey(publicKey);
  return (bytes, signature) => signature.length === 64 && verify(null, bytes, key, signature);
}

/** As `signatureCheck`, on the thread pool: several of these run beside each other. */
export function signatureCheckAsync(publicKey: Buffer): (bytes: Buffer, signature: Buffer) => Promise<boolean> {
  const key = importPublicKey(publicKey);
  return (bytes, signature) =>
    new Promise((resolve, reject) => {
      if (signature.length !== 64) {
        resolve(false);
        return;
      }
      verify(null, bytes, key, signature, (error, isGood) => (error === null ? resolve(isGood) : reject(error)));
    });
}

/** Keys read so far: a log names few, and verifying asks for them again at every checkpoint. */
const importedKeys = new Map<string, KeyObject>();
const mostImportedKeys = 100;

function importPublicKey(publicKey: Buffer): KeyObject {
  if (publicKey.length !== 32) {
    throw new AppError('bad-request', `An Ed25519 public key has 32 bytes, not ${publicKey.length}.`);
  }
  const x = publicKey.toString('base64url');
  const known = importedKeys.get(x);
  if (known !== undefined) {
    return known;
  }
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (importedKeys.size >= mostImportedKeys) {
    importedKeys.clear();
  }
  importedKeys.set(x, key);
  return key;
}

const keyPairSchema = z.object({ d: z.string(), x: z.string() });
const deviceKeyRowSchema = z.strictObject({
  fingerprint: z.string(),
  public_key: z.instanceof(Buffer),
  sealed_seed: z.instanceof(Buffer),
  created_at: z.int().transform((value) => value as Micros),
});

/** What a device key is sealed under and bound to. `subkey`: 32 bytes derived from the matter key for this purpose only. */
export type DeviceKeyPlace = {
  readonly database: Database;
  readonly subkey: Buffer;
  readonly matterId: MatterId;
  readonly keyName: string;
};

function boundTo(matterId: MatterId, fingerprint: string): string {
  return `frame-of-record/device-key/v1|${matterId}|${fingerprint}`;
}

function signerOf(keyName: string, seed: string, publicKey: Buffer): Signer {
  const privateKey = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', d: seed, x: publicKey.toString('base64url') },
    format: 'jwk',
  });
  const signer: Signer = {
    keyName,
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    sign: (bytes) => sign(null, bytes, privateKey),
  };
  const probe = Buffer.from(`self-test ${signer.fingerprint}`);
  if (!signatureCheck(publicKey)(probe, signer.sign(probe))) {
    throw new AppError(
      'matter-damaged',
      'The signing key of this workstation failed its self-test. Nothing was changed; verify the matter and restore it from a backup.',
    );
  }
  return signer;
}

/** Makes a key and stores it sealed; call it in the transaction that records `key.create`. */
export function createDeviceKey(place: DeviceKeyPlace, now: Micros): Signer {
  const pair = keyPairSchema.parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  const publicKey = Buffer.from(pair.x, 'base64url');
  const signer = signerOf(place.keyName, pair.d, publicKey);
  const seed = Buffer.from(pair.d, 'base64url');
  place.database
    .prepare('INSERT INTO device_key (fingerprint, public_key, sealed_seed, created_at) VALUES (?, ?, ?, ?)')
    .run(signer.fingerprint, publicKey, seal(place.subkey, seed, boundTo(place.matterId, signer.fingerprint)), now);
  seed.fill(0);
  return signer;
}

/** Opens a stored key and tests it. Errors: `not-found`, `matter-damaged`. */
export function openDeviceKey(place: DeviceKeyPlace, fingerprint: string): Signer {
  const found = place.database.prepare('SELECT * FROM device_key WHERE fingerprint = ?').get(fingerprint);
  if (found === undefined) {
    throw new AppError('not-found', 'This matter has no signing key of this workstation yet.', { fingerprint });
  }
  const row = parseRow(deviceKeyRowSchema, found, 'signing key');
  const seed = unseal(place.subkey, row.sealed_seed, boundTo(place.matterId, fingerprint));
  if (seed === null || fingerprintOf(row.public_key) !== fingerprint) {
    throw new AppError(
      'matter-damaged',
      'The signing key kept in this matter was changed. Nothing was written; restore the matter from a backup.',
      { fingerprint },
    );
  }
  const signer = signerOf(place.keyName, seed.toString('base64url'), row.public_key);
  seed.fill(0);
  return signer;
}

/** All signing keys of the matter, oldest first. */
export function listDeviceKeys(database: Database): DeviceKey[] {
  return database
    .prepare('SELECT * FROM device_key ORDER BY created_at, fingerprint')
    .all()
    .map((row) => parseRow(deviceKeyRowSchema, row, 'signing key'))
    .map((row) => ({ fingerprint: row.fingerprint, publicKey: row.public_key, createdAt: row.created_at }));
}
