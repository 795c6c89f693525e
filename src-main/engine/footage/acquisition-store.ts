import { z } from 'zod';
import {
  type Acquisition,
  acquisitionSchema,
  type IngestResult,
  ingestResultSchema,
} from '../../domain/acquisition.ts';
import { AppError } from '../../domain/app-error.ts';
import type { AcquisitionId } from '../../domain/identifier.ts';
import type { Micros } from '../../domain/time.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const columns = 'id, reviewer_id AS reviewerId, statement, state, opened_at AS openedAt, closed_at AS closedAt';
const rowSchema = z.looseObject({ statement: z.string() });

function readAcquisition(row: unknown): Acquisition {
  const parsed = parseRow(rowSchema, row, 'acquisition');
  return parseRow(acquisitionSchema, { ...parsed, statement: JSON.parse(parsed.statement) }, 'acquisition');
}

/** Newest first. */
export function listAcquisitions(database: Database): Acquisition[] {
  const sql = `SELECT ${columns} FROM acquisition ORDER BY opened_at DESC, rowid DESC`;
  return database.prepare(sql).all().map(readAcquisition);
}

/** Errors: not-found. */
export function findAcquisition(database: Database, id: AcquisitionId): Acquisition {
  const row = database.prepare(`SELECT ${columns} FROM acquisition WHERE id = ?`).get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'That acquisition is not in this matter. Please refresh the list.', {
      acquisitionId: id,
    });
  }
  return readAcquisition(row);
}

export function insertAcquisition(database: Database, acquisition: Acquisition): void {
  database
    .prepare(
      `INSERT INTO acquisition (id, reviewer_id, statement, state, opened_at, closed_at)
       VALUES (@id, @reviewerId, @statement, @state, @openedAt, @closedAt)`,
    )
    .run({ ...acquisition, statement: JSON.stringify(acquisition.statement) });
}

export function setAcquisitionState(
  database: Database,
  id: AcquisitionId,
  state: Acquisition['state'],
  closedAt: Micros | null,
): void {
  database
    .prepare('UPDATE acquisition SET state = @state, closed_at = @closedAt WHERE id = @id')
    .run({ id, state, closedAt });
}

/** Whether any act of taking files has not ended. */
export function hasOpenAcquisition(database: Database): boolean {
  return database.prepare("SELECT 1 FROM acquisition WHERE state = 'open' LIMIT 1").get() !== undefined;
}

/** What became of each path, by path. */
export function listIngestResults(database: Database, id: AcquisitionId): IngestResult[] {
  return database
    .prepare(
      `SELECT relative_path AS relativePath, outcome, footage_id AS footageId, digest, byte_count AS byteCount, message
       FROM ingest_result WHERE acquisition_id = ? ORDER BY relative_path`,
    )
    .all(id)
    .map((row) => parseRow(ingestResultSchema, row, 'ingest_result'));
}

/** Writes what became of a path; a later attempt replaces an earlier failure. */
export function saveIngestResult(database: Database, id: AcquisitionId, result: IngestResult): void {
  database
    .prepare(
      `INSERT INTO ingest_result (acquisition_id, relative_path, outcome, footage_id, digest, byte_count, message)
       VALUES (@id, @relativePath, @outcome, @footageId, @digest, @byteCount, @message)
       ON CONFLICT (acquisition_id, relative_path) DO UPDATE SET outcome = excluded.outcome,
         footage_id = excluded.footage_id, digest = excluded.digest, byte_count = excluded.byte_count,
         message = excluded.message`,
    )
    .run({ id, ...result });
}
