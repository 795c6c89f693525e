import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { matterIdSchema } from '../../../../src-main/domain/identifier.ts';
import { microsSchema } from '../../../../src-main/domain/time.ts';
import { passphraseSlot, recoverySlot, unlock } from '../../../../src-main/engine/matters/key-slots.ts';
import type { KeySlot, MatterHeader } from '../../../../src-main/engine/matters/matter-header.ts';
import { newRecoveryKey, printRecoveryKey } from '../../../../src-main/engine/matters/recovery-key.ts';
import {
  chooseCost,
  type KeyDerivationPolicy,
  safeKeyDerivation,
} from '../../../../src-main/engine/store/key-derivation.ts';

const cheap: KeyDerivationPolicy = {
  floor: { memoryKib: 64, passes: 2 },
  cost: { memoryKib: 64, passes: 2, lanes: 1 },
};
const cost = { memoryKib: 64, passes: 2, lanes: 1 };
const matterId = matterIdSchema.parse(randomUUID());
const matterKey = randomBytes(32);

function header(...slots: KeySlot[]): MatterHeader {
  return { format: 'frame-of-record/matter', version: 1, matterId, createdAt: microsSchema.parse(0), slots };
}

const wrong = expect.objectContaining({ code: 'wrong-passphrase' });

describe('key slots', () => {
  it('open with the passphrase and with the recovery key, and with nothing else', async () => {
    const recoveryKey = newRecoveryKey();
    const both = header(
      await passphraseSlot(matterKey, matterId, 'correct passphrase', cost),
      recoverySlot(matterKey, matterId, recoveryKey),
    );
    expect(await unlock(both, 'correct passphrase', cheap)).toEqual({ matterKey, slot: 'passphrase' });
    expect(await unlock(both, printRecoveryKey(recoveryKey).toLowerCase(), cheap)).toEqual({
      matterKey,
      slot: 'recovery',
    });
    await expect(unlock(both, 'Correct passphrase', cheap)).rejects.toThrow(wrong);
    await expect(unlock(both, printRecoveryKey(newRecoveryKey()), cheap)).rejects.toThrow(wrong);
  });

  it('take a passphrase in whatever Unicode form the keyboard makes', async () => {
    const slot = await passphraseSlot(matterKey, matterId, 'Zu\u0308rich ﬁle', cost);
    expect((await unlock(header(slot), 'Z\u00fcrich file', cheap)).slot).toBe('passphrase');
  });

  it('do not open when anything of them was changed', async () => {
    const slot = await passphraseSlot(matterKey, matterId, 'correct passphrase', cost);
    if (slot.kind !== 'passphrase') {
      throw new Error('a passphrase slot was expected');
    }
    const flipped = Buffer.from(slot.sealed);
    flipped[20] = (flipped[20] ?? 0) ^ 1;
    const variants: KeySlot[] = [
      { ...slot, id: randomUUID() },
      { ...slot, salt: randomBytes(16) },
      { ...slot, cost: { ...slot.cost, passes: 3 } },
      { ...slot, cost: { ...slot.cost, memoryKib: 128 } },
      { ...slot, sealed: flipped },
    ];
    for (const variant of variants) {
      await expect(unlock(header(variant), 'correct passphrase', cheap)).rejects.toThrow(wrong);
    }
    const elsewhere = { ...header(slot), matterId: matterIdSchema.parse(randomUUID()) };
    await expect(unlock(elsewhere, 'correct passphrase', cheap)).rejects.toThrow(wrong);
  });

  it('are refused when they ask for less work than the floor, before the passphrase is used', async () => {
    const weak = await passphraseSlot(matterKey, matterId, 'correct passphrase', { ...cost, passes: 1 });
    await expect(unlock(header(weak), 'correct passphrase', cheap)).rejects.toThrow(
      expect.objectContaining({ code: 'matter-damaged' }),
    );
    const small = await passphraseSlot(matterKey, matterId, 'correct passphrase', { ...cost, memoryKib: 32 });
    await expect(unlock(header(small), 'correct passphrase', cheap)).rejects.toThrow(/weakened/);
    await expect(unlock(header(weak), 'correct passphrase', safeKeyDerivation)).rejects.toThrow(/weakened/);
  });

  it('cost, measured on this machine, at least the floor and at most about a second', async () => {
    const chosen = await chooseCost(safeKeyDerivation);
    expect(chosen.memoryKib).toBeGreaterThanOrEqual(65_536);
    expect(chosen.passes).toBeGreaterThanOrEqual(3);
    const began = performance.now();
    await passphraseSlot(matterKey, matterId, 'correct passphrase', chosen);
    const took = performance.now() - began;
    console.log(`argon2id ${JSON.stringify(chosen)}: ${Math.round(took)} ms`);
    expect(took).toBeLessThan(8000);
  });
});
