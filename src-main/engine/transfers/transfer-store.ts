import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { PacketId, TransferId } from '../../domain/identifier.ts';
import type { Micros } from '../../domain/time.ts';
import {
  type Acknowledgement,
  acknowledgementSchema,
  type Transfer,
  type TransferFile,
  transferFileSchema,
  transferRecipientSchema,
  transferSchema,
} from '../../domain/transfer.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

function jsonOf<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

const rowSchema = z.strictObject({
  ...transferSchema.omit({ acknowledgements: true }).shape,
  recipients: jsonOf(z.array(transferRecipientSchema)),
  files: jsonOf(z.array(transferFileSchema)),
  isEscrowLeftOut: z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1),
});

const columns = `id, packet_id AS packetId, job_id AS jobId, state, method, recipients,
  is_escrow_left_out AS isEscrowLeftOut, delivered_to AS deliveredTo, medium, seal_number AS sealNumber,
  part_bytes AS partBytes, folder, files, byte_count AS byteCount, created_by AS createdBy, created_at AS createdAt,
  ended_at AS endedAt`;

const acknowledgementColumns = `received_by AS receivedBy, received_on AS receivedOn, how, note,
  recorded_by AS recordedBy, recorded_at AS recordedAt`;

function acknowledgementsOf(database: Database, id: string): Acknowledgement[] {
  return database
    .prepare(`SELECT ${acknowledgementColumns} FROM transfer_acknowledgement WHERE transfer_id = ? ORDER BY ordinal`)
    .all(id)
    .map((row) => parseRow(acknowledgementSchema, row, 'acknowledgement'));
}

function readTransfer(database: Database, row: unknown): Transfer {
  const parsed = parseRow(rowSchema, row, 'hand-over');
  return { ...parsed, acknowledgements: acknowledgementsOf(database, parsed.id) };
}

/** Hand-overs of one packet, or of all, newest first. */
export function listTransfers(database: Database, packetId: PacketId | null): Transfer[] {
  return database
    .prepare(`SELECT ${columns} FROM transfer WHERE ? IS NULL OR packet_id = ? ORDER BY created_at DESC, rowid DESC`)
    .all(packetId, packetId)
    .map((row) => readTransfer(database, row));
}

/** Errors: `not-found`. */
export function findTransfer(database: Database, id: TransferId): Transfer {
  const row = database.prepare(`SELECT ${columns} FROM transfer WHERE id = ?`).get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such hand-over. It may belong to another matter.', { id });
  }
  return readTransfer(database, row);
}

export function insertTransfer(database: Database, transfer: Transfer): void {
  database
    .prepare(
      `INSERT INTO transfer (id, packet_id, job_id, state, method, recipients, is_escrow_left_out, delivered_to, medium,
         seal_number, part_bytes, folder, files, byte_count, created_by, created_at, ended_at)
       VALUES (:id, :packetId, :jobId, :state, :method, :recipients, :isEscrowLeftOut, :deliveredTo, :medium,
         :sealNumber, :partBytes, :folder, :files, :byteCount, :createdBy, :createdAt, :endedAt)`,
    )
    .run({
      id: transfer.id,
      packetId: transfer.packetId,
      jobId: transfer.jobId,
      state: transfer.state,
      method: transfer.method,
      recipients: JSON.stringify(transfer.recipients),
      isEscrowLeftOut: transfer.isEscrowLeftOut ? 1 : 0,
      deliveredTo: transfer.deliveredTo,
      medium: transfer.medium,
      sealNumber: transfer.sealNumber,
      partBytes: transfer.partBytes,
      folder: transfer.folder,
      files: JSON.stringify(transfer.files),
      byteCount: transfer.byteCount,
      createdBy: transfer.createdBy,
      createdAt: transfer.createdAt,
      endedAt: transfer.endedAt,
    });
}

/** What stands on the medium so far. */
export function noteFiles(database: Database, id: TransferId, files: readonly TransferFile[]): void {
  database.prepare('UPDATE transfer SET files = ? WHERE id = ?').run(JSON.stringify(files), id);
}

/** `endedAt` null while it is being prepared. */
export function markTransfer(
  database: Database,
  id: TransferId,
  to: { readonly state: Transfer['state']; readonly byteCount: number | null; readonly endedAt: Micros | null },
): void {
  database
    .prepare('UPDATE transfer SET state = :state, byte_count = :byteCount, ended_at = :endedAt WHERE id = :id')
    .run({ id, ...to });
}

export type TransferKey = { readonly prefix: Buffer; readonly key: Buffer };

/** Null when none is kept: never made, or thrown away when the hand-over ended. */
export function findTransferKey(database: Database, id: TransferId): TransferKey | null {
  const row = database.prepare('SELECT prefix, payload_key AS key FROM transfer_key WHERE transfer_id = ?').get(id);
  const schema = z.strictObject({ prefix: z.instanceof(Buffer), key: z.instanceof(Buffer) });
  return row === undefined ? null : parseRow(schema, row, 'key of a hand-over');
}

/** The matter's database is encrypted, so the key lies under the matter's own. */
export function keepTransferKey(database: Database, id: TransferId, { prefix, key }: TransferKey): void {
  database.prepare('INSERT INTO transfer_key (transfer_id, prefix, payload_key) VALUES (?, ?, ?)').run(id, prefix, key);
}

export function dropTransferKey(database: Database, id: TransferId): void {
  database.prepare('DELETE FROM transfer_key WHERE transfer_id = ?').run(id);
}

export function insertAcknowledgement(database: Database, id: TransferId, acknowledgement: Acknowledgement): void {
  database
    .prepare(
      `INSERT INTO transfer_acknowledgement (transfer_id, ordinal, received_by, received_on, how, note, recorded_by,
         recorded_at)
       VALUES (:id, (SELECT count(*) + 1 FROM transfer_acknowledgement WHERE transfer_id = :id), :receivedBy,
         :receivedOn, :how, :note, :recordedBy, :recordedAt)`,
    )
    .run({ id, ...acknowledgement });
}
