import type { PacketId } from '../../../domain/identifier.ts';
import type { PersonalSigner } from '../../signing-keys/signing-key-store.ts';

/**
 * Keys of attorneys between the asking for a packet and its signing. In memory only: when the engine ends, they are gone,
 * and the packet has to be asked for again.
 */
const waiting = new Map<PacketId, PersonalSigner>();

export function keepCosigner(id: PacketId, signer: PersonalSigner): void {
  waiting.set(id, signer);
}

export function findCosigner(id: PacketId): PersonalSigner | null {
  return waiting.get(id) ?? null;
}

export function forgetCosigner(id: PacketId): void {
  waiting.delete(id);
}
