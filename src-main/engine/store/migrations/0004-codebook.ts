/** The matter's own versions of its vocabulary, and which codes stand on the digits. */
export const codebook = {
  version: 4,
  name: 'codebook',
  sql: `
-- Vocabularies as canonical JSON, deflated; named by the SHA-256 of the canonical JSON.
CREATE TABLE codebook_text (
  digest     TEXT PRIMARY KEY,
  body       BLOB NOT NULL,
  code_count INTEGER NOT NULL
) STRICT;
CREATE TRIGGER codebook_text_is_immutable_update BEFORE UPDATE ON codebook_text BEGIN SELECT RAISE(ABORT, 'codebook texts are immutable'); END;
CREATE TRIGGER codebook_text_is_immutable_delete BEFORE DELETE ON codebook_text BEGIN SELECT RAISE(ABORT, 'codebook texts are immutable'); END;

-- Every id of a code or a group that ever stood in a version, so that none is given a second meaning.
CREATE TABLE codebook_used_id (
  kind TEXT NOT NULL,                       -- code, group
  id   TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- The vocabulary that the matter started with: one row, adopted when the matter was first opened.
CREATE TABLE codebook_start (
  version     TEXT PRIMARY KEY,
  digest      TEXT NOT NULL REFERENCES codebook_text (digest),
  reviewer_id TEXT NOT NULL REFERENCES reviewer (id),
  at          INTEGER NOT NULL
) STRICT;
CREATE TRIGGER codebook_start_is_immutable_update BEFORE UPDATE ON codebook_start BEGIN SELECT RAISE(ABORT, 'the first codebook is immutable'); END;
CREATE TRIGGER codebook_start_is_immutable_delete BEFORE DELETE ON codebook_start BEGIN SELECT RAISE(ABORT, 'the first codebook is immutable'); END;

-- Every later version; the newest that stands is the current one. Undo withdraws it, redo brings it back.
CREATE TABLE codebook_version (
  id         TEXT PRIMARY KEY,
  revision   INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL UNIQUE,
  version    TEXT NOT NULL UNIQUE,
  digest     TEXT NOT NULL REFERENCES codebook_text (digest),
  note       TEXT NOT NULL,
  state      TEXT NOT NULL,
  created_by TEXT NOT NULL REFERENCES reviewer (id),
  created_at INTEGER NOT NULL,
  revised_by TEXT NOT NULL REFERENCES reviewer (id),
  revised_at INTEGER NOT NULL
) STRICT;

-- A code pinned to a digit from 1 to 9.
CREATE TABLE code_pin (
  id         TEXT PRIMARY KEY,               -- 'digit-1' to 'digit-9'
  revision   INTEGER NOT NULL,
  digit      INTEGER NOT NULL UNIQUE,
  code       TEXT NOT NULL,
  state      TEXT NOT NULL,                  -- pinned, withdrawn
  created_by TEXT NOT NULL REFERENCES reviewer (id),
  created_at INTEGER NOT NULL,
  revised_by TEXT NOT NULL REFERENCES reviewer (id),
  revised_at INTEGER NOT NULL
) STRICT;
`,
} as const;
