/** Hashes of the first and last decoded picture of each span that an annotation has had, and how they were last checked. */
export const frameLocks = {
  version: 7,
  name: 'frame-locks',
  sql: `
-- Apart from the annotation's row: made after it by a job, kept for a span that undo brings back.
CREATE TABLE frame_lock (
  annotation_id  TEXT NOT NULL REFERENCES annotation (id),
  footage_digest TEXT NOT NULL,
  stream         INTEGER NOT NULL,
  in_frame       INTEGER NOT NULL,
  out_frame      INTEGER NOT NULL,          -- not included
  in_pts         INTEGER NOT NULL,
  out_pts        INTEGER NOT NULL,
  first_picture  TEXT NOT NULL,             -- JSON, domain/frame-lock.ts
  last_picture   TEXT NOT NULL,             -- JSON
  tool_version   TEXT NOT NULL,
  locked_at      INTEGER NOT NULL,
  custody_seq    INTEGER NOT NULL REFERENCES custody (seq),
  PRIMARY KEY (annotation_id, footage_digest, stream, in_frame, out_frame)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER frame_lock_is_immutable_update BEFORE UPDATE ON frame_lock BEGIN SELECT RAISE(ABORT, 'a frame lock is immutable'); END;
CREATE TRIGGER frame_lock_is_immutable_delete BEFORE DELETE ON frame_lock BEGIN SELECT RAISE(ABORT, 'a frame lock is immutable'); END;

-- The newest check of each annotation: derived, replaced when checked again.
CREATE TABLE frame_lock_check (
  annotation_id TEXT PRIMARY KEY REFERENCES annotation (id),
  in_frame      INTEGER NOT NULL,
  out_frame     INTEGER NOT NULL,
  verdict       TEXT NOT NULL,
  sentence      TEXT NOT NULL,
  checked_at    INTEGER NOT NULL
) STRICT;
`,
} as const;
