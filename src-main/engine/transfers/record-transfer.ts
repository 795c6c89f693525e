import { createHash } from 'node:crypto';
import path from 'node:path';
import type { AppError } from '../../domain/app-error.ts';
import type { Packet } from '../../domain/packet.ts';
import type { Acknowledgement, Transfer, TransferFile } from '../../domain/transfer.ts';
import { makeCheckpoint } from '../history/checkpoint.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { findPacket, findSealedPacket } from '../packets/packet-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { partsText } from './hand-over-papers.ts';
import type { OpenedHandOver } from './open-hand-over.ts';
import { dropTransferKey, insertAcknowledgement, markTransfer, noteFiles } from './transfer-store.ts';

/** A custody entry holds 64 KiB; of more files than this the list's digest stands for them. */
const mostListedFiles = 200;

function transferData(packet: Packet, transfer: Transfer) {
  return {
    packet: packet.name,
    packetDigest: packet.digest,
    transfer: transfer.id,
    recipient: transfer.deliveredTo,
    method: transfer.method,
    medium: transfer.medium,
    sealNumber: transfer.sealNumber,
    encryptedTo: transfer.recipients.map(({ name, fingerprint, isEscrow, isConfirmed }) => ({
      name,
      fingerprint,
      isEscrow,
      isConfirmed,
    })),
    escrowLeftOut: transfer.isEscrowLeftOut,
  };
}

/**
 * From this transaction on the packet counts as handed over: row, custody entry, and a signed checkpoint after it, which
 * the receipt carries out of the matter. The key is forgotten.
 */
export function recordHandedOver(
  matter: OpenMatter,
  transfer: Transfer,
  packet: Packet,
  files: readonly TransferFile[],
): void {
  inTransaction(matter.database, () => {
    const { database } = matter;
    const byteCount = files.length === 0 ? packet.byteCount : files.reduce((sum, file) => sum + file.byteCount, 0);
    dropTransferKey(database, transfer.id);
    noteFiles(database, transfer.id, files);
    markTransfer(database, transfer.id, { state: 'handed-over', byteCount, endedAt: matter.clock.now() });
    matter.custody.append({
      type: 'transfer.out',
      refs: [`packet:${packet.id}`],
      data: {
        ...transferData(packet, transfer),
        byteCount,
        fileCount: files.length,
        partsSha256:
          files.length === 0 ? null : createHash('sha256').update(partsText(packet.name, files)).digest('hex'),
        files: files.length > mostListedFiles ? [] : files.map((file) => ({ ...file })),
      },
    });
    makeCheckpoint(matter);
  });
  matter.events.emit('transfers.changed', { packetId: packet.id });
}

/** Says that a hand-over was begun and not finished. May be called inside a transaction. */
export function recordNotHandedOver(
  matter: OpenMatter,
  transfer: Transfer,
  state: 'failed' | 'cancelled',
  error: AppError,
): void {
  inTransaction(matter.database, () => {
    const packet = findPacket(matter.database, transfer.packetId);
    if (state === 'cancelled') {
      dropTransferKey(matter.database, transfer.id);
    }
    markTransfer(matter.database, transfer.id, { state, byteCount: null, endedAt: matter.clock.now() });
    matter.custody.append({
      type: 'export.fail',
      refs: [`packet:${packet.id}`],
      data: {
        packet: packet.name,
        transfer: transfer.id,
        recipient: transfer.deliveredTo,
        code: error.code,
        message: error.message.toWellFormed(),
      },
    });
  });
  matter.events.emit('transfers.changed', { packetId: transfer.packetId });
}

export function recordAcknowledgement(matter: OpenMatter, transfer: Transfer, acknowledgement: Acknowledgement): void {
  inTransaction(matter.database, () => {
    const packet = findPacket(matter.database, transfer.packetId);
    insertAcknowledgement(matter.database, transfer.id, acknowledgement);
    matter.custody.append({
      type: 'transfer.acknowledge',
      refs: [`packet:${packet.id}`],
      data: {
        packet: packet.name,
        packetDigest: packet.digest,
        transfer: transfer.id,
        recipient: acknowledgement.receivedBy,
        receivedOn: acknowledgement.receivedOn,
        how: acknowledgement.how,
        note: acknowledgement.note,
      },
    });
  });
  matter.events.emit('transfers.changed', { packetId: transfer.packetId });
}

/**
 * Says that a packet, of this matter or of anybody else, was decrypted and unpacked on this workstation, and how its
 * verification ended. Where it was put is not said: that is a place of this machine.
 */
export function recordOpened(matter: OpenMatter, opened: OpenedHandOver): void {
  const { verification, digest, file, partCount, openedWith } = opened;
  const packet = digest === null ? null : findSealedPacket(matter.database, digest);
  inTransaction(matter.database, () => {
    matter.custody.append({
      type: 'transfer.open',
      refs: packet === null ? [] : [`packet:${packet.id}`],
      data: {
        packet: packet?.name ?? path.basename(opened.folder),
        packetDigest: digest,
        file: file.toWellFormed(),
        partCount,
        openedWith,
        signedBy: verification.signature.key,
        result: verification.result,
        level: verification.level,
        fileCount: verification.fileCount,
        byteCount: verification.byteCount,
      },
    });
  });
}
