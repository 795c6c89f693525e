import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { type EditableTable, editableTables, isEditableTable } from './editable-tables.ts';

/** A whole row as the database holds it: column name to value. */
export type Row = Record<string, string | number | null>;

/** One row of an edit: `before` null when the row was made by it. Rows never disappear; they are withdrawn. */
export type RowChange = {
  readonly table: EditableTable;
  readonly id: string;
  readonly before: Row | null;
  readonly after: Row | null;
};

/** A change with its images as the JSON text that is stored and hashed. */
export type StoredChange = RowChange & { readonly beforeText: string | null; readonly afterText: string | null };

const rowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const image = z.string().nullable();
const storedRowSchema = z.strictObject({
  table_name: z.custom<EditableTable>(isEditableTable, 'A table that edits may change.'),
  row_id: z.string(),
  before: image,
  after: image,
});

export function toStoredChange(change: RowChange): StoredChange {
  return { ...change, beforeText: imageText(change.before), afterText: imageText(change.after) };
}

function imageText(row: Row | null): string | null {
  return row === null ? null : JSON.stringify(row);
}

function readImage(table: EditableTable, text: string | null): Row | null {
  const parse = z.string().transform((json): unknown => JSON.parse(json));
  return text === null
    ? null
    : { ...editableTables[table].laterColumns, ...parseRow(parse.pipe(rowSchema), text, 'edit') };
}

/** The rows that an edit changed, in their order, with the images as stored; `only` picks the changes of one row. */
export function changesOfEdit(
  database: Database,
  editId: string,
  only: { readonly table: EditableTable; readonly id: string } | null = null,
): StoredChange[] {
  return database
    .prepare(
      `SELECT table_name, row_id, before, after FROM edit_change
       WHERE edit_id = :editId AND (:id IS NULL OR (table_name = :table AND row_id = :id)) ORDER BY position`,
    )
    .all({ editId, table: only?.table ?? null, id: only?.id ?? null })
    .map((found) => {
      const row = parseRow(storedRowSchema, found, 'edit');
      return {
        table: row.table_name,
        id: row.row_id,
        before: readImage(row.table_name, row.before),
        after: readImage(row.table_name, row.after),
        beforeText: row.before,
        afterText: row.after,
      };
    });
}

/** SHA-256 over the exact stored images: stands in the edit's custody entry, so that history cannot be reworded. */
export function imagesDigest(changes: readonly StoredChange[]): string {
  const hash = createHash('sha256').update('edit-images/v1\n');
  for (const change of changes) {
    hash.update(JSON.stringify([change.table, change.id, change.beforeText, change.afterText])).update('\n');
  }
  return hash.digest('hex');
}

/** Whether two rows hold the same, column by column. `besides` names columns that may differ. */
export function isSameRow(left: Row | null, right: Row | null, besides: readonly string[] = []): boolean {
  if (left === null || right === null) {
    return left === right;
  }
  const columns = new Set([...Object.keys(left), ...Object.keys(right)].filter((column) => !besides.includes(column)));
  return [...columns].every((column) => left[column] === right[column]);
}

/** The row of a table that edits may change, as it stands now; null when there is none. */
export function currentRow(database: Database, table: EditableTable, id: string): Row | null {
  const row = database.prepare(editableTables[table].row).get(id);
  return row === undefined ? null : parseRow(rowSchema, row, table);
}

/** Reads and writes rows of editable tables with statements prepared once: an edit may change ten thousand rows. */
export function openRows(database: Database): {
  /** As `currentRow`. */
  read(table: EditableTable, id: string): Row | null;
  /** Writes the whole row: makes it, or replaces every column of the one with its id. */
  write(table: EditableTable, row: Row): void;
} {
  type Statement = ReturnType<Database['prepare']>;
  type Statements = { readonly read: Statement; readonly write: Statement };
  const prepared = new Map<EditableTable, Statements>();
  function statements(table: EditableTable): Statements {
    const known = prepared.get(table) ?? {
      read: database.prepare(editableTables[table].row),
      write: database.prepare(editableTables[table].write),
    };
    prepared.set(table, known);
    return known;
  }
  return {
    read(table, id) {
      const row = statements(table).read.get(id);
      return row === undefined ? null : parseRow(rowSchema, row, table);
    },
    write(table, row) {
      statements(table).write.run(row);
    },
  };
}
