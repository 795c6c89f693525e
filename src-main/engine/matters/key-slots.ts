import { hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import type { MatterId } from '../../domain/identifier.ts';
import { canonicalJson } from '../history/canonical-json.ts';
import { type ArgonCost, derivePassphraseKey, type KeyDerivationPolicy } from '../store/key-derivation.ts';
import { seal, unseal } from '../store/seal.ts';
import type { KeySlot, MatterHeader } from './matter-header.ts';
import { readRecoveryKey } from './recovery-key.ts';

type SlotParameters =
  | Omit<Extract<KeySlot, { kind: 'passphrase' }>, 'sealed' | 'salt'>
  | Omit<Extract<KeySlot, { kind: 'recovery' }>, 'sealed' | 'salt'>;

/** Everything of a slot but the sealed key is authenticated with it: a slot with other parameters does not open. */
function boundTo(matterId: MatterId, parameters: SlotParameters, salt: Buffer): string {
  const cost = parameters.kind === 'passphrase' ? parameters.cost : null;
  return canonicalJson({
    purpose: 'frame-of-record/key-slot/v1',
    matterId,
    slotId: parameters.id,
    kind: parameters.kind,
    algorithm: parameters.algorithm,
    cost,
    salt: salt.toString('hex'),
  });
}

function recoveryWrappingKey(recoveryKey: Buffer, salt: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', recoveryKey, salt, 'frame-of-record/v1/recovery-slot', 32));
}

/** A slot that this passphrase opens. */
export async function passphraseSlot(
  matterKey: Buffer,
  matterId: MatterId,
  passphrase: string,
  cost: ArgonCost,
): Promise<KeySlot> {
  const parameters = { id: randomUUID(), kind: 'passphrase', algorithm: 'argon2id', cost } as const;
  const salt = randomBytes(16);
  const wrapping = await derivePassphraseKey(passphrase, salt, cost);
  const sealed = seal(wrapping, matterKey, boundTo(matterId, parameters, salt));
  wrapping.fill(0);
  return { ...parameters, salt, sealed };
}

/** A slot that the printed recovery key opens. */
export function recoverySlot(matterKey: Buffer, matterId: MatterId, recoveryKey: Buffer): KeySlot {
  const parameters = { id: randomUUID(), kind: 'recovery', algorithm: 'hkdf-sha256' } as const;
  const salt = randomBytes(16);
  const wrapping = recoveryWrappingKey(recoveryKey, salt);
  const sealed = seal(wrapping, matterKey, boundTo(matterId, parameters, salt));
  wrapping.fill(0);
  return { ...parameters, salt, sealed };
}

export type Unlocked = { readonly matterKey: Buffer; readonly slot: KeySlot['kind'] };

/**
 * The matter key behind what a person typed: a passphrase, or the recovery key in its place.
 * Errors: `wrong-passphrase`; `matter-damaged` when a slot asks for less work than the policy's floor.
 */
export async function unlock(header: MatterHeader, typed: string, policy: KeyDerivationPolicy): Promise<Unlocked> {
  const recoveryKey = readRecoveryKey(typed);
  for (const slot of header.slots) {
    const wrapping = await wrappingKey(slot, typed, recoveryKey, policy);
    if (wrapping === null) {
      continue;
    }
    const matterKey = unseal(wrapping, slot.sealed, boundTo(header.matterId, slot, slot.salt));
    wrapping.fill(0);
    if (matterKey !== null) {
      recoveryKey?.fill(0);
      return { matterKey, slot: slot.kind };
    }
  }
  recoveryKey?.fill(0);
  throw new AppError(
    'wrong-passphrase',
    'This passphrase does not open the matter. Check the language of the keyboard and the Caps Lock key, or type the printed recovery key instead.',
  );
}

async function wrappingKey(
  slot: KeySlot,
  typed: string,
  recoveryKey: Buffer | null,
  policy: KeyDerivationPolicy,
): Promise<Buffer | null> {
  if (slot.kind === 'recovery') {
    return recoveryKey === null ? null : recoveryWrappingKey(recoveryKey, slot.salt);
  }
  if (recoveryKey !== null) {
    return null;
  }
  if (slot.cost.memoryKib < policy.floor.memoryKib || slot.cost.passes < policy.floor.passes) {
    throw new AppError(
      'matter-damaged',
      'The protection of this matter was weakened by a change to matter.json, so the passphrase was not used. Put back a copy of this file from a backup.',
      { ...slot.cost },
    );
  }
  return await derivePassphraseKey(typed, slot.salt, slot.cost);
}
