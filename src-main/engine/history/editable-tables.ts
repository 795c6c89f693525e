import type { CustodyEventType } from '../../domain/custody-event.ts';

/**
 * The tables whose rows change only through `recordEdit`. Each has the columns `id`, `revision`, `state` (with a value
 * `withdrawn`), `revised_by` and `revised_at`: a row is never deleted, and undoing the edit that made it withdraws it.
 */
export type EditableTable = keyof typeof editableTables;

type TableStatements = {
  /**
   * Columns that came with a later migration, and what it gave the rows that were there: images kept by edits from
   * before do not have them, are hashed as they were written, and are read as if they had.
   */
  readonly laterColumns: Readonly<Record<string, string | number | null>>;
  /** The row with an id. */
  readonly row: string;
  /** The ids of all rows, withdrawn ones too. */
  readonly ids: string;
  /** Makes a row, or replaces every column of the one with its id. */
  readonly write: string;
  /** What must hold of the whole table after every edit, undo and redo: rows that the statement finds break it. */
  readonly rule?: { readonly broken: string; readonly sentence: string };
  /** How the custody log calls a step of undo or redo over rows of this table. */
  readonly events: { readonly revise: CustodyEventType; readonly withdraw: CustodyEventType };
};

// Whole statements rather than a list of columns, so that the test which prepares every statement sees them.
export const editableTables = {
  annotation: {
    laterColumns: { confidence_basis: '{}', subject_ids: '[]', is_exculpatory: 0, is_context_reviewed: 0, note: '' },
    row: 'SELECT * FROM annotation WHERE id = ?',
    ids: 'SELECT id FROM annotation',
    write: `INSERT INTO annotation
        (id, revision, footage_id, footage_digest, stream, in_frame, out_frame, in_pts, out_pts, code, codebook_version,
         observation, allegation, attributes, confidence, confidence_basis, subject_ids, is_exculpatory,
         is_context_reviewed, note, state,
         created_by, created_at, revised_by, revised_at)
      VALUES
        (@id, @revision, @footage_id, @footage_digest, @stream, @in_frame, @out_frame, @in_pts, @out_pts, @code,
         @codebook_version, @observation, @allegation, @attributes, @confidence, @confidence_basis, @subject_ids,
         @is_exculpatory, @is_context_reviewed, @note, @state, @created_by, @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, footage_id = excluded.footage_id, footage_digest = excluded.footage_digest,
        stream = excluded.stream, in_frame = excluded.in_frame, out_frame = excluded.out_frame,
        in_pts = excluded.in_pts, out_pts = excluded.out_pts, code = excluded.code,
        codebook_version = excluded.codebook_version, observation = excluded.observation,
        allegation = excluded.allegation, attributes = excluded.attributes, confidence = excluded.confidence,
        confidence_basis = excluded.confidence_basis, subject_ids = excluded.subject_ids,
        is_exculpatory = excluded.is_exculpatory,
        is_context_reviewed = excluded.is_context_reviewed, note = excluded.note, state = excluded.state, created_by = excluded.created_by, created_at = excluded.created_at,
        revised_by = excluded.revised_by, revised_at = excluded.revised_at`,
    events: { revise: 'annotation.revise', withdraw: 'annotation.delete' },
  },
  subject: {
    laterColumns: {},
    row: 'SELECT * FROM subject WHERE id = ?',
    ids: 'SELECT id FROM subject',
    write: `INSERT INTO subject
        (id, revision, kind, ordinal, pseudonym, role, details, merged_into, decision, state, created_by, created_at,
         revised_by, revised_at)
      VALUES
        (@id, @revision, @kind, @ordinal, @pseudonym, @role, @details, @merged_into, @decision, @state, @created_by,
         @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, kind = excluded.kind, ordinal = excluded.ordinal,
        pseudonym = excluded.pseudonym, role = excluded.role, details = excluded.details,
        merged_into = excluded.merged_into, decision = excluded.decision, state = excluded.state,
        created_by = excluded.created_by, created_at = excluded.created_at, revised_by = excluded.revised_by,
        revised_at = excluded.revised_at`,
    events: { revise: 'subject.revise', withdraw: 'subject.delete' },
  },
  subject_feature: {
    laterColumns: {},
    row: 'SELECT * FROM subject_feature WHERE id = ?',
    ids: 'SELECT id FROM subject_feature',
    write: `INSERT INTO subject_feature
        (id, revision, subject_id, kind, text, footage_id, footage_digest, stream, pts, frame, state, created_by,
         created_at, revised_by, revised_at)
      VALUES
        (@id, @revision, @subject_id, @kind, @text, @footage_id, @footage_digest, @stream, @pts, @frame, @state,
         @created_by, @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, subject_id = excluded.subject_id, kind = excluded.kind, text = excluded.text,
        footage_id = excluded.footage_id, footage_digest = excluded.footage_digest, stream = excluded.stream,
        pts = excluded.pts, frame = excluded.frame, state = excluded.state, created_by = excluded.created_by,
        created_at = excluded.created_at, revised_by = excluded.revised_by, revised_at = excluded.revised_at`,
    events: { revise: 'subject.feature', withdraw: 'subject.feature' },
  },
  codebook_version: {
    laterColumns: {},
    row: 'SELECT * FROM codebook_version WHERE id = ?',
    ids: 'SELECT id FROM codebook_version',
    write: `INSERT INTO codebook_version
        (id, revision, ordinal, version, digest, note, state, created_by, created_at, revised_by, revised_at)
      VALUES
        (@id, @revision, @ordinal, @version, @digest, @note, @state, @created_by, @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, ordinal = excluded.ordinal, version = excluded.version, digest = excluded.digest,
        note = excluded.note, state = excluded.state, created_by = excluded.created_by,
        created_at = excluded.created_at, revised_by = excluded.revised_by, revised_at = excluded.revised_at`,
    events: { revise: 'codebook.revise', withdraw: 'codebook.revise' },
  },
  code_pin: {
    laterColumns: {},
    row: 'SELECT * FROM code_pin WHERE id = ?',
    ids: 'SELECT id FROM code_pin',
    write: `INSERT INTO code_pin
        (id, revision, digit, code, state, created_by, created_at, revised_by, revised_at)
      VALUES (@id, @revision, @digit, @code, @state, @created_by, @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, digit = excluded.digit, code = excluded.code, state = excluded.state,
        created_by = excluded.created_by, created_at = excluded.created_at, revised_by = excluded.revised_by,
        revised_at = excluded.revised_at`,
    events: { revise: 'settings.change', withdraw: 'settings.change' },
  },
  exhibit: {
    laterColumns: {},
    row: 'SELECT * FROM exhibit WHERE id = ?',
    ids: 'SELECT id FROM exhibit',
    write: `INSERT INTO exhibit
        (id, revision, position, number, title, description, footage_id, footage_digest, content, annotation_id, options,
         state, created_by, created_at, revised_by, revised_at)
      VALUES
        (@id, @revision, @position, @number, @title, @description, @footage_id, @footage_digest, @content, @annotation_id,
         @options, @state, @created_by, @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, position = excluded.position, number = excluded.number, title = excluded.title,
        description = excluded.description, footage_id = excluded.footage_id, footage_digest = excluded.footage_digest,
        content = excluded.content, annotation_id = excluded.annotation_id, options = excluded.options,
        state = excluded.state, created_by = excluded.created_by, created_at = excluded.created_at,
        revised_by = excluded.revised_by, revised_at = excluded.revised_at`,
    rule: {
      broken: `SELECT number FROM exhibit WHERE state <> 'withdrawn' GROUP BY number HAVING count(*) > 1`,
      sentence:
        'Two exhibits would have the same number, so nothing was written. Give one of them another number first.',
    },
    events: { revise: 'exhibit.revise', withdraw: 'exhibit.withdraw' },
  },
  saved_filter: {
    laterColumns: {},
    row: 'SELECT * FROM saved_filter WHERE id = ?',
    ids: 'SELECT id FROM saved_filter',
    write: `INSERT INTO saved_filter (id, revision, name, filter, state, created_by, created_at, revised_by, revised_at)
      VALUES (@id, @revision, @name, @filter, @state, @created_by, @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, name = excluded.name, filter = excluded.filter, state = excluded.state,
        created_by = excluded.created_by, created_at = excluded.created_at, revised_by = excluded.revised_by,
        revised_at = excluded.revised_at`,
    events: { revise: 'settings.change', withdraw: 'settings.change' },
  },
  content_note: {
    laterColumns: {},
    row: 'SELECT * FROM content_note WHERE id = ?',
    ids: 'SELECT id FROM content_note',
    write: `INSERT INTO content_note
        (id, revision, footage_id, footage_digest, stream, in_frame, out_frame, in_pts, out_pts, kind, note, state,
         created_by, created_at, revised_by, revised_at)
      VALUES
        (@id, @revision, @footage_id, @footage_digest, @stream, @in_frame, @out_frame, @in_pts, @out_pts, @kind, @note,
         @state, @created_by, @created_at, @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, footage_id = excluded.footage_id, footage_digest = excluded.footage_digest,
        stream = excluded.stream, in_frame = excluded.in_frame, out_frame = excluded.out_frame,
        in_pts = excluded.in_pts, out_pts = excluded.out_pts, kind = excluded.kind, note = excluded.note,
        state = excluded.state, created_by = excluded.created_by, created_at = excluded.created_at,
        revised_by = excluded.revised_by, revised_at = excluded.revised_at`,
    events: { revise: 'content-note.revise', withdraw: 'content-note.withdraw' },
  },
  clock_correction: {
    laterColumns: {},
    row: 'SELECT * FROM clock_correction WHERE id = ?',
    ids: 'SELECT id FROM clock_correction',
    write: `INSERT INTO clock_correction
        (id, revision, footage_digest, stream, frame, pts, at, basis, state, created_by, created_at, revised_by,
         revised_at)
      VALUES
        (@id, @revision, @footage_digest, @stream, @frame, @pts, @at, @basis, @state, @created_by, @created_at,
         @revised_by, @revised_at)
      ON CONFLICT (id) DO UPDATE SET
        revision = excluded.revision, footage_digest = excluded.footage_digest, stream = excluded.stream,
        frame = excluded.frame, pts = excluded.pts, at = excluded.at, basis = excluded.basis, state = excluded.state,
        created_by = excluded.created_by, created_at = excluded.created_at, revised_by = excluded.revised_by,
        revised_at = excluded.revised_at`,
    events: { revise: 'clock-correction.set', withdraw: 'clock-correction.withdraw' },
  },
} as const satisfies Record<string, TableStatements>;

/** The rule of a table; null where it has none. */
export function ruleOf(table: EditableTable): NonNullable<TableStatements['rule']> | null {
  const statements: TableStatements = editableTables[table];
  return statements.rule ?? null;
}

export const editableTableNames = Object.keys(editableTables) as EditableTable[];

export function isEditableTable(name: unknown): name is EditableTable {
  return typeof name === 'string' && Object.hasOwn(editableTables, name);
}
