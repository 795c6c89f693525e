import { createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { canonicalJson } from '../history/canonical-json.ts';
import { fingerprintOf, type Signer, signatureCheck } from '../history/device-key.ts';
import {
  type ArgonCost,
  argonCostSchema,
  chooseCost,
  derivePassphraseKey,
  type KeyDerivationPolicy,
} from '../store/key-derivation.ts';
import { requireGoodPassphrase } from '../store/passphrase-policy.ts';
import { seal, unseal } from '../store/seal.ts';
import { systemErrorCode, writeWholeFile } from '../store/whole-file.ts';

/** A person's key, open for as long as it is needed. */
export type PersonalSigner = Signer & { /** As the person wrote it: "Dana Attorney". */ readonly name: string };

const format = 'frame-of-record/signing-key/v1';
const largestFileBytes = 16 * 1024;

const keyFileSchema = z.strictObject({
  format: z.literal(format),
  name: z.string().min(1).max(200),
  fingerprint: z.string(),
  /** Base64 of the 32 raw bytes. */
  publicKey: z.string(),
  algorithm: z.literal('argon2id+aes-256-gcm'),
  cost: argonCostSchema,
  /** Base64. */
  salt: z.string(),
  sealed: z.string(),
});
type KeyFile = z.infer<typeof keyFileSchema>;

const keyPairSchema = z.object({ d: z.string(), x: z.string() });

/** Everything of the file but the sealed seed is authenticated with it. */
function boundTo({ name, fingerprint, publicKey, cost, salt }: Omit<KeyFile, 'sealed'>): string {
  return canonicalJson({ purpose: format, name, fingerprint, publicKey, cost, salt });
}

/** The name in a signed note has no spaces and no plus sign; the person's own name stands in the keyring. */
function noteName(name: string, fingerprint: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return `attorney/${slug.slice(0, 40) || fingerprint.slice(0, 9)}`;
}

/**
 * Makes an Ed25519 key and writes it to a new file, sealed under a passphrase (Argon2id, AES-256-GCM). Nothing of it is
 * kept anywhere else. Errors: `weak-passphrase`, `destination-exists`, `destination-unusable`, `disk-full`.
 */
export async function createSigningKey(
  file: string,
  person: { readonly name: string; readonly passphrase: string },
  policy: KeyDerivationPolicy,
): Promise<{ readonly fingerprint: string }> {
  requireGoodPassphrase(person.passphrase);
  const pair = keyPairSchema.parse(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  const publicKey = Buffer.from(pair.x, 'base64url');
  const fingerprint = fingerprintOf(publicKey);
  const cost: ArgonCost = await chooseCost(policy);
  const salt = randomBytes(16);
  const head = {
    format,
    name: person.name,
    fingerprint,
    publicKey: publicKey.toString('base64'),
    algorithm: 'argon2id+aes-256-gcm',
    cost,
    salt: salt.toString('base64'),
  } as const;
  const wrapping = await derivePassphraseKey(person.passphrase, salt, cost);
  const seed = Buffer.from(pair.d, 'base64url');
  const sealed = seal(wrapping, seed, boundTo(head)).toString('base64');
  wrapping.fill(0);
  seed.fill(0);
  await writeWholeFile(file, `${JSON.stringify({ ...head, sealed }, null, 1)}\n`);
  return { fingerprint };
}

function unusable(file: string, cause?: unknown): AppError {
  return new AppError(
    'bad-request',
    `${path.basename(file)} is not a signing key that this program made, or it was changed. Choose the key file, or a copy of it.`,
    {},
    cause,
  );
}

async function readKeyFile(file: string): Promise<KeyFile> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (thrown) {
    if (systemErrorCode(thrown) === '') {
      throw thrown;
    }
    throw new AppError(
      'source-unreadable',
      `The signing key ${path.basename(file)} cannot be read (${systemErrorCode(thrown)}). Check that its drive is connected.`,
      {},
      thrown,
    );
  }
  if (text.length > largestFileBytes) {
    throw unusable(file);
  }
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch (thrown) {
    throw unusable(file, thrown);
  }
}

/**
 * Opens a key file. Errors: `wrong-passphrase`; `source-unreadable`; `bad-request` for what is no key file, was changed, or
 * asks for less work than the policy's floor.
 */
export async function openSigningKey(
  file: string,
  passphrase: string,
  policy: KeyDerivationPolicy,
): Promise<PersonalSigner> {
  const { sealed, ...head } = await readKeyFile(file);
  const publicKey = Buffer.from(head.publicKey, 'base64');
  const isWeak = head.cost.memoryKib < policy.floor.memoryKib || head.cost.passes < policy.floor.passes;
  if (isWeak || publicKey.length !== 32 || fingerprintOf(publicKey) !== head.fingerprint) {
    throw unusable(file);
  }
  const wrapping = await derivePassphraseKey(passphrase, Buffer.from(head.salt, 'base64'), head.cost);
  const seed = unseal(wrapping, Buffer.from(sealed, 'base64'), boundTo(head));
  wrapping.fill(0);
  if (seed === null) {
    throw new AppError(
      'wrong-passphrase',
      `This passphrase does not open the signing key of ${head.name}. Check the language of the keyboard and the Caps Lock key.`,
    );
  }
  const privateKey = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', d: seed.toString('base64url'), x: publicKey.toString('base64url') },
    format: 'jwk',
  });
  seed.fill(0);
  const signer: PersonalSigner = {
    name: head.name,
    keyName: noteName(head.name, head.fingerprint),
    publicKey,
    fingerprint: head.fingerprint,
    sign: (bytes) => sign(null, bytes, privateKey),
  };
  const probe = Buffer.from(`self-test ${signer.fingerprint}`);
  if (!signatureCheck(publicKey)(probe, signer.sign(probe))) {
    throw unusable(file);
  }
  return signer;
}
