import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CallOutput, CallRequest } from '../../contract/api.ts';
import { AppError } from '../../domain/app-error.ts';
import type { Packet } from '../../domain/packet.ts';
import type { Transfer } from '../../domain/transfer.ts';
import type { CallContext } from '../engine-context.ts';
import { type Checkpoint, makeCheckpoint } from '../history/checkpoint.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { systemErrorCode, writeWholeFile } from '../store/whole-file.ts';
import { findTransfer } from '../transfers/transfer-store.ts';
import { readCoSigner } from './co-signer.ts';
import { receiptPdf, receiptText } from './documents/receipt.ts';
import type { ReceiptFacts } from './documents/receipt-facts.ts';
import { findPacket, packetFolder } from './packet-store.ts';
import { rulesOf } from './profile-rules.ts';

/**
 * Writes a receipt of a sealed packet, or of one of its hand-overs, as PDF and as text: its digest, a fresh checkpoint of
 * the custody log and the key's fingerprint. The checkpoint leaves the matter with the paper and is kept by this
 * workstation as well. Errors: `bad-request`, `not-found`, `destination-unusable`, `disk-full`, `matter-read-only`.
 */
export async function makeReceipt(
  context: CallContext,
  request: CallRequest<'packets.receipt'>,
): Promise<CallOutput<'packets.receipt'>> {
  const matter = context.matter();
  matter.requireWritable();
  const packet = findPacket(matter.database, request.packetId);
  const transfer = request.transferId === null ? null : findTransfer(matter.database, request.transferId);
  const folder = context.engine.grants.resolve(request.out, context.trust);
  requireReceiptOf(packet, transfer);
  const coSigner = await readCoSigner(packetFolder(matter.folder.root, packet), packet);
  const name = await freeName(folder, `${packet.name}-receipt`);
  const checkpoint = makeCheckpoint(matter);
  const facts = receiptFacts(matter, packet, transfer, checkpoint, coSigner);
  const text = receiptText(facts);
  const pdf = await receiptPdf(facts, context.engine.options.resourcesFolder);
  await writeBoth(folder, name, pdf, text);
  inTransaction(matter.database, () => {
    matter.custody.append({
      type: 'export.receipt',
      refs: [`packet:${packet.id}`],
      data: {
        packet: packet.name,
        packetDigest: packet.digest,
        transfer: transfer?.id ?? null,
        recipient: transfer?.deliveredTo ?? '',
        checkpointSize: checkpoint.size,
        pdfSha256: sha256(pdf),
        textSha256: sha256(text),
      },
    });
  });
  await context.engine.catalog.keepCheckpoint(matter.matter.id, checkpoint.note);
  return { folder, files: [`${name}.pdf`, `${name}.txt`], checkpointSize: checkpoint.size };
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

function requireReceiptOf(packet: Packet, transfer: Transfer | null): void {
  if (packet.state !== 'sealed') {
    throw new AppError('bad-request', `The packet ${packet.name} is not sealed yet, so there is no receipt of it.`);
  }
  if (transfer !== null && (transfer.packetId !== packet.id || transfer.state !== 'handed-over')) {
    throw new AppError('bad-request', 'This hand-over is of another packet, or was not finished.');
  }
}

function receiptFacts(
  matter: OpenMatter,
  packet: Packet,
  transfer: Transfer | null,
  checkpoint: Checkpoint,
  coSigner: ReceiptFacts['coSigner'],
): ReceiptFacts {
  return {
    packetName: packet.name,
    matterName: matter.matter.name,
    audience: rulesOf(packet.profile).audience,
    digest: packet.digest ?? '',
    exhibitCount: packet.exhibitCount,
    byteCount: packet.byteCount ?? 0,
    sealedAt: packet.sealedAt ?? packet.createdAt,
    checkpointSize: checkpoint.size,
    checkpointRoot: checkpoint.root,
    fingerprint: matter.signer.fingerprint,
    coSigner,
    transfer:
      transfer === null
        ? null
        : {
            deliveredTo: transfer.deliveredTo,
            medium: transfer.medium,
            sealNumber: transfer.sealNumber,
            handedOverAt: transfer.endedAt,
          },
    appVersion: matter.options.appVersion,
  };
}

/** The name, or the name with the first free number. */
async function freeName(folder: string, base: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!(await isTaken(path.join(folder, `${name}.pdf`))) && !(await isTaken(path.join(folder, `${name}.txt`)))) {
      return name;
    }
  }
}

async function isTaken(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (thrown) {
    if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(thrown))) {
      return false;
    }
    throw thrown;
  }
}

/** Both files or neither. */
async function writeBoth(folder: string, name: string, pdf: Uint8Array, text: string): Promise<void> {
  await writeWholeFile(path.join(folder, `${name}.pdf`), pdf);
  try {
    await writeWholeFile(path.join(folder, `${name}.txt`), text);
  } catch (thrown) {
    await rm(path.join(folder, `${name}.pdf`), { force: true });
    throw thrown;
  }
}
