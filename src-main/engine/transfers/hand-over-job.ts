import path from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../domain/app-error.ts';
import { transferIdSchema } from '../../domain/identifier.ts';
import { type Packet, verificationLevels } from '../../domain/packet.ts';
import type { Transfer, TransferFile } from '../../domain/transfer.ts';
import { listDeviceKeys } from '../history/device-key.ts';
import { defineJobKind, type JobContext, type JobOutput, stopReason } from '../jobs/job-kind.ts';
import { findPacket, packetFolder } from '../packets/packet-store.ts';
import { sizesBelow } from '../store/drive-space.ts';
import { inTransaction } from '../store/transaction.ts';
import { writeWholeFile } from '../store/whole-file.ts';
import { beginAge } from './age-keys.ts';
import { checkPacket } from './check-packet.ts';
import { copyPacket, removeCopy } from './copy-packet.ts';
import { destinationError, isThere, requireFolder, requireSpace } from './destination.ts';
import { joinName, partsName, wholeName } from './hand-over-names.ts';
import { joinText, partsText } from './hand-over-papers.ts';
import { packZip } from './pack-zip.ts';
import { listPacketFiles, type PacketFile } from './packet-files.ts';
import { recordHandedOver, recordNotHandedOver } from './record-transfer.ts';
import { requireSealed } from './request-hand-over.ts';
import { plainSegments, type Segments, sealedSegments } from './segments.ts';
import {
  dropTransferKey,
  findTransfer,
  findTransferKey,
  keepTransferKey,
  markTransfer,
  noteFiles,
  type TransferKey,
} from './transfer-store.ts';
import { countKept, nameTaken, planParts, removeWritten, writeParts } from './write-parts.ts';

const inputSchema = z.strictObject({ transferId: transferIdSchema });
type HandOverContext = JobContext<z.infer<typeof inputSchema>>;
type Work = {
  readonly context: HandOverContext;
  readonly transfer: Transfer;
  readonly packet: Packet;
  readonly source: string;
  readonly files: readonly PacketFile[];
};

/**
 * Verifies a sealed packet and writes it as one file, as parts, or as a folder. Started again after a stop, a failure or
 * a dead engine, it keeps every part that stands there whole and goes on after it: the packed bytes are the same each
 * time, and the key of an encrypted one is kept in the matter until the hand-over has ended. Cancelled, it takes away
 * what it wrote and forgets the key.
 */
export const handOverJob = defineJobKind({
  kind: 'hand-over',
  lane: 'disk',
  unit: 'bytes',
  inputSchema,
  async run(context) {
    const { matter, input } = context;
    const transfer = findTransfer(matter.database, input.transferId);
    if (transfer.state !== 'handed-over') {
      await handOver(context, transfer);
    }
    return outputOf(findTransfer(matter.database, input.transferId));
  },
  cancelQueued({ matter, input }) {
    const transfer = findTransfer(matter.database, input.transferId);
    recordNotHandedOver(
      matter,
      transfer,
      'cancelled',
      new AppError('cancelled', 'The hand-over was cancelled before it began.'),
    );
  },
});

function outputOf(transfer: Transfer): JobOutput {
  return { transferId: transfer.id, byteCount: transfer.byteCount, fileCount: transfer.files.length };
}

async function handOver(context: HandOverContext, transfer: Transfer): Promise<void> {
  const { matter, signal } = context;
  try {
    if (transfer.state !== 'preparing') {
      reopenTransfer(context, transfer);
    }
    await handOverAt(context, transfer);
  } catch (thrown) {
    // When the matter is only being closed, the job comes back and goes on.
    if (signal.reason === stopReason) {
      throw thrown;
    }
    if (signal.aborted) {
      await clearWritten(context, transfer);
      const cancelled = new AppError('cancelled', 'The hand-over was cancelled; what it had written was taken away.');
      recordNotHandedOver(matter, transfer, 'cancelled', cancelled);
      throw cancelled;
    }
    const failure = toAppError(destinationError(thrown, transfer.folder));
    if (failure.code === 'packet-invalid') {
      // Nothing more may be encrypted with the key of a packet that has other bytes now.
      await clearWritten(context, transfer);
      inTransaction(matter.database, () => dropTransferKey(matter.database, transfer.id));
    }
    recordNotHandedOver(matter, transfer, 'failed', failure);
    throw failure;
  }
}

/** Tried again after it had ended. A phrase that was forgotten cannot be had again. Errors: `bad-request`. */
function reopenTransfer({ matter }: HandOverContext, transfer: Transfer): void {
  if (transfer.method === 'age-phrase' && findTransferKey(matter.database, transfer.id) === null) {
    throw new AppError(
      'bad-request',
      'The phrase of this hand-over was forgotten when it ended. Hand the packet over anew; a new phrase is drawn.',
    );
  }
  inTransaction(matter.database, () =>
    markTransfer(matter.database, transfer.id, { state: 'preparing', byteCount: null, endedAt: null }),
  );
  matter.events.emit('transfers.changed', { packetId: transfer.packetId });
}

async function clearWritten({ matter }: HandOverContext, transfer: Transfer): Promise<void> {
  try {
    const { files, packetId } = findTransfer(matter.database, transfer.id);
    await removeWritten(transfer.folder, files);
    if (transfer.method === 'folder') {
      await removeCopy(path.join(transfer.folder, findPacket(matter.database, packetId).name));
    }
  } catch (thrown) {
    // A drive that is gone keeps what it has; the log says that the hand-over was not finished.
    if (!(destinationError(thrown, transfer.folder) instanceof AppError)) {
      throw thrown;
    }
  }
  inTransaction(matter.database, () => noteFiles(matter.database, transfer.id, []));
}

