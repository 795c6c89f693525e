import { z } from 'zod';
import type { UndoState } from '../../domain/edit.ts';
import { editIdSchema } from '../../domain/identifier.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const targetSchema = z.strictObject({ id: editIdSchema, label: z.string() });
export type UndoTarget = z.infer<typeof targetSchema>;

function readTarget(row: unknown): UndoTarget | null {
  return row === undefined ? null : parseRow(targetSchema, row, 'edit');
}

/** The newest edit that stands: never undone, or redone since. Null when there is none. */
export function undoTarget(database: Database): UndoTarget | null {
  return readTarget(
    database
      .prepare(
        `SELECT id, label FROM edit AS done
         WHERE kind = 'do' AND coalesce(
           (SELECT kind FROM edit WHERE target_id = done.id ORDER BY ordinal DESC LIMIT 1), 'redo') = 'redo'
         ORDER BY ordinal DESC LIMIT 1`,
      )
      .get(),
  );
}

/** The edit undone last and not redone, unless something new was done since. Null when there is none. */
export function redoTarget(database: Database): UndoTarget | null {
  return readTarget(
    database
      .prepare(
        `SELECT undone.id, undone.label FROM edit AS undoing JOIN edit AS undone ON undone.id = undoing.target_id
         WHERE undoing.kind = 'undo'
           AND undoing.ordinal > (SELECT max(ordinal) FROM edit WHERE kind = 'do')
           AND undoing.ordinal = (SELECT max(ordinal) FROM edit WHERE target_id = undone.id)
         ORDER BY undoing.ordinal DESC LIMIT 1`,
      )
      .get(),
  );
}

/** What the next undo and redo would do, for menus and buttons. */
export function undoState(database: Database): UndoState {
  return { undoLabel: undoTarget(database)?.label ?? null, redoLabel: redoTarget(database)?.label ?? null };
}
