import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CallOutput, PathReference } from '../../contract/api.ts';
import { AppError } from '../../domain/app-error.ts';
import { transferIdSchema } from '../../domain/identifier.ts';
import type { Packet } from '../../domain/packet.ts';
import type { Recipient } from '../../domain/recipient.ts';
import type { HandOverRequest, Transfer, TransferRecipient } from '../../domain/transfer.ts';
import type { CallContext } from '../engine-context.ts';
import { findPacket } from '../packets/packet-store.ts';
import { inTransaction } from '../store/transaction.ts';
import { beginAge } from './age-keys.ts';
import { isThere, requireFolder } from './destination.ts';
import { handOverNames } from './hand-over-names.ts';
import { drawPhrase } from './phrase.ts';
import { listRecipients } from './recipient-book.ts';
import { insertTransfer, keepTransferKey } from './transfer-store.ts';
import { nameTaken } from './write-parts.ts';

/**
 * Records that a packet is to be handed over and enqueues the job that does it. With a phrase, the phrase is drawn here
 * and answered once; it is kept nowhere, only the key that it wraps, until the job has ended.
 * Errors: `bad-request`, `not-found`, `destination-unusable`, `destination-exists`, `matter-read-only`.
 */
export async function requestHandOver(
  context: CallContext,
  request: HandOverRequest & { readonly into: PathReference },
): Promise<CallOutput<'transfers.handOver'>> {
  const matter = context.matter();
  matter.requireWritable();
  const packet = findPacket(matter.database, request.packetId);
  requireSealed(packet);
  const readers = chooseReaders(await listRecipients(context.engine.catalog), request);
  const folder = context.engine.grants.resolve(request.into, context.trust);
  await requireFolder(folder);
  const taken = await firstTaken(folder, handOverNames(packet.name, request.method));
  if (taken !== null) {
    throw nameTaken(taken);
  }
  const phrase = request.method === 'age-phrase' ? await drawPhrase(context.engine.options.resourcesFolder) : null;
  const start = phrase === null ? null : await beginAge({ phrase });
  const id = transferIdSchema.parse(randomUUID());
  const answer = inTransaction(matter.database, () => {
    const job = matter.jobs.enqueue({
      kind: 'hand-over',
      title: `Hand over packet ${packet.name}`,
      input: { transferId: id },
    });
    const transfer: Transfer = {
      id,
      packetId: packet.id,
      jobId: job.id,
      state: 'preparing',
      method: request.method,
      recipients: readers.recipients,
      isEscrowLeftOut: readers.isEscrowLeftOut,
      deliveredTo: request.deliveredTo,
      medium: request.medium,
      sealNumber: request.sealNumber,
      partBytes: request.method === 'folder' ? null : request.partBytes,
      folder,
      files: [],
      byteCount: null,
      createdBy: matter.reviewer.name,
      createdAt: matter.clock.now(),
      endedAt: null,
      acknowledgements: [],
    };
    insertTransfer(matter.database, transfer);
    if (start !== null) {
      keepTransferKey(matter.database, id, start);
    }
    return { transfer, job, phrase };
  });
  matter.events.emit('transfers.changed', { packetId: packet.id });
  return answer;
}

export function requireSealed(packet: Packet): void {
  if (packet.state !== 'sealed') {
    throw new AppError('bad-request', `The packet ${packet.name} is not sealed yet. Seal it first, then hand it over.`);
  }
}

async function firstTaken(folder: string, names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    if (await isThere(path.join(folder, name))) {
      return name;
    }
  }
  return null;
}

type Readers = { readonly recipients: TransferRecipient[]; readonly isEscrowLeftOut: boolean };

/** Who can open it: those chosen and, unless it is left out, the office's escrow key. Errors: `bad-request`, `not-found`. */
export function chooseReaders(book: readonly Recipient[], request: HandOverRequest): Readers {
  const escrow = book.find((recipient) => recipient.isEscrow) ?? null;
  if (request.method === 'zip' || request.method === 'folder') {
    if (request.recipientIds.length > 0) {
      throw new AppError(
        'bad-request',
        'Recipients were chosen, but nothing is to be encrypted. Choose one or the other.',
      );
    }
    return { recipients: [], isEscrowLeftOut: false };
  }
  const isEscrowLeftOut = escrow !== null && request.isEscrowLeftOut;
  if (request.method === 'age-phrase') {
    if (escrow !== null && !isEscrowLeftOut) {
      throw new AppError(
        'bad-request',
        `A file that opens with a phrase cannot be opened with a key as well, so the office's escrow key (${escrow.name}) would be left out. Confirm that it is left out, or encrypt to recipients.`,
      );
    }
    return { recipients: [], isEscrowLeftOut };
  }
  const chosen = [...new Set(request.recipientIds)].map((id) => {
    const found = book.find((recipient) => recipient.id === id);
    if (found === undefined) {
      throw new AppError('not-found', 'One of the recipients is no longer in the address book. Choose again.', { id });
    }
    return found;
  });
  if (chosen.length === 0) {
    throw new AppError('bad-request', 'Choose at least one recipient who shall be able to open the packet.');
  }
  if (isEscrowLeftOut && chosen.some((recipient) => recipient.isEscrow)) {
    throw new AppError('bad-request', 'The escrow key is chosen as a recipient and left out at once. Choose one.');
  }
  const withEscrow = escrow === null || isEscrowLeftOut || chosen.includes(escrow) ? chosen : [...chosen, escrow];
  return { recipients: withEscrow.map(asTransferRecipient), isEscrowLeftOut };
}

function asTransferRecipient(recipient: Recipient): TransferRecipient {
  const { name, organisation, key, fingerprint, isEscrow } = recipient;
  return { name, organisation, key, fingerprint, isEscrow, isConfirmed: recipient.confirmation !== null };
}
