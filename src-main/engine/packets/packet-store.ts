import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { PacketId } from '../../domain/identifier.ts';
import { type Packet, packetSchema } from '../../domain/packet.ts';
import { type PacketPlan, packetPlanSchema, storedPlanSchema } from '../../domain/packet-plan.ts';
import type { Micros } from '../../domain/time.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

/** The column is unique. A packet that was made again under its name stands there as `NAME ~2`; no name holds a space. */
const againPattern = / ~\d+$/;

const packetRowSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    profile: z.string(),
    state: z.string(),
    folder: z.string(),
    exhibit_count: z.number(),
    byte_count: z.number().nullable(),
    digest: z.string().nullable(),
    created_at: z.number(),
    sealed_at: z.number().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name.replace(againPattern, ''),
    profile: row.profile,
    state: row.state,
    folder: row.folder,
    exhibitCount: row.exhibit_count,
    byteCount: row.byte_count,
    digest: row.digest,
    createdAt: row.created_at,
    sealedAt: row.sealed_at,
  }))
  .pipe(packetSchema);

const columns = 'id, name, profile, state, folder, exhibit_count, byte_count, digest, created_at, sealed_at';

/** Packets, newest first. `folder` is as stored: see `packetFolder`. */
export function listPackets(database: Database): Packet[] {
  return database
    .prepare(`SELECT ${columns} FROM packet ORDER BY created_at DESC, name DESC`)
    .all()
    .map((row) => parseRow(packetRowSchema, row, 'packet'));
}

/** Errors: `not-found`. */
export function findPacket(database: Database, id: PacketId): Packet {
  const row = database.prepare(`SELECT ${columns} FROM packet WHERE id = ?`).get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such packet. It may belong to another matter.', { id });
  }
  return parseRow(packetRowSchema, row, 'packet');
}

/** The first packet of this matter, sealed or draft, that has the name; letter case is not told apart. */
export function findPacketNamed(database: Database, name: string): Packet | null {
  const row = database.prepare(`SELECT ${columns} FROM packet WHERE lower(name) = lower(?)`).get(name);
  return row === undefined ? null : parseRow(packetRowSchema, row, 'packet');
}

/** The packet of this matter that was sealed with the digest. */
export function findSealedPacket(database: Database, digest: string): Packet | null {
  const row = database.prepare(`SELECT ${columns} FROM packet WHERE state = 'sealed' AND digest = ?`).get(digest);
  return row === undefined ? null : parseRow(packetRowSchema, row, 'packet');
}

/** Whether a packet of this matter, sealed or draft, has the name; letter case is not told apart. */
export function isPacketName(database: Database, name: string): boolean {
  return database.prepare('SELECT 1 FROM packet WHERE lower(name) = lower(?)').get(name) !== undefined;
}

/**
 * The packet's folder on this disk: packets kept inside the matter are stored relative to it, so that the matter may be
 * moved; a packet sealed elsewhere keeps its absolute path.
 */
export function packetFolder(matterRoot: string, packet: Packet): string {
  return path.resolve(matterRoot, packet.folder);
}

/** What was chosen when the packet was asked for. Errors: `not-found`, `matter-damaged`. */
export function readPacketPlan(database: Database, id: PacketId): PacketPlan {
  const row = database.prepare('SELECT plan FROM packet WHERE id = ?').get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such packet. It may belong to another matter.', { id });
  }
  const { plan } = parseRow(
    z.strictObject({ plan: z.string().transform((text): unknown => JSON.parse(text)) }),
    row,
    'packet',
  );
  return parseRow(packetPlanSchema, storedPlanSchema.parse(plan), 'packet plan');
}

/** The name as the unique column can hold it. */
function storedName(database: Database, name: string): string {
  for (let count = 1; ; count++) {
    const stored = count === 1 ? name : `${name} ~${count}`;
    if (!isPacketName(database, stored)) {
      return stored;
    }
  }
}

/** Adds a draft. */
export function insertPacket(database: Database, packet: Packet, plan: PacketPlan): void {
  database
    .prepare(
      `INSERT INTO packet (id, name, profile, state, folder, plan, exhibit_count, byte_count, digest, created_at, sealed_at)
       VALUES (:id, :name, :profile, 'draft', :folder, :plan, :exhibitCount, NULL, NULL, :createdAt, NULL)`,
    )
    .run({
      id: packet.id,
      name: storedName(database, packet.name),
      profile: packet.profile,
      folder: packet.folder,
      plan: JSON.stringify(plan),
      exhibitCount: packet.exhibitCount,
      createdAt: packet.createdAt,
    });
}

/**
 * Notes, on a draft, the digest of the folder that is about to get its final name (null: none). Should the engine die
 * between the rename and the commit, this is how the next start knows the folder for its own.
 */
export function noteDraftDigest(database: Database, id: PacketId, digest: string | null): void {
  database.prepare(`UPDATE packet SET digest = ? WHERE id = ? AND state = 'draft'`).run(digest, id);
}

/** Makes the draft a sealed packet. Errors: `internal` when it is no draft. */
export function markPacketSealed(
  database: Database,
  id: PacketId,
  facts: { readonly digest: string; readonly byteCount: number; readonly sealedAt: Micros },
): void {
  const { changes } = database
    .prepare(
      `UPDATE packet SET state = 'sealed', digest = :digest, byte_count = :byteCount, sealed_at = :sealedAt
       WHERE id = :id AND state = 'draft'`,
    )
    .run({ id, ...facts });
  if (changes !== 1) {
    throw new AppError('internal', 'A packet that is no draft was about to be sealed again. Nothing was changed.', {
      id,
    });
  }
}
