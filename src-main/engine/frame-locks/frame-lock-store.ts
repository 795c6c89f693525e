import { z } from 'zod';
import type { Annotation } from '../../domain/annotation.ts';
import {
  type FrameLock,
  frameLockSchema,
  type LockCheck,
  type LockStanding,
  type LockTrouble,
  type lockedPictureSchema,
  lockTroubleSchema,
  lockVerdicts,
} from '../../domain/frame-lock.ts';
import { annotationIdSchema, type FootageId, footageIdSchema } from '../../domain/identifier.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const jsonPicture = z.string().transform((text): z.input<typeof lockedPictureSchema> => JSON.parse(text));

const lockRowSchema = z
  .strictObject({
    annotation_id: z.string(),
    footage_digest: z.string(),
    stream: z.number(),
    in_frame: z.number(),
    out_frame: z.number(),
    in_pts: z.number(),
    out_pts: z.number(),
    first_picture: jsonPicture,
    last_picture: jsonPicture,
    tool_version: z.string(),
    locked_at: z.number(),
    custody_seq: z.number(),
  })
  .transform((row) => ({
    annotationId: row.annotation_id,
    footageDigest: row.footage_digest,
    stream: row.stream,
    span: { inFrame: row.in_frame, outFrame: row.out_frame, inPts: row.in_pts, outPts: row.out_pts },
    first: row.first_picture,
    last: row.last_picture,
    toolVersion: row.tool_version,
    lockedAt: row.locked_at,
    custodySeq: row.custody_seq,
  }))
  .pipe(frameLockSchema);

/** The lock of an annotation as it stands: of its present span in the bytes it counts in. Null while there is none. */
export function findFrameLock(
  database: Database,
  annotation: Pick<Annotation, 'id' | 'footageDigest' | 'stream' | 'span'>,
): FrameLock | null {
  const row = database
    .prepare(
      `SELECT * FROM frame_lock WHERE annotation_id = @id AND footage_digest = @footageDigest AND stream = @stream
         AND in_frame = @inFrame AND out_frame = @outFrame`,
    )
    .get({
      id: annotation.id,
      footageDigest: annotation.footageDigest,
      stream: annotation.stream,
      inFrame: annotation.span.inFrame,
      outFrame: annotation.span.outFrame,
    });
  return row === undefined ? null : parseRow(lockRowSchema, row, 'frame lock');
}

export function insertFrameLock(database: Database, lock: FrameLock): void {
  database
    .prepare(
      `INSERT INTO frame_lock (annotation_id, footage_digest, stream, in_frame, out_frame, in_pts, out_pts,
         first_picture, last_picture, tool_version, locked_at, custody_seq)
       VALUES (@annotationId, @footageDigest, @stream, @inFrame, @outFrame, @inPts, @outPts, @first, @last,
         @toolVersion, @lockedAt, @custodySeq)`,
    )
    .run({
      annotationId: lock.annotationId,
      footageDigest: lock.footageDigest,
      stream: lock.stream,
      ...lock.span,
      first: JSON.stringify(lock.first),
      last: JSON.stringify(lock.last),
      toolVersion: lock.toolVersion,
      lockedAt: lock.lockedAt,
      custodySeq: lock.custodySeq,
    });
}

const unlockedSchema = z.strictObject({
  id: annotationIdSchema,
  footageId: footageIdSchema,
  footageDigest: z.string(),
  inFrame: z.int(),
  outFrame: z.int(),
});
export type UnlockedSpan = z.infer<typeof unlockedSchema>;

