import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { toAppError } from '../../domain/app-error.ts';
import type { Packet } from '../../domain/packet.ts';
import { listDeviceKeys } from '../history/device-key.ts';
import { listPendingInputs } from '../jobs/job-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { syncFolder, systemErrorCode } from '../store/whole-file.ts';
import { type MatterBeforeJobs, recordSealed } from './acknowledge-packet.ts';
import { isThere, partialFolder, placeError, removePartial } from './packet-place.ts';
import { listPackets, noteDraftDigest, packetFolder } from './packet-store.ts';
import { verifyPacketAt } from './verify-packet.ts';

/**
 * Puts right what a dead engine left of packets that were being sealed; runs before the first job does. An unfinished
 * folder is left to the job that goes on with it, and removed when there is none; a folder that got its final name but was not acknowledged is taken for what it is, or set aside.
 */
export async function recoverPackets(matter: MatterBeforeJobs): Promise<void> {
  const pending = listPendingInputs(matter.database, 'seal-packet').map((input) => pendingSchema.parse(input).packetId);
  for (const packet of listPackets(matter.database).filter((candidate) => candidate.state === 'draft')) {
    try {
      if (await isThere(path.dirname(packetFolder(matter.folder.root, packet)))) {
        await settleDraft(matter, packet, { isGoingOn: pending.includes(packet.id) });
      }
    } catch (thrown) {
      // A destination that cannot be reached must not keep the matter closed: it is recorded, and sealing again says more.
      recordRecovery(matter, packet, 'not-reachable', toAppError(placeError(thrown, packet.folder)).message);
    }
  }
}

const pendingSchema = z.looseObject({ packetId: z.string() });

/**
 * Removes, inside the transaction that cancels a queued job, what an interrupted run of it left. A place that cannot be
 * reached does not keep the job from being cancelled: it is recorded, and the next start tries again.
 */
export function clearPartialNow(matter: MatterBeforeJobs, packet: Packet): void {
  const folder = packetFolder(matter.folder.root, packet);
  try {
    rmSync(partialFolder(folder), { recursive: true, force: true });
  } catch (thrown) {
    recordRecovery(matter, packet, 'not-reachable', toAppError(placeError(thrown, folder)).message);
  }
}

/**
 * Clears the place of a draft, but for an unfinished folder that its job goes on with. Answers true when its folder stands there whole, signed by this matter's key and with the
 * very digest that was noted before it got its name: then it is acknowledged now. Anything else under that name, if the
 * draft had come so far, is set aside as `<name>.unacknowledged` and never deleted.
 */
export async function settleDraft(
  matter: MatterBeforeJobs,
  packet: Packet,
  { isGoingOn }: { readonly isGoingOn: boolean },
): Promise<boolean> {
  const folder = packetFolder(matter.folder.root, packet);
  if (packet.digest === null) {
    if (!isGoingOn) {
      await removePartial(folder);
    }
    return false;
  }
  if (await isThere(folder)) {
    const byteCount = await wholeByteCount(matter, folder, packet.digest);
    if (byteCount !== null) {
      recordSealed(matter, packet, { digest: packet.digest, byteCount, isRecovered: true });
      await removePartial(folder);
      return true;
    }
    const aside = await freeAside(folder);
    await rename(folder, aside);
    await syncFolder(path.dirname(folder));
    recordRecovery(matter, packet, 'set-aside', path.basename(aside));
  }
  if (!isGoingOn) {
    await removePartial(folder);
  }
  inTransaction(matter.database, () => noteDraftDigest(matter.database, packet.id, null));
  return false;
}

async function wholeByteCount(matter: MatterBeforeJobs, folder: string, digest: string): Promise<number | null> {
  const keys = listDeviceKeys(matter.database).map((key) => key.fingerprint);
  const report = await verifyPacketAt(folder, { keys });
  if (report.level !== 0) {
    return null;
  }
  return (await digestOfPacket(folder)) === digest ? report.byteCount : null;
}

/** The packet's digest as its folder states it; null when there is no tag manifest. */
export async function digestOfPacket(folder: string): Promise<string | null> {
  try {
    const bytes = await readFile(path.join(folder, 'tagmanifest-sha256.txt'));
    return createHash('sha256').update(bytes).digest('hex');
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT' || systemErrorCode(thrown) === 'ENOTDIR') {
      return null;
    }
    throw placeError(thrown, folder);
  }
}

async function freeAside(folder: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${folder}.unacknowledged${number === 1 ? '' : `-${number}`}`;
    if (!(await isThere(name))) {
      return name;
    }
  }
}

function recordRecovery(matter: MatterBeforeJobs, packet: Packet, outcome: string, detail: string): void {
  inTransaction(matter.database, () => {
    matter.custody.append({
      type: 'recovery',
      refs: [`packet:${packet.id}`],
      data: { packet: packet.name, outcome, detail: detail.toWellFormed() },
    });
  });
}
