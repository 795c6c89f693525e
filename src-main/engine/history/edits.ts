import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import { type Edit, editSchema } from '../../domain/edit.ts';
import type { EditId } from '../../domain/identifier.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { inTransaction } from '../store/transaction.ts';
import {
  changesOfEdit,
  imagesDigest,
  isSameRow,
  openRows,
  type Row,
  type RowChange,
  toStoredChange,
} from './edit-images.ts';
import { ruleOf } from './editable-tables.ts';
import { fitRefs } from './row-refs.ts';
import { undoState } from './undo-state.ts';

export type { Row, RowChange } from './edit-images.ts';

export type EditRequest = {
  /** Said for a person, in the undo menu and the history ("Change UOF.1 at frame 310"). */
  readonly label: string;
  readonly changes: readonly RowChange[];
  /** What the custody log says of it; the edit's id and the digest of its images are added. */
  readonly event: CustodyEvent;
};

export const editColumns = `edit.id, edit.at, edit.label, reviewer.name AS reviewerName, edit.kind, edit.target_id AS targetId`;

/**
 * Writes a change of the matter's content: rows, edit and custody entry in one transaction, durable when this returns.
 * Errors: `edit-conflict` when a row is no longer as `before` says; `matter-read-only`; `internal` for an empty edit or
 * a row that would disappear.
 */
export function recordEdit(matter: OpenMatter, request: EditRequest): Edit {
  return writeEdit(matter, { ...request, kind: 'do', targetId: null });
}

type WholeEdit = EditRequest & { readonly kind: Edit['kind']; readonly targetId: EditId | null };

/** As `recordEdit`, for all three kinds; undo and redo come through here too. */
export function writeEdit(matter: OpenMatter, request: WholeEdit): Edit {
  matter.requireWritable();
  const { database } = matter;
  if (request.changes.length === 0) {
    throw new AppError('internal', 'An edit changes at least one row.');
  }
  const edit = inTransaction(database, () => {
    const changes = request.changes.map(toStoredChange);
    const rows = openRows(database);
    for (const change of changes) {
      if (change.after === null || change.after['id'] !== change.id) {
        throw new AppError('internal', 'A row never disappears and keeps its id; withdraw it instead.');
      }
      if (!isSameRow(rows.read(change.table, change.id), change.before)) {
        throw new AppError(
          'edit-conflict',
          `This ${change.table} was changed in the meantime, so nothing was written. Look at it as it is now and make your change again.`,
          { table: change.table, id: change.id },
        );
      }
      rows.write(change.table, change.after);
    }
    requireRules(database, changes);
    const id = randomUUID() as EditId;
    const event = fitRefs(request.event);
    const entry = matter.custody.append({
      ...event,
      data: { ...event.data, edit: { id, kind: request.kind, images: imagesDigest(changes) } },
    });
    database
      .prepare(
        `INSERT INTO edit (ordinal, id, kind, target_id, label, reviewer_id, custody_seq, at)
         VALUES ((SELECT coalesce(max(ordinal), 0) + 1 FROM edit), ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(id, request.kind, request.targetId, request.label, matter.reviewer.id, entry.seq, matter.clock.now());
    const insertChange = database.prepare(
      'INSERT INTO edit_change (edit_id, position, table_name, row_id, before, after) VALUES (?, ?, ?, ?, ?, ?)',
    );
    changes.forEach((change, position) => {
      insertChange.run(id, position, change.table, change.id, change.beforeText, change.afterText);
    });
    const row = database
      .prepare(`SELECT ${editColumns} FROM edit JOIN reviewer ON reviewer.id = edit.reviewer_id WHERE edit.id = ?`)
      .get(id);
    return parseRow(editSchema, row, 'edit');
  });
  // Said once the transaction, which may be the caller's, has ended: it ends before the present turn does.
  queueMicrotask(() => {
    if (database.open) {
      matter.events.emit('history.changed', undoState(database));
    }
  });
  return edit;
}

/** Errors: `edit-conflict` for rows that are each right and do not go together. */
function requireRules(database: Database, changes: readonly RowChange[]): void {
  for (const table of new Set(changes.map((change) => change.table))) {
    const rule = ruleOf(table);
    if (rule !== null && database.prepare(rule.broken).get() !== undefined) {
      throw new AppError('edit-conflict', rule.sentence, { table });
    }
  }
}

const editOfRowSchema = editSchema.extend({ custodySeq: z.int() });

export type EditOfRow = {
  readonly edit: Edit;
  readonly custodySeq: number;
  readonly before: Row | null;
  readonly after: Row | null;
};

/** Every edit that changed this row, oldest first, with the row before and after it. */
export function editsOfRow(matter: Pick<OpenMatter, 'database'>, table: RowChange['table'], id: string): EditOfRow[] {
  const { database } = matter;
  return database
    .prepare(
      `SELECT DISTINCT ${editColumns}, edit.custody_seq AS custodySeq
       FROM edit_change JOIN edit ON edit.id = edit_change.edit_id JOIN reviewer ON reviewer.id = edit.reviewer_id
       WHERE edit_change.table_name = ? AND edit_change.row_id = ? ORDER BY edit.ordinal`,
    )
    .all(table, id)
    .flatMap((row) => {
      const { custodySeq, ...edit } = parseRow(editOfRowSchema, row, 'edit');
      return changesOfEdit(database, edit.id, { table, id }).map(({ before, after }) => ({
        edit,
        custodySeq,
        before,
        after,
      }));
    });
}
