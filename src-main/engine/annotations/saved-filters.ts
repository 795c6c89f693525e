import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AnnotationFilter, type SavedFilter, savedFilterSchema } from '../../domain/annotation-search.ts';
import { AppError } from '../../domain/app-error.ts';
import type { SavedFilterId } from '../../domain/identifier.ts';
import { type Row, recordEdit } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const savedFilterRowSchema = z
  .strictObject({
    id: z.string(),
    revision: z.number(),
    name: z.string(),
    filter: z.string().transform((text): unknown => JSON.parse(text)),
    state: z.string(),
    created_by: z.string(),
    created_at: z.number(),
    revised_by: z.string(),
    revised_at: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    revision: row.revision,
    name: row.name,
    filter: row.filter,
    state: row.state,
    createdBy: row.created_by,
    createdAt: row.created_at,
    revisedBy: row.revised_by,
    revisedAt: row.revised_at,
  }))
  .pipe(savedFilterSchema);

function rowOfFilter(saved: SavedFilter): Row {
  return {
    id: saved.id,
    revision: saved.revision,
    name: saved.name,
    filter: JSON.stringify(saved.filter),
    state: saved.state,
    created_by: saved.createdBy,
    created_at: saved.createdAt,
    revised_by: saved.revisedBy,
    revised_at: saved.revisedAt,
  };
}

/** The filters kept in this matter, by name. */
export function listSavedFilters(database: Database): SavedFilter[] {
  return database
    .prepare("SELECT * FROM saved_filter WHERE state = 'kept' ORDER BY name COLLATE NOCASE, id")
    .all()
    .map((row) => parseRow(savedFilterRowSchema, row, 'filter'));
}

function write(matter: OpenMatter, label: string, before: SavedFilter | null, after: SavedFilter): SavedFilter {
  recordEdit(matter, {
    label,
    changes: [
      {
        table: 'saved_filter',
        id: after.id,
        before: before === null ? null : rowOfFilter(before),
        after: rowOfFilter(after),
      },
    ],
    event: {
      type: 'settings.change',
      refs: [`saved_filter:${after.id}@${after.revision}`],
      data: { setting: 'saved-filter', name: after.name, state: after.state },
    },
  });
  matter.events.emit('filters.changed', {});
  return after;
}

/** Keeps a filter under a name; one of that name takes the new filter. Errors: `bad-request`, `matter-read-only`. */
export function saveFilter(
  matter: OpenMatter,
  draft: { readonly name: string; readonly filter: AnnotationFilter },
): SavedFilter {
  matter.requireWritable();
  const named = listSavedFilters(matter.database).find(
    ({ name }) => name.localeCompare(draft.name, undefined, { sensitivity: 'base' }) === 0,
  );
  const stamp = { revisedBy: matter.reviewer.id, revisedAt: matter.clock.now() };
  if (named !== undefined) {
    const after = { ...named, ...draft, ...stamp, revision: named.revision + 1 };
    return write(matter, `Change the filter "${draft.name}"`, named, after);
  }
  return write(matter, `Keep the filter "${draft.name}"`, null, {
    id: randomUUID() as SavedFilterId,
    revision: 1,
    ...draft,
    state: 'kept',
    createdBy: matter.reviewer.id,
    createdAt: stamp.revisedAt,
    ...stamp,
  });
}

/** Takes a filter out of the list. Errors: `not-found`, `edit-conflict`. */
export function withdrawFilter(
  matter: OpenMatter,
  { id, revision }: { readonly id: SavedFilterId; readonly revision: number },
): SavedFilter {
  matter.requireWritable();
  const current = listSavedFilters(matter.database).find((saved) => saved.id === id);
  if (current === undefined) {
    throw new AppError('not-found', 'This matter keeps no such filter any more.', { id });
  }
  if (current.revision !== revision) {
    throw new AppError('edit-conflict', 'This filter was changed since you saw it. Look at it again.', { id });
  }
  return write(matter, `Remove the filter "${current.name}"`, current, {
    ...current,
    state: 'withdrawn',
    revision: current.revision + 1,
    revisedBy: matter.reviewer.id,
    revisedAt: matter.clock.now(),
  });
}
