import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const rowSchema = z.strictObject({ number: z.int(), digest: z.string(), packetId: z.string() });

/**
 * What the register holds from one number of a prefix to another, both included: how many numbers, and a digest over each
 * with its file and its packet. A custody entry states it, and verifying the matter computes it again.
 */
export function batesDigest(
  database: Database,
  prefix: string,
  range: { readonly first: number; readonly last: number },
): { readonly count: number; readonly sha256: string } {
  const rows = database
    .prepare(
      `SELECT number, digest, packet_id AS packetId FROM bates WHERE prefix = ? AND number BETWEEN ? AND ?
       ORDER BY number`,
    )
    .all(prefix, range.first, range.last);
  const hash = createHash('sha256');
  for (const found of rows) {
    const { number, digest, packetId } = parseRow(rowSchema, found, 'Bates number');
    hash.update(`${number} ${digest} ${packetId}\n`);
  }
  return { count: rows.length, sha256: hash.digest('hex') };
}
