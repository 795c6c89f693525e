import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { FootageId, SubjectFeatureId, SubjectId } from '../../domain/identifier.ts';
import {
  type Subject,
  type SubjectEntry,
  type SubjectFeature,
  type SubjectKind,
  standingSubject,
  subjectFeatureSchema,
  subjectSchema,
} from '../../domain/subject.ts';
import type { Row } from '../history/edits.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const jsonText = z.string().transform((text): unknown => JSON.parse(text));
const authorship = {
  state: z.string(),
  created_by: z.string(),
  created_at: z.number(),
  revised_by: z.string(),
  revised_at: z.number(),
};

const subjectRowSchema = z
  .strictObject({
    id: z.string(),
    revision: z.number(),
    kind: z.string(),
    ordinal: z.number(),
    pseudonym: z.string(),
    role: z.string(),
    details: jsonText,
    merged_into: z.string().nullable(),
    decision: jsonText.nullable(),
    ...authorship,
  })
  .transform(({ merged_into, created_by, created_at, revised_by, revised_at, ...row }) => ({
    ...row,
    mergedInto: merged_into,
    createdBy: created_by,
    createdAt: created_at,
    revisedBy: revised_by,
    revisedAt: revised_at,
  }))
  .pipe(subjectSchema);

const featureRowSchema = z
  .strictObject({
    id: z.string(),
    revision: z.number(),
    subject_id: z.string(),
    kind: z.string(),
    text: z.string(),
    footage_id: z.string(),
    footage_digest: z.string(),
    stream: z.number(),
    pts: z.number(),
    frame: z.number(),
    ...authorship,
  })
  .transform(({ subject_id, footage_id, footage_digest, created_by, created_at, revised_by, revised_at, ...row }) => ({
    ...row,
    subjectId: subject_id,
    footageId: footage_id,
    footageDigest: footage_digest,
    createdBy: created_by,
    createdAt: created_at,
    revisedBy: revised_by,
    revisedAt: revised_at,
  }))
  .pipe(subjectFeatureSchema);

/** The row that holds a subject, as `recordEdit` compares and writes it. */
export function rowOfSubject(subject: Subject): Row {
  return {
    id: subject.id,
    revision: subject.revision,
    kind: subject.kind,
    ordinal: subject.ordinal,
    pseudonym: subject.pseudonym,
    role: subject.role,
    details: JSON.stringify(subject.details),
    merged_into: subject.mergedInto,
    decision: subject.decision === null ? null : JSON.stringify(subject.decision),
    state: subject.state,
    created_by: subject.createdBy,
    created_at: subject.createdAt,
    revised_by: subject.revisedBy,
    revised_at: subject.revisedAt,
  };
}

/** The row that holds a feature. */
export function rowOfFeature(feature: SubjectFeature): Row {
  return {
    id: feature.id,
    revision: feature.revision,
    subject_id: feature.subjectId,
    kind: feature.kind,
    text: feature.text,
    footage_id: feature.footageId,
    footage_digest: feature.footageDigest,
    stream: feature.stream,
    pts: feature.pts,
    frame: feature.frame,
    state: feature.state,
    created_by: feature.createdBy,
    created_at: feature.createdAt,
    revised_by: feature.revisedBy,
    revised_at: feature.revisedAt,
  };
}

/** Reads a subject from a row of the table or from an image kept by an edit. Errors: `matter-damaged`. */
export function subjectOfRow(row: unknown): Subject {
  return parseRow(subjectRowSchema, row, 'subject');
}

/** As `subjectOfRow`. */
export function featureOfRow(row: unknown): SubjectFeature {
  return parseRow(featureRowSchema, row, 'feature of a subject');
}

/** Every subject ever made, withdrawn and merged ones too, in the order of their kind and number. */
export function allSubjects(database: Database): Subject[] {
  return database.prepare('SELECT * FROM subject ORDER BY kind, ordinal').all().map(subjectOfRow);
}

/** Subjects by id, for `standingSubject`. */
export function subjectsById(database: Database): ReadonlyMap<SubjectId, Subject> {
  return new Map(allSubjects(database).map((subject) => [subject.id, subject]));
}

