import { availableParallelism, totalmem } from 'node:os';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';

/** Argon2id with its cost: what stands in a key slot beside the salt. */
export const argonCostSchema = z.strictObject({
  memoryKib: z.int().min(8).max(2_097_152),
  passes: z.int().min(1).max(100),
  lanes: z.int().min(1).max(16),
});
export type ArgonCost = z.infer<typeof argonCostSchema>;

export type KeyDerivationPolicy = {
  /** A slot that asks for less was weakened by somebody and is refused. */
  readonly floor: { readonly memoryKib: number; readonly passes: number };
  /** The cost of new slots: measured on this machine, or as named. */
  readonly cost: 'measured' | ArgonCost;
};

const mebibyte = 1024;

/** RFC 9106's second recommendation as the floor, and about 0.5 to 1 second of this machine for new slots. */
export const safeKeyDerivation: KeyDerivationPolicy = {
  floor: { memoryKib: 64 * mebibyte, passes: 3 },
  cost: 'measured',
};

const argon2id = 2;
const greatestMemoryKib = 1024 * mebibyte;
const wantedMillis = 750;
const greatestPasses = 12;

/** 32 bytes from a passphrase (Unicode form NFKC) and a salt; runs off the main thread. */
export function derivePassphraseKey(passphrase: string, salt: Buffer, cost: ArgonCost): Promise<Buffer> {
  const bytes = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  return hashRaw(bytes, {
    algorithm: argon2id,
    memoryCost: cost.memoryKib,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    outputLen: 32,
    salt,
  }).finally(() => bytes.fill(0));
}

/** The cost of a new slot: memory first, then passes, until this machine needs about three quarters of a second. */
export async function chooseCost(policy: KeyDerivationPolicy): Promise<ArgonCost> {
  if (policy.cost !== 'measured') {
    return policy.cost;
  }
  const base: ArgonCost = { ...policy.floor, lanes: Math.min(4, availableParallelism()) };
  const began = performance.now();
  (await derivePassphraseKey('measure', Buffer.alloc(16), base)).fill(0);
  const budget = wantedMillis / Math.max(1, performance.now() - began);
  const memoryCap = Math.min(greatestMemoryKib, Math.floor(totalmem() / 1024 / 8));
  let factor = 1;
  while (factor * 2 <= budget && base.memoryKib * factor * 2 <= memoryCap) {
    factor *= 2;
  }
  const passes = Math.min(greatestPasses, Math.max(base.passes, Math.floor((base.passes * budget) / factor)));
  return { ...base, memoryKib: base.memoryKib * factor, passes };
}
