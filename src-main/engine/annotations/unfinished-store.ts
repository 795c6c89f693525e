import { z } from 'zod';
import {
  type UnfinishedAnnotation,
  type UnfinishedKey,
  unfinishedAnnotationSchema,
} from '../../domain/unfinished-annotation.ts';
import { findFootage } from '../footage/footage-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { parseRow } from '../store/row.ts';

/*
 * What was typed and not recorded is no statement of the matter yet: it is no edit, has no custody entry, and is in no
 * packet. It stands in the matter's encrypted database all the same, so that neither a crash nor a closed window loses it.
 */

const rowSchema = z
  .strictObject({ contents: z.string().transform((text): unknown => JSON.parse(text)) })
  .transform(({ contents }) => contents)
  .pipe(unfinishedAnnotationSchema);

/** The forms that the reviewer at the workstation has not finished, the latest first. */
export function listUnfinished(matter: OpenMatter): UnfinishedAnnotation[] {
  return matter.database
    .prepare('SELECT contents FROM unfinished_annotation WHERE reviewer_id = ? ORDER BY kept_at DESC, annotation_id')
    .all(matter.reviewer.id)
    .map((row) => parseRow(rowSchema, row, 'unfinished annotation'));
}

/** Takes the place of what was kept of the same form. Errors: `not-found`, `matter-read-only`. */
export function keepUnfinished(matter: OpenMatter, unfinished: UnfinishedAnnotation): void {
  matter.requireWritable();
  findFootage(matter.database, unfinished.footageId);
  matter.database
    .prepare(
      `INSERT INTO unfinished_annotation (reviewer_id, footage_id, annotation_id, contents, kept_at)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (reviewer_id, footage_id, annotation_id)
       DO UPDATE SET contents = excluded.contents, kept_at = excluded.kept_at`,
    )
    .run(
      matter.reviewer.id,
      unfinished.footageId,
      unfinished.annotationId ?? '',
      JSON.stringify(unfinished),
      matter.clock.now(),
    );
}

/** Forgets a form that was recorded or discarded; nothing where there is none. Errors: `matter-read-only`. */
export function dropUnfinished(matter: OpenMatter, { footageId, annotationId }: UnfinishedKey): void {
  matter.requireWritable();
  matter.database
    .prepare('DELETE FROM unfinished_annotation WHERE reviewer_id = ? AND footage_id = ? AND annotation_id = ?')
    .run(matter.reviewer.id, footageId, annotationId ?? '');
}
