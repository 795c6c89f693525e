import { AppError, toAppError } from '../../domain/app-error.ts';
import type { Packet } from '../../domain/packet.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { markPacketSealed, readPacketPlan } from './packet-store.ts';
import { packetReferences } from './plan/packet-references.ts';

/** A matter as it is before its jobs run: enough to put packets right. */
export type MatterBeforeJobs = Omit<OpenMatter, 'jobs'>;

/** The packet's folder has its final name: from this transaction on it is sealed, and only from then is it said to be. */
export function recordSealed(
  matter: MatterBeforeJobs,
  packet: Packet,
  facts: { readonly digest: string; readonly byteCount: number; readonly isRecovered: boolean },
): void {
  inTransaction(matter.database, () => {
    markPacketSealed(matter.database, packet.id, {
      digest: facts.digest,
      byteCount: facts.byteCount,
      sealedAt: matter.clock.now(),
    });
    matter.custody.append({
      type: 'export.done',
      refs: packetReferences(packet.id, readPacketPlan(matter.database, packet.id)),
      data: {
        packet: packet.name,
        profile: packet.profile,
        exhibitCount: packet.exhibitCount,
        byteCount: facts.byteCount,
        digest: facts.digest,
        recovered: facts.isRecovered,
      },
    });
  });
  matter.events.emit('packets.changed', {});
}

/** Says in the custody log that a packet was asked for and not made. May be called inside a transaction. */
export function recordFailure(matter: MatterBeforeJobs, packet: Packet, thrown: unknown): void {
  const { code, message } = thrown instanceof AppError ? thrown : toAppError(thrown);
  inTransaction(matter.database, () => {
    matter.custody.append({
      type: 'export.fail',
      refs: [`packet:${packet.id}`],
      data: { packet: packet.name, code, message: message.toWellFormed() },
    });
  });
  matter.events.emit('packets.changed', {});
}
