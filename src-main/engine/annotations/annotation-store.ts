import { z } from 'zod';
import { type Annotation, annotationSchema } from '../../domain/annotation.ts';
import { AppError } from '../../domain/app-error.ts';
import type { AnnotationId, FootageId } from '../../domain/identifier.ts';
import type { Row } from '../history/edits.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const jsonText = z.string().transform((text): unknown => JSON.parse(text));

/** The columns of table `annotation`, parsed into the noun. */
const annotationRowSchema = z
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
    code: z.string(),
    codebook_version: z.string(),
    observation: z.string(),
    allegation: jsonText.nullable(),
    attributes: jsonText,
    confidence: jsonText,
    confidence_basis: jsonText,
    subject_ids: jsonText,
    is_exculpatory: z.number(),
    is_context_reviewed: z.number(),
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
    code: row.code,
    codebookVersion: row.codebook_version,
    observation: row.observation,
    allegation: row.allegation,
    attributes: row.attributes,
    confidence: row.confidence,
    confidenceBasis: row.confidence_basis,
    subjectIds: row.subject_ids,
    isExculpatory: row.is_exculpatory === 1,
    isContextReviewed: row.is_context_reviewed === 1,
    note: row.note,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    revisedBy: row.revised_by,
    revisedAt: row.revised_at,
  }))
  .pipe(annotationSchema);

/** The row that holds an annotation, as `recordEdit` compares and writes it. */
export function rowOfAnnotation(annotation: Annotation): Row {
  return {
    id: annotation.id,
    revision: annotation.revision,
    footage_id: annotation.footageId,
    footage_digest: annotation.footageDigest,
    stream: annotation.stream,
    in_frame: annotation.span.inFrame,
    out_frame: annotation.span.outFrame,
    in_pts: annotation.span.inPts,
    out_pts: annotation.span.outPts,
    code: annotation.code,
    codebook_version: annotation.codebookVersion,
    observation: annotation.observation,
    allegation: annotation.allegation === null ? null : JSON.stringify(annotation.allegation),
    attributes: JSON.stringify(annotation.attributes),
    confidence: JSON.stringify(annotation.confidence),
    confidence_basis: JSON.stringify(annotation.confidenceBasis),
    subject_ids: JSON.stringify(annotation.subjectIds),
    is_exculpatory: annotation.isExculpatory ? 1 : 0,
    is_context_reviewed: annotation.isContextReviewed ? 1 : 0,
    note: annotation.note,
    state: annotation.state,
    created_by: annotation.createdBy,
    created_at: annotation.createdAt,
    revised_by: annotation.revisedBy,
    revised_at: annotation.revisedAt,
  };
}

/** Reads an annotation from a row of the table or from an image kept by an edit. Errors: `matter-damaged`. */
export function annotationOfRow(row: unknown): Annotation {
  return parseRow(annotationRowSchema, row, 'annotation');
}

/** Annotations in the order of the footage and of time. Withdrawn ones only when asked for. */
export function listAnnotations(
  database: Database,
  filter: { readonly footageId?: FootageId | undefined; readonly includeWithdrawn: boolean },
): Annotation[] {
  return database
    .prepare(
      `SELECT annotation.* FROM annotation JOIN footage ON footage.id = annotation.footage_id
       WHERE (:footageId IS NULL OR annotation.footage_id = :footageId)
         AND (:includeWithdrawn = 1 OR annotation.state <> 'withdrawn')
       ORDER BY footage.ingested_at, footage.relative_path, annotation.in_pts, annotation.created_at, annotation.id`,
    )
    .all({ footageId: filter.footageId ?? null, includeWithdrawn: filter.includeWithdrawn ? 1 : 0 })
    .map(annotationOfRow);
}

/** Errors: `not-found`. */
export function findAnnotation(database: Database, id: AnnotationId): Annotation {
  const row = database.prepare('SELECT * FROM annotation WHERE id = ?').get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such annotation. It may belong to another matter.', { id });
  }
  return annotationOfRow(row);
}

/** How many annotations of a recording are not withdrawn. */
export function countAnnotations(database: Database, footageId: FootageId): number {
  const row = database
    .prepare(`SELECT count(*) AS count FROM annotation WHERE footage_id = ? AND state <> 'withdrawn'`)
    .get(footageId);
  return parseRow(z.strictObject({ count: z.number() }), row, 'annotation').count;
}

/** The annotations with these ids, in this order. Errors: `not-found`. */
export function findAnnotations(database: Database, ids: readonly string[]): Annotation[] {
  const found = new Map<string, Annotation>(
    database
      .prepare('SELECT * FROM annotation WHERE id IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(ids))
      .map((row) => {
        const annotation = annotationOfRow(row);
        return [annotation.id, annotation];
      }),
  );
  return ids.map((id) => {
    const annotation = found.get(id);
    if (annotation === undefined) {
      throw new AppError('not-found', 'This matter has no such annotation. It may belong to another matter.', { id });
    }
    return annotation;
  });
}

/** Every id there is, and whether the annotation is in use. */
export function annotationUse(database: Database): Map<string, boolean> {
  const rowSchema = z.strictObject({ id: z.string(), isUsed: z.number() });
  return new Map(
    database
      .prepare(`SELECT id, state <> 'withdrawn' AS isUsed FROM annotation`)
      .all()
      .map((row) => {
        const { id, isUsed } = parseRow(rowSchema, row, 'annotation');
        return [id, isUsed === 1];
      }),
  );
}
