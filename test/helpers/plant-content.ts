import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { digestSchema } from '../../src-main/domain/digest.ts';
import type { Edit } from '../../src-main/domain/edit.ts';
import { type Row, recordEdit } from '../../src-main/engine/history/edits.ts';
import { objectPath } from '../../src-main/engine/matters/matter-folder.ts';
import type { OpenMatter } from '../../src-main/engine/matters/open-matter.ts';
import { inTransaction } from '../../src-main/engine/store/transaction.ts';

export type PlantedFootage = { readonly id: string; readonly digest: string; readonly file: string };

/** Puts bytes into the vault with their row and custody entry, as ingest would, without media tools. */
export function plantFootage(matter: OpenMatter, bytes: Buffer, name = 'planted.mp4'): PlantedFootage {
  const digest = digestSchema.parse(createHash('sha256').update(bytes).digest('hex'));
  const file = objectPath(matter.folder, digest);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  const id = randomUUID();
  const acquisitionId = randomUUID();
  inTransaction(matter.database, () => {
    matter.database
      .prepare('INSERT INTO acquisition (id, reviewer_id, statement, state, opened_at) VALUES (?, ?, ?, ?, ?)')
      .run(acquisitionId, matter.reviewer.id, '{}', 'closed', matter.clock.now());
    matter.database
      .prepare(
        `INSERT INTO footage (id, acquisition_id, digest, byte_count, original_name, relative_path, source_modified_at,
           source_facts, ingested_at) VALUES (?, ?, ?, ?, ?, ?, 0, '{}', ?)`,
      )
      .run(id, acquisitionId, digest, bytes.length, name, name, matter.clock.now());
    matter.custody.append({ type: 'ingest.file', refs: [`asset:${digest}`], data: { relativePath: name } });
  });
  return { id, digest, file };
}

/** A whole annotation row. */
export function annotationRow(matter: OpenMatter, footage: PlantedFootage, observation: string): Row {
  const now = matter.clock.now();
  return {
    id: randomUUID(),
    revision: 1,
    footage_id: footage.id,
    footage_digest: footage.digest,
    stream: 0,
    in_frame: 10,
    out_frame: 20,
    in_pts: 1000,
    out_pts: 2000,
    code: 'UOF.1',
    codebook_version: '1.0.0',
    observation,
    allegation: null,
    attributes: '{}',
    confidence: '{"visibility":null,"interpretation":null,"corroboration":null}',
    confidence_basis: '{}',
    subject_ids: '[]',
    is_exculpatory: 0,
    is_context_reviewed: 0,
    note: '',
    state: 'draft',
    created_by: matter.reviewer.id,
    created_at: now,
    revised_by: matter.reviewer.id,
    revised_at: now,
  };
}

/** Writes `after` over `before` as one edit. */
export function writeAnnotation(matter: OpenMatter, before: Row | null, after: Row, label = 'Change'): Edit {
  const id = String(after['id']);
  return recordEdit(matter, {
    label,
    changes: [{ table: 'annotation', id, before, after }],
    event: {
      type: before === null ? 'annotation.create' : 'annotation.revise',
      refs: [`annotation:${id}@${String(after['revision'])}`],
      data: {},
    },
  });
}
