import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { canonicalJson } from './canonical-json.ts';

const valuesSchema = z.record(z.string(), z.union([z.string(), z.int()]));

/** Digest of the runs of a sitting as they stand in the ledger; the custody entry that ends the sitting carries it. */
export function sittingDigest(database: Database, sittingId: string): string {
  const runs = database
    .prepare(
      `SELECT direction, rate_percent, has_sound, in_frame, out_frame, picture_count, started_at, ended_at
       FROM watched_run WHERE sitting_id = ? ORDER BY direction, rate_percent, has_sound, in_frame`,
    )
    .all(sittingId)
    .map((row) => parseRow(valuesSchema, row, 'watched run'));
  return createHash('sha256').update(canonicalJson({ runs })).digest('hex');
}
