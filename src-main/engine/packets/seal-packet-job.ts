import { rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { packetIdSchema } from '../../domain/identifier.ts';
import type { Packet } from '../../domain/packet.ts';
import type { PacketPlan } from '../../domain/packet-plan.ts';
import { defineJobKind, type JobContext, type JobOutput, stopReason } from '../jobs/job-kind.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { syncFolder } from '../store/whole-file.ts';
import { recordFailure, recordSealed } from './acknowledge-packet.ts';
import { fillPacket } from './fill-packet.ts';
import { estimateBytes } from './make/estimate-packet.ts';
import { exhibitSources, requireWholeOriginals } from './make/exhibit-sources.ts';
import { partsOf } from './make/packet-journal.ts';
import { requireGoingOn } from './packet-digests.ts';
import {
  partialBytes,
  partialFolder,
  placeError,
  removePartial,
  requireFreePlace,
  requireRoom,
} from './packet-place.ts';
import { findPacket, noteDraftDigest, packetFolder, readPacketPlan } from './packet-store.ts';
import { findCosigner, forgetCosigner } from './plan/waiting-cosigners.ts';
import { rulesOf } from './profile-rules.ts';
import { clearPartialNow, settleDraft } from './recover-packets.ts';
import { verifyPacketAt } from './verify-packet.ts';

const inputSchema = z.strictObject({ packetId: packetIdSchema });
type SealContext = JobContext<z.infer<typeof inputSchema>>;

/**
 * Seals a packet: originals checked, exhibits made, everything written under an unfinished name, verified there by the
 * verifier that goes along, renamed, and only then acknowledged. Killed at any moment, it leaves either an unfinished folder
 * with a journal of its whole files, which the next start goes on with, or a whole packet that is recognised. When a person
 * cancels it, or it fails, nothing stays.
 */
export const sealPacketJob = defineJobKind({
  kind: 'seal-packet',
  lane: 'encode',
  unit: 'frames',
  inputSchema,
  async run(context) {
    const { matter, input } = context;
    const packet = findPacket(matter.database, input.packetId);
    if (packet.state === 'draft' && !(await settleDraft(matter, packet, { isGoingOn: true }))) {
      await seal(context, packet);
    }
    return outputOf(findPacket(matter.database, packet.id));
  },
  cancelQueued({ matter, input }) {
    const packet = findPacket(matter.database, input.packetId);
    forgetCosigner(packet.id);
    recordFailure(matter, packet, new AppError('cancelled', 'Sealing was cancelled before it began.'));
    clearPartialNow(matter, packet);
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
    forgetCosigner(packet.id);
  } catch (thrown) {
    const failure = toAppError(placeError(thrown, folder));
    // When the matter is only being closed, the job comes back and goes on with what is whole: nothing has failed.
    if (signal.reason !== stopReason) {
      forgetCosigner(packet.id);
      try {
        await removePartial(folder);
      } finally {
        recordFailure(matter, packet, failure);
      }
    }
    throw failure;
  }
}

/** The attorney's key, which is kept in memory only. Errors: `bad-request` when it is gone. */
function cosignerOf(packet: Packet, { cosigner }: PacketPlan) {
  const signer = findCosigner(packet.id);
  if (cosigner !== null && signer?.fingerprint !== cosigner.fingerprint) {
    throw new AppError(
      'bad-request',
      `The key of ${cosigner.name} is not kept, and the program was restarted before ${packet.name} was signed. Seal the packet again and give the key again.`,
    );
  }
  return signer;
}

async function sealAt(context: SealContext, packet: Packet, folder: string): Promise<void> {
  const { matter, signal, progress } = context;
  const plan = readPacketPlan(matter.database, packet.id);
  const cosigner = cosignerOf(packet, plan);
  const into = path.dirname(folder);
  const partial = partialFolder(folder);
  const whole = partsOf(partial).packet;
  await requireFreePlace(into, path.basename(folder));
  const sources = exhibitSources(matter, plan);
  const { largest, all } = estimateBytes(plan, sources, rulesOf(packet.profile));
  await requireRoom(into, largest, Math.max(0, all - (await partialBytes(partial))));
  await requireWholeOriginals({ signal, progress }, sources.values());
  const filling = { matter, packet, plan, sources, partial, cosigner, signal, progress };
  const { digest, byteCount } = await fillPacket(filling);
  await requireSound(context, matter, whole, byteCount);
  requireGoingOn(signal);
  await requireFreePlace(into, path.basename(folder));
  inTransaction(matter.database, () => noteDraftDigest(matter.database, packet.id, digest));
  await rename(whole, folder);
  await syncFolder(into);
  recordSealed(matter, packet, { digest, byteCount, isRecovered: false });
  await removePartial(folder);
}

/** The last look before the packet gets its name, by the verifier that travels in it. Errors: `packet-invalid`. */
async function requireSound(context: SealContext, matter: OpenMatter, whole: string, total: number): Promise<void> {
  let done = 0;
  const report = await verifyPacketAt(whole, {
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
