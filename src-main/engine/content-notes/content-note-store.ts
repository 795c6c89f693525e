import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { type ContentNote, contentNoteSchema } from '../../domain/content-note.ts';
import type { ContentNoteId, FootageId } from '../../domain/identifier.ts';
import type { Row } from '../history/edits.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

/** The columns of table `content_note`, parsed into the noun. */
const contentNoteRowSchema = z
  .strictObject({
    id: z.string(),
    revision: z.number(),
    footage_id: z.string(),
    footage_digest: z.string(),
    stream: z.number(),
    in_frame: z.number(),
    out_frame: z.number(),
    in_pts: z.number(),
    out_pts: z.number(),
    kind: z.string(),
    note: z.string(),
    state: z.string(),
    created_by: z.string(),
    created_at: z.number(),
    revised_by: z.string(),
    revised_at: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    revision: row.revision,
    footageId: row.footage_id,
    footageDigest: row.footage_digest,
    stream: row.stream,
    span: { inFrame: row.in_frame, outFrame: row.out_frame, inPts: row.in_pts, outPts: row.out_pts },
    kind: row.kind,
    note: row.note,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    revisedBy: row.revised_by,
    revisedAt: row.revised_at,
  }))
  .pipe(contentNoteSchema);

/** The row that holds a content note, as `recordEdit` compares and writes it. */
export function rowOfContentNote(note: ContentNote): Row {
  return {
    id: note.id,
    revision: note.revision,
    footage_id: note.footageId,
    footage_digest: note.footageDigest,
    stream: note.stream,
    in_frame: note.span.inFrame,
    out_frame: note.span.outFrame,
    in_pts: note.span.inPts,
    out_pts: note.span.outPts,
    kind: note.kind,
    note: note.note,
    state: note.state,
    created_by: note.createdBy,
    created_at: note.createdAt,
    revised_by: note.revisedBy,
    revised_at: note.revisedAt,
  };
}

/** Reads a content note from a row of the table or from an image kept by an edit. Errors: `matter-damaged`. */
export function contentNoteOfRow(row: unknown): ContentNote {
  return parseRow(contentNoteRowSchema, row, 'content_note');
}

/** The content notes of a recording that are in use, in the order of time. */
export function listContentNotes(database: Database, footageId: FootageId): ContentNote[] {
  return database
    .prepare(`SELECT * FROM content_note WHERE footage_id = ? AND state <> 'withdrawn' ORDER BY in_pts, created_at, id`)
    .all(footageId)
    .map(contentNoteOfRow);
}

/** Errors: `not-found`. */
export function findContentNote(database: Database, id: ContentNoteId): ContentNote {
  const row = database.prepare('SELECT * FROM content_note WHERE id = ?').get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such content note. It may belong to another matter.', { id });
  }
  return contentNoteOfRow(row);
}
