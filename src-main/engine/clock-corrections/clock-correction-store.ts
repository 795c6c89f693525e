import { z } from 'zod';
import { type ClockCorrection, clockCorrectionSchema } from '../../domain/clock-correction.ts';
import type { FootageId } from '../../domain/identifier.ts';
import type { Row } from '../history/edits.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

/** The columns of table `clock_correction`, parsed into the noun. Its id is that of the recording. */
const clockCorrectionRowSchema = z
  .strictObject({
    id: z.string(),
    revision: z.number(),
    footage_digest: z.string(),
    stream: z.number(),
    frame: z.number(),
    pts: z.number(),
    at: z.number(),
    basis: z.string(),
    state: z.string(),
    created_by: z.string(),
    created_at: z.number(),
    revised_by: z.string(),
    revised_at: z.number(),
  })
  .transform((row) => ({
    footageId: row.id,
    revision: row.revision,
    footageDigest: row.footage_digest,
    stream: row.stream,
    frame: row.frame,
    pts: row.pts,
    at: row.at,
    basis: row.basis,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    revisedBy: row.revised_by,
    revisedAt: row.revised_at,
  }))
  .pipe(clockCorrectionSchema);

/** The row that holds a correction, as `recordEdit` compares and writes it. */
export function rowOfClockCorrection(correction: ClockCorrection): Row {
  return {
    id: correction.footageId,
    revision: correction.revision,
    footage_digest: correction.footageDigest,
    stream: correction.stream,
    frame: correction.frame,
    pts: correction.pts,
    at: correction.at,
    basis: correction.basis,
    state: correction.state,
    created_by: correction.createdBy,
    created_at: correction.createdAt,
    revised_by: correction.revisedBy,
    revised_at: correction.revisedAt,
  };
}

/** Reads a correction from a row of the table or from an image kept by an edit. Errors: `matter-damaged`. */
export function clockCorrectionOfRow(row: unknown): ClockCorrection {
  return parseRow(clockCorrectionRowSchema, row, 'clock_correction');
}

/** The correction of a recording's clock, a withdrawn one too; null when there never was one. */
export function findClockCorrection(database: Database, footageId: FootageId): ClockCorrection | null {
  const row = database.prepare('SELECT * FROM clock_correction WHERE id = ?').get(footageId);
  return row === undefined ? null : clockCorrectionOfRow(row);
}