/** Errors: `not-found`. */
export function findSubject(database: Database, id: SubjectId): Subject {
  const row = database.prepare('SELECT * FROM subject WHERE id = ?').get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such subject. It may belong to another matter.', { id });
  }
  return subjectOfRow(row);
}

/** Errors: `not-found`. */
export function findFeature(database: Database, id: SubjectFeatureId): SubjectFeature {
  const row = database.prepare('SELECT * FROM subject_feature WHERE id = ?').get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'This matter has no such feature. It may belong to another matter.', { id });
  }
  return featureOfRow(row);
}

/** Features that are not withdrawn, in the order in which they were noted. */
export function listFeatures(database: Database): SubjectFeature[] {
  return database
    .prepare(`SELECT * FROM subject_feature WHERE state <> 'withdrawn' ORDER BY created_at, rowid`)
    .all()
    .map(featureOfRow);
}

/** Refuses to name subjects that do not exist or are withdrawn. Errors: `not-found`, `bad-request`. */
export function requireUsableSubjects(database: Database, ids: readonly SubjectId[]): void {
  for (const id of ids) {
    const subject = findSubject(database, id);
    if (subject.state === 'withdrawn') {
      throw new AppError(
        'bad-request',
        `${subject.pseudonym} is withdrawn and cannot be named in an annotation. Choose another subject, or undo its withdrawal.`,
        { id },
      );
    }
  }
}

/** The number for the next subject of a kind: one that no subject, withdrawn ones included, ever had. */
export function nextOrdinal(database: Database, kind: SubjectKind): number {
  const row = database.prepare('SELECT coalesce(max(ordinal), -1) + 1 AS next FROM subject WHERE kind = ?').get(kind);
  return parseRow(z.strictObject({ next: z.number() }), row, 'subject').next;
}

const appearanceSchema = z.strictObject({
  subjectId: z.string(),
  footageId: z.string(),
  count: z.number(),
  firstFrame: z.number(),
  endFrame: z.number(),
});

/** How often and where each standing subject is named, recording by recording; an annotation naming it twice over counts once. */
function appearances(database: Database): z.infer<typeof appearanceSchema>[] {
  return database
    .prepare(
      `WITH RECURSIVE standing (id, root) AS (
         SELECT id, id FROM subject WHERE merged_into IS NULL
         UNION ALL SELECT subject.id, standing.root FROM subject JOIN standing ON subject.merged_into = standing.id
       )
       SELECT standing.root AS subjectId, annotation.footage_id AS footageId, count(DISTINCT annotation.id) AS count,
         min(annotation.in_frame) AS firstFrame, max(annotation.out_frame) AS endFrame
       FROM annotation, json_each(annotation.subject_ids) AS named JOIN standing ON standing.id = named.value
       WHERE annotation.state <> 'withdrawn' AND annotation.subject_ids <> '[]'
       GROUP BY standing.root, annotation.footage_id`,
    )
    .all()
    .map((row) => parseRow(appearanceSchema, row, 'subject'));
}

/**
 * Subjects with their features and counts, those of subjects merged into them included. Merged subjects are listed too,
 * with nothing of their own, so that names of links can be followed; withdrawn ones only when asked for.
 */
export function listSubjects(
  database: Database,
  filter: { readonly footageId?: FootageId | undefined; readonly includeWithdrawn: boolean },
): SubjectEntry[] {
  const subjects = subjectsById(database);
  const entries = new Map<string, { -readonly [K in keyof SubjectEntry]: SubjectEntry[K] }>();
  for (const subject of subjects.values()) {
    entries.set(subject.id, { subject, features: [], annotationCount: 0, here: null });
  }
  for (const feature of listFeatures(database)) {
    const root = standingSubject(subjects, feature.subjectId);
    entries.get(root?.id ?? feature.subjectId)?.features.push(feature);
  }
  for (const { subjectId, footageId, count, firstFrame, endFrame } of appearances(database)) {
    const entry = entries.get(subjectId);
    if (entry !== undefined) {
      entry.annotationCount += count;
      if (footageId === filter.footageId) {
        entry.here = { annotationCount: count, firstFrame, lastFrame: endFrame - 1 };
      }
    }
  }
  return [...entries.values()].filter(({ subject }) => filter.includeWithdrawn || subject.state !== 'withdrawn');
}
