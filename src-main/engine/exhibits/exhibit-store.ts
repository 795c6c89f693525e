import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { type Exhibit, exhibitSchema } from '../../domain/exhibit.ts';
import { type MovedAnnotation, movedAnnotationSchema } from '../../domain/exhibit-preview.ts';
import type { ExhibitId } from '../../domain/identifier.ts';
import type { Row } from '../history/edits.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));

/** The columns of table `exhibit`, parsed into the noun. */
const exhibitRowSchema = z
  .strictObject({
    id: z.string(),
    revision: z.number(),
    position: z.number(),
    number: z.string(),
    title: z.string(),
    description: z.string(),
    footage_id: z.string(),
    footage_digest: z.string(),
    content: json,
    annotation_id: z.string().nullable(),
    options: json,
    state: z.string(),
    created_by: z.string(),
    created_at: z.number(),
    revised_by: z.string(),
    revised_at: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    revision: row.revision,
    position: row.position,
    number: row.number,
    title: row.title,
    description: row.description,
    footageId: row.footage_id,
    footageDigest: row.footage_digest,
    content: row.content,
    annotationId: row.annotation_id,
    options: row.options,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    revisedBy: row.revised_by,
    revisedAt: row.revised_at,
  }))
  .pipe(exhibitSchema);

/** The row that holds an exhibit, as `recordEdit` compares and writes it. */
export function rowOfExhibit(exhibit: Exhibit): Row {
  return {
    id: exhibit.id,
    revision: exhibit.revision,
    position: exhibit.position,
    number: exhibit.number,
    title: exhibit.title,
    description: exhibit.description,
    footage_id: exhibit.footageId,
    footage_digest: exhibit.footageDigest,
    content: JSON.stringify(exhibit.content),
    annotation_id: exhibit.annotationId,
    options: JSON.stringify(exhibit.options),
    state: exhibit.state,
    created_by: exhibit.createdBy,
    created_at: exhibit.createdAt,
    revised_by: exhibit.revisedBy,
    revised_at: exhibit.revisedAt,
  };
}

/** Reads an exhibit from a row of the table or from an image kept by an edit. Errors: `matter-damaged`. */
export function exhibitOfRow(row: unknown): Exhibit {
  return parseRow(exhibitRowSchema, row, 'exhibit');
}

/** Exhibits that are not withdrawn, in the order of the list. */
export function listExhibits(database: Database): Exhibit[] {
  return database
    .prepare(`SELECT * FROM exhibit WHERE state <> 'withdrawn' ORDER BY position, number, id`)
    .all()
    .map(exhibitOfRow);
}

/** Errors: `not-found`. */
export function findExhibit(database: Database, id: ExhibitId): Exhibit {
  const row = database.prepare('SELECT * FROM exhibit WHERE id = ?').get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such exhibit. It may belong to another matter.', { id });
  }
  return exhibitOfRow(row);
}

const movedRowSchema = z
  .strictObject({
    id: z.string(),
    in_frame: z.number(),
    out_frame: z.number(),
    in_pts: z.number(),
    out_pts: z.number(),
    state: z.string(),
  })
  .transform((row) => ({
    exhibitId: row.id,
    span: { inFrame: row.in_frame, outFrame: row.out_frame, inPts: row.in_pts, outPts: row.out_pts },
    isWithdrawn: row.state === 'withdrawn',
  }))
  .pipe(movedAnnotationSchema);

/** Clips whose annotation lies elsewhere now, or was withdrawn: an exhibit keeps its own span. */
export function listMovedAnnotations(database: Database): MovedAnnotation[] {
  return database
    .prepare(
      `SELECT exhibit.id, annotation.in_frame, annotation.out_frame, annotation.in_pts, annotation.out_pts,
         annotation.state
       FROM exhibit JOIN annotation ON annotation.id = exhibit.annotation_id
       WHERE exhibit.state <> 'withdrawn' AND json_extract(exhibit.content, '$.kind') = 'clip'
         AND (annotation.state = 'withdrawn'
           OR annotation.in_frame <> json_extract(exhibit.content, '$.span.inFrame')
           OR annotation.out_frame <> json_extract(exhibit.content, '$.span.outFrame'))
       ORDER BY exhibit.position, exhibit.id`,
    )
    .all()
    .map((row) => parseRow(movedRowSchema, row, 'exhibit'));
}
