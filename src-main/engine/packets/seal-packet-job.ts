import { rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { packetIdSchema } from '../../domain/identifier.ts';
import type { Packet, PacketPlan } from '../../domain/packet.ts';
import { defineJobKind, type JobContext, type JobOutput, stopReason } from '../jobs/job-kind.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { syncFolder } from '../store/whole-file.ts';
import { recordFailure, recordSealed } from './acknowledge-packet.ts';
import { fillPacket } from './fill-packet.ts';
import { type ExhibitSource, exhibitSources, requireWholeOriginals } from './make-exhibits.ts';
import { requireGoingOn } from './packet-digests.ts';
import { partialFolder, placeError, removePartial, requireFreePlace, requireRoom } from './packet-place.ts';
import { findPacket, noteDraftDigest, packetFolder, readPacketPlan } from './packet-store.ts';
import { settleDraft } from './recover-packets.ts';
import { verifyPacketAt } from './verify-packet.ts';

const inputSchema = z.strictObject({ packetId: packetIdSchema });
type SealContext = JobContext<z.infer<typeof inputSchema>>;

/**
 * Seals a packet: originals checked, exhibits made, everything written under an unfinished name, verified there by the
 * verifier that goes along, renamed, and only then acknowledged. Killed at any moment, it leaves either an unfinished name
 * that is cleared, or a whole packet that is recognised. Starting again means starting over.
 */
export const sealPacketJob = defineJobKind({
  kind: 'seal-packet',
  lane: 'encode',
  unit: 'frames',
  inputSchema,
  async run(context) {
    const { matter, input } = context;
    const packet = findPacket(matter.database, input.packetId);
    if (packet.state === 'draft' && !(await settleDraft(matter, packet))) {
      await seal(context, packet);
    }
    return outputOf(findPacket(matter.database, packet.id));
  },
  cancelQueued({ matter, input }) {
    const packet = findPacket(matter.database, input.packetId);
    recordFailure(matter, packet, new AppError('cancelled', 'Sealing was cancelled before it began.'));
  },
});

function outputOf(packet: Packet): JobOutput {
  return { packetId: packet.id, name: packet.name, digest: packet.digest, byteCount: packet.byteCount };
}

async function seal(context: SealContext, packet: Packet): Promise<void> {
  const { matter, signal } = context;
  const folder = packetFolder(matter.folder.root, packet);
  try {
    await sealAt(context, packet, folder);
  } catch (thrown) {
    const failure = toAppError(placeError(thrown, folder));
    try {
      await removePartial(folder);
    } finally {
      // When the matter is only being closed, the job comes back and starts over: nothing has failed.
      if (signal.reason !== stopReason) {
        recordFailure(matter, packet, failure);
      }
    }
    throw failure;
  }
}

async function sealAt(context: SealContext, packet: Packet, folder: string): Promise<void> {
  const { matter, signal, progress } = context;
  const plan = readPacketPlan(matter.database, packet.id);
  const into = path.dirname(folder);
  const partial = partialFolder(folder);
  await requireFreePlace(into, path.basename(folder));
  const sources = exhibitSources(matter, plan);
  const { largest, all } = estimate(plan, sources);
  await requireRoom(into, largest, all);
  const work = { matter, plan, signal, progress, dataFolder: path.join(partial, 'data') };
  await requireWholeOriginals(work, sources.values());
  const { digest, byteCount } = await fillPacket({ matter, packet, plan, sources, partial, signal, progress });
  await requireSound(context, matter, partial, byteCount);
  requireGoingOn(signal);
  await requireFreePlace(into, path.basename(folder));
  inTransaction(matter.database, () => noteDraftDigest(matter.database, packet.id, digest));
  await rename(partial, folder);
  await syncFolder(into);
  recordSealed(matter, packet, { digest, byteCount, isRecovered: false });
}

/** The last look before the packet gets its name, by the verifier that travels in it. Errors: `packet-invalid`. */
async function requireSound(context: SealContext, matter: OpenMatter, partial: string, total: number): Promise<void> {
  let done = 0;
  const report = await verifyPacketAt(partial, {
    keys: [matter.signer.fingerprint],
    signal: context.signal,
    onBytes: (byteCount) => {
      done += byteCount;
      context.progress({ done, total, unit: 'bytes verified' });
    },
  });
  if (report.level !== 0) {
    throw new AppError(
      'packet-invalid',
      `The packet did not pass its own verification (${report.problems[0] ?? report.result}), so it was not sealed. Check the destination's drive and try again.`,
      { level: report.level, problems: report.problems.slice(0, 20) },
    );
  }
}

/** Bytes the packet may need: natives as they are, clips as if encoded at twice the rate of their source. */
function estimate(plan: PacketPlan, sources: ReadonlyMap<string, ExhibitSource>): { largest: number; all: number } {
  const sizes: number[] = [];
  for (const { annotation } of plan.exhibits) {
    const source = sources.get(annotation.footageId);
    if (source !== undefined) {
      const share = (annotation.span.outFrame - annotation.span.inFrame) / source.index.count;
      sizes.push(Math.ceil(2 * share * source.footage.byteCount));
    }
  }
  if (plan.includeNative) {
    sizes.push(...[...sources.values()].map(({ footage }) => footage.byteCount));
  }
  return { largest: Math.max(...sizes), all: sizes.reduce((sum, size) => sum + size, 0) };
}