/** Annotations in use whose present span has no lock, in the order of the footage and of time. */
export function listUnlocked(database: Database): UnlockedSpan[] {
  return database
    .prepare(
      `SELECT annotation.id, annotation.footage_id AS footageId, annotation.footage_digest AS footageDigest,
         annotation.in_frame AS inFrame, annotation.out_frame AS outFrame
       FROM annotation LEFT JOIN frame_lock
         ON frame_lock.annotation_id = annotation.id AND frame_lock.footage_digest = annotation.footage_digest
           AND frame_lock.stream = annotation.stream AND frame_lock.in_frame = annotation.in_frame
           AND frame_lock.out_frame = annotation.out_frame
       WHERE annotation.state <> 'withdrawn' AND frame_lock.annotation_id IS NULL
       ORDER BY annotation.footage_id, annotation.in_pts, annotation.id`,
    )
    .all()
    .map((row) => parseRow(unlockedSchema, row, 'annotation'));
}

/** Keeps the newest verdict on an annotation in place of the one before. */
export function saveLockCheck(database: Database, check: LockCheck): void {
  database
    .prepare(
      `INSERT INTO frame_lock_check (annotation_id, in_frame, out_frame, verdict, sentence, checked_at)
       VALUES (@annotationId, @inFrame, @outFrame, @verdict, @sentence, @checkedAt)
       ON CONFLICT (annotation_id) DO UPDATE SET in_frame = excluded.in_frame, out_frame = excluded.out_frame,
         verdict = excluded.verdict, sentence = excluded.sentence, checked_at = excluded.checked_at`,
    )
    .run({
      annotationId: check.annotationId,
      inFrame: check.span.inFrame,
      outFrame: check.span.outFrame,
      verdict: check.verdict,
      sentence: check.sentence,
      checkedAt: check.checkedAt,
    });
}

const keptCheckSchema = z.strictObject({ verdict: z.enum(lockVerdicts), sentence: z.string() });

/** The verdict and sentence kept for the annotation's present span; null when it was not checked. */
export function keptLockCheck(
  database: Database,
  annotation: Pick<Annotation, 'id' | 'span'>,
): z.infer<typeof keptCheckSchema> | null {
  const row = database
    .prepare(
      `SELECT verdict, sentence FROM frame_lock_check
       WHERE annotation_id = ? AND in_frame = ? AND out_frame = ?`,
    )
    .get(annotation.id, annotation.span.inFrame, annotation.span.outFrame);
  return row === undefined ? null : parseRow(keptCheckSchema, row, 'check of a frame lock');
}

const countsSchema = z.strictObject({ total: z.int(), locked: z.int() });

/** How the annotations in use stand, of one recording or of the whole matter. */
export function lockStanding(database: Database, footageId: FootageId | null): LockStanding {
  const counts = parseRow(
    countsSchema,
    database
      .prepare(
        `SELECT count(*) AS total, count(frame_lock.annotation_id) AS locked
         FROM annotation LEFT JOIN frame_lock
           ON frame_lock.annotation_id = annotation.id AND frame_lock.footage_digest = annotation.footage_digest
             AND frame_lock.stream = annotation.stream AND frame_lock.in_frame = annotation.in_frame
             AND frame_lock.out_frame = annotation.out_frame
         WHERE annotation.state <> 'withdrawn' AND (@footageId IS NULL OR annotation.footage_id = @footageId)`,
      )
      .get({ footageId }),
    'frame lock',
  );
  const troubles = database
    .prepare(
      `SELECT annotation.id AS annotationId, verdict, sentence, checked_at AS checkedAt
       FROM frame_lock_check JOIN annotation ON annotation.id = frame_lock_check.annotation_id
         AND annotation.in_frame = frame_lock_check.in_frame AND annotation.out_frame = frame_lock_check.out_frame
       WHERE annotation.state <> 'withdrawn' AND verdict IN ('no-match', 'cannot-check')
         AND (@footageId IS NULL OR annotation.footage_id = @footageId)
       ORDER BY annotation.footage_id, annotation.in_pts, annotation.id`,
    )
    .all({ footageId })
    .map((row): LockTrouble => parseRow(lockTroubleSchema, row, 'check of a frame lock'));
  return { lockedCount: counts.locked, pendingCount: counts.total - counts.locked, troubles };
}
