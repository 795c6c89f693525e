import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { type BatesEntry, batesEntrySchema, batesText, largestBatesNumber } from '../../domain/bates.ts';
import type { Digest } from '../../domain/digest.ts';
import type { Packet } from '../../domain/packet.ts';
import { batesDigest } from '../history/bates-digest.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { inTransaction } from '../store/transaction.ts';
import type { MatterBeforeJobs } from './acknowledge-packet.ts';

const entryRowSchema = z
  .strictObject({
    prefix: z.string(),
    number: z.int(),
    digest: z.string(),
    packetId: z.string(),
    packetName: z.string(),
    packetState: z.string(),
    assignedAt: z.int(),
  })
  .transform((row) => ({
    ...row,
    bates: batesText(row.prefix, row.number),
    packetName: row.packetName.replace(/ ~\d+$/, ''),
  }))
  .pipe(batesEntrySchema);

const columns = `bates.prefix, bates.number, bates.digest, bates.packet_id AS packetId, packet.name AS packetName,
  packet.state AS packetState, bates.assigned_at AS assignedAt`;
const tables = 'bates JOIN packet ON packet.id = bates.packet_id';

function readEntry(row: unknown): BatesEntry {
  return parseRow(entryRowSchema, row, 'Bates number');
}

/** A page of the register, in the order of prefixes and numbers, and how many there are in all. */
export function listBates(
  database: Database,
  page: { readonly offset: number; readonly limit: number },
): { total: number; entries: BatesEntry[] } {
  const counted = database.prepare('SELECT count(*) AS total FROM bates').get();
  const entries = database
    .prepare(`SELECT ${columns} FROM ${tables} ORDER BY bates.prefix, bates.number LIMIT ? OFFSET ?`)
    .all(page.limit, page.offset)
    .map(readEntry);
  return { ...parseRow(z.strictObject({ total: z.int() }), counted, 'Bates register'), entries };
}

/** The prefix that was used last in this matter; null when none was. */
export function lastPrefix(database: Database): string | null {
  const row = database.prepare('SELECT prefix FROM bates ORDER BY assigned_at DESC, number DESC, prefix LIMIT 1').get();
  return row === undefined ? null : parseRow(z.strictObject({ prefix: z.string() }), row, 'Bates number').prefix;
}

/** The numbers from `first` to `last` of a prefix, both included, in their order. */
export function batesBetween(database: Database, prefix: string, first: number, last: number): BatesEntry[] {
  return database
    .prepare(
      `SELECT ${columns} FROM ${tables} WHERE bates.prefix = ? AND bates.number BETWEEN ? AND ? ORDER BY bates.number`,
    )
    .all(prefix, first, last)
    .map(readEntry);
}

function findBates(database: Database, prefix: string, digest: Digest): BatesEntry | null {
  const row = database
    .prepare(`SELECT ${columns} FROM ${tables} WHERE bates.prefix = ? AND bates.digest = ?`)
    .get(prefix, digest);
  return row === undefined ? null : readEntry(row);
}

/** The number that the next new file of a prefix will get. */
export function nextBatesNumber(database: Database, prefix: string): number {
  const row = database.prepare('SELECT coalesce(max(number), 0) + 1 AS next FROM bates WHERE prefix = ?').get(prefix);
  return parseRow(z.strictObject({ next: z.int() }), row, 'Bates register').next;
}

/**
 * Gives each produced file its number: the one that its digest has under this prefix already, else the next free one. One
 * transaction with its custody event; numbers once given are never taken back, whatever becomes of the packet.
 * Errors: `bad-request` when the seven digits are used up.
 */
export function assignBates(
  matter: Pick<MatterBeforeJobs, 'database' | 'clock' | 'custody'>,
  packet: Pick<Packet, 'id' | 'name'>,
  prefix: string,
  digests: readonly Digest[],
): Map<Digest, BatesEntry> {
  const { database, clock } = matter;
  return inTransaction(database, () => {
    const insert = database.prepare(
      'INSERT INTO bates (prefix, number, digest, packet_id, assigned_at) VALUES (?, ?, ?, ?, ?)',
    );
    let next = nextBatesNumber(database, prefix);
    const assigned: number[] = [];
    const entries = new Map<Digest, BatesEntry>();
    for (const digest of new Set(digests)) {
      if (findBates(database, prefix, digest) === null) {
        if (next > largestBatesNumber) {
          throw new AppError(
            'bad-request',
            `The Bates numbers of the prefix ${prefix} are used up. Choose another prefix for this packet.`,
          );
        }
        insert.run(prefix, next, digest, packet.id, clock.now());
        assigned.push(next);
        next += 1;
      }
      const entry = findBates(database, prefix, digest);
      if (entry === null) {
        throw new AppError('internal', 'A Bates number that was just assigned is not in the register.');
      }
      entries.set(digest, entry);
    }
    const [firstNew, lastNew] = [assigned[0], assigned.at(-1)];
    const range = firstNew === undefined || lastNew === undefined ? null : { first: firstNew, last: lastNew };
    matter.custody.append({
      type: 'bates.assign',
      refs: [`packet:${packet.id}`],
      data: {
        packet: packet.name,
        prefix,
        first: range === null ? null : batesText(prefix, range.first),
        last: range === null ? null : batesText(prefix, range.last),
        count: assigned.length,
        reusedCount: entries.size - assigned.length,
        // What the register must hold for ever: verifying the matter computes it again.
        numbers: range === null ? null : batesDigest(database, prefix, range).sha256,
      },
    });
    return entries;
  });
}
