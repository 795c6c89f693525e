import { z } from 'zod';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { changesOfEdit, currentRow, imagesDigest, isSameRow, type Row } from './edit-images.ts';
import { type EditableTable, editableTableNames, editableTables } from './editable-tables.ts';
import type { Troubles } from './troubles.ts';
import type { LogClaims } from './verify-log.ts';

const editRowSchema = z.strictObject({ id: z.string(), custodySeq: z.int(), label: z.string() });
const idRowSchema = z.strictObject({ id: z.string() });

type LatestRow = { readonly table: EditableTable; readonly row: Row | null };

/** Every edit has its entry, and the entry the digest of its images; every row is as its last edit left it. */
export function verifyEdits(database: Database, claims: LogClaims, troubles: Troubles): void {
  const latest = new Map<string, LatestRow>();
  const seen = new Set<number>();
  const rows = database.prepare('SELECT id, custody_seq AS custodySeq, label FROM edit ORDER BY ordinal').all();
  for (const found of rows) {
    const edit = parseRow(editRowSchema, found, 'edit');
    const changes = changesOfEdit(database, edit.id);
    const claimed = claims.edits.get(edit.custodySeq);
    seen.add(edit.custodySeq);
    if (claimed?.id !== edit.id) {
      troubles.problem(`The change "${edit.label}" has no entry in the custody log.`, edit.custodySeq);
    } else if (claimed.images !== imagesDigest(changes)) {
      troubles.problem(`What the change "${edit.label}" did was altered afterwards.`, edit.custodySeq);
    }
    for (const change of changes) {
      if (!isSameRow(latest.get(change.id)?.row ?? null, change.before)) {
        troubles.problem(`The change "${edit.label}" does not follow the one before it.`, edit.custodySeq);
      }
      latest.set(change.id, { table: change.table, row: change.after });
    }
  }
  for (const [seq, claimed] of claims.edits) {
    if (!seen.has(seq)) {
      troubles.problem(`Entry ${seq} records the change ${claimed.id}, which is no longer in the matter.`, seq);
    }
  }
  verifyRows(database, latest, troubles);
}

function verifyRows(database: Database, latest: ReadonlyMap<string, LatestRow>, troubles: Troubles): void {
  for (const table of editableTableNames) {
    for (const found of database.prepare(editableTables[table].ids).all()) {
      const { id } = parseRow(idRowSchema, found, table);
      if (!latest.has(id)) {
        troubles.problem(`The ${table} ${id} was put into the matter without a record of it.`);
      }
    }
  }
  for (const [id, { table, row }] of latest) {
    if (!isSameRow(currentRow(database, table, id), row)) {
      troubles.problem(`The ${table} ${id} was changed without a record of it.`);
    }
  }
}

const footageRowSchema = z.strictObject({ digest: z.string(), name: z.string(), byteCount: z.int() });
export type FootageClaim = z.infer<typeof footageRowSchema>;

/** Every footage has its `ingest.file`, and the other way round. Answers what the vault must hold. */
export function verifyFootage(database: Database, claims: LogClaims, troubles: Troubles): FootageClaim[] {
  const rows = database
    .prepare('SELECT digest, original_name AS name, byte_count AS byteCount FROM footage ORDER BY rowid')
    .all()
    .map((row) => parseRow(footageRowSchema, row, 'footage'));
  const digests = new Set(rows.map((row) => row.digest));
  for (const { digest, name } of rows) {
    if (!claims.ingested.has(digest)) {
      troubles.problem(`The footage "${name}" was put into the matter without a record of it.`);
    }
  }
  for (const digest of claims.ingested) {
    if (!digests.has(digest)) {
      troubles.problem(`The custody log records footage with the digest ${digest}, which is no longer in the matter.`);
    }
  }
  return rows;
}

/** Every sealed packet has its `export.done`. */
export function verifyPackets(database: Database, claims: LogClaims, troubles: Troubles): void {
  const schema = z.strictObject({ id: z.string(), name: z.string() });
  for (const found of database.prepare("SELECT id, name FROM packet WHERE state = 'sealed'").all()) {
    const packet = parseRow(schema, found, 'packet');
    if (!claims.exported.has(`packet:${packet.id}`)) {
      troubles.problem(`The packet ${packet.name} was marked as sealed without a record of it.`);
    }
  }
}