async function handOverAt(context: HandOverContext, transfer: Transfer): Promise<void> {
  const { matter } = context;
  const packet = findPacket(matter.database, transfer.packetId);
  requireSealed(packet);
  const source = packetFolder(matter.folder.root, packet);
  await requireFolder(transfer.folder);
  await requireRoom(transfer, packet, source);
  await requireSound(context, packet, source);
  const files = await listPacketFiles(source, packet.digest ?? '');
  const work: Work = { context, transfer, packet, source, files };
  const written = transfer.method === 'folder' ? await writeFolder(work) : await writeFiles(work);
  recordHandedOver(matter, transfer, packet, written);
}

/** Refuses what cannot fit before the packet is verified, which may take minutes; what is written is reckoned exactly then. */
async function requireRoom(
  { folder, method, partBytes, files }: Transfer,
  packet: Packet,
  source: string,
): Promise<void> {
  const total = packet.byteCount ?? 0;
  const isCopy = method === 'folder';
  const largest = isCopy ? Math.max(0, ...(await sizesBelow(source))) : Math.min(total, partBytes ?? total);
  await requireSpace(folder, largest, files.length === 0 ? total : 0, isCopy);
}

/** Sealed, whole, and the very packet this matter sealed. Errors: `packet-invalid`, `cancelled`. */
async function requireSound(
  { matter, signal, progress }: HandOverContext,
  packet: Packet,
  source: string,
): Promise<void> {
  let done = 0;
  const report = await checkPacket(source, {
    keys: listDeviceKeys(matter.database).map((key) => key.fingerprint),
    signal,
    onBytes(byteCount) {
      done += byteCount;
      progress({ done, total: packet.byteCount, unit: 'bytes verified' });
    },
  });
  if (report.level !== verificationLevels.pass) {
    throw new AppError(
      'packet-invalid',
      `The packet ${packet.name} does not pass its verification (${report.problems[0] ?? report.result}), so it is not handed over. Verify it to see every finding, and seal it anew.`,
      { level: report.level, problems: report.problems.slice(0, 20) },
    );
  }
}

async function writeFolder({ context, transfer, packet, files }: Work): Promise<TransferFile[]> {
  const target = path.join(transfer.folder, packet.name);
  if (await isThere(target)) {
    throw nameTaken(packet.name);
  }
  const total = files.reduce((sum, file) => sum + file.byteCount, 0);
  await requireSpace(transfer.folder, Math.max(...files.map((file) => file.byteCount)), total, true);
  let done = 0;
  await copyPacket(files, target, context.signal, (byteCount) => {
    done += byteCount;
    context.progress({ done, total, unit: 'bytes' });
  });
  return [];
}

async function writeFiles(work: Work): Promise<TransferFile[]> {
  const start = await findStart(work);
  const zip = packZip(work.packet.name, work.files);
  try {
    const { byteCount, chunks } = zip;
    return await writeAsParts(
      work,
      start === null ? plainSegments(byteCount, chunks) : sealedSegments(byteCount, chunks, start),
    );
  } finally {
    zip.close();
  }
}

async function writeAsParts({ context, transfer, packet }: Work, bytes: Segments): Promise<TransferFile[]> {
  const { matter, signal, progress } = context;
  const parts = planParts(wholeName(packet.name, transfer.method), bytes.byteCount, transfer.partBytes);
  const recorded = findTransfer(matter.database, transfer.id).files;
  const keptCount = await countKept(transfer.folder, recorded, signal);
  await removeWritten(transfer.folder, recorded.slice(keptCount));
  const written = recorded.slice(0, keptCount);
  const keptBytes = written.reduce((sum, file) => sum + file.byteCount, 0);
  await requireSpace(transfer.folder, parts[0]?.byteCount ?? 0, bytes.byteCount - keptBytes, false);
  let done = 0;
  await writeParts(bytes, {
    folder: transfer.folder,
    parts,
    keptCount,
    signal,
    onBytes(byteCount) {
      done += byteCount;
      progress({ done, total: bytes.byteCount, unit: 'bytes' });
    },
    onPart(file) {
      written.push(file);
      inTransaction(matter.database, () => noteFiles(matter.database, transfer.id, written));
    },
  });
  const papers = [
    [partsName(packet.name), partsText(packet.name, written)],
    [joinName(packet.name), joinText(packet.name, transfer.method, written)],
  ] as const;
  for (const [name, text] of papers) {
    // Only this hand-over can have written them: their names were free when it was asked for.
    await writeWholeFile(path.join(transfer.folder, name), text, true);
  }
  return written;
}

/** The beginning of the encrypted file: as it was kept, or drawn anew for its recipients; null for a plain ZIP. */
async function findStart({ context, transfer }: Work): Promise<TransferKey | null> {
  const { database } = context.matter;
  if (transfer.method === 'zip') {
    return null;
  }
  const kept = findTransferKey(database, transfer.id);
  if (kept !== null) {
    return kept;
  }
  const start = await beginAge({ keys: transfer.recipients.map((recipient) => recipient.key) });
  inTransaction(database, () => keepTransferKey(database, transfer.id, start));
  return start;
}
