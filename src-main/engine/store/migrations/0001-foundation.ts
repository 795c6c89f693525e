/** The first shape of a matter's database. Migrations are never changed after release; the next one is a new file. */
export const foundation = {
  version: 1,
  name: 'foundation',
  sql: `
CREATE TABLE matter (
  id             TEXT PRIMARY KEY,
  name           TEXT NOT NULL,
  created_at     INTEGER NOT NULL,          -- UTC microseconds, as every *_at
  custody_log_id TEXT NOT NULL
) STRICT;

CREATE TABLE reviewer (
  id   TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  UNIQUE (name, role)
) STRICT;

-- Ed25519 keys that sign custody entries, checkpoints and packets of this matter on this workstation.
CREATE TABLE device_key (
  fingerprint TEXT PRIMARY KEY,
  public_key  BLOB NOT NULL,                -- 32 raw bytes
  sealed_seed BLOB NOT NULL,                -- seed under AES-256-GCM with a subkey of the matter key
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE custody (
  seq  INTEGER PRIMARY KEY,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,                       -- canonical JSON (RFC 8785), exactly the bytes hashed
  sig  BLOB NOT NULL
) STRICT;
CREATE TRIGGER custody_is_append_only_update BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'custody is append-only'); END;
CREATE TRIGGER custody_is_append_only_delete BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'custody is append-only'); END;

-- Checkpoints that left this machine; the log must agree with each of them forever.
CREATE TABLE checkpoint (
  size    INTEGER NOT NULL,
  root    TEXT NOT NULL,                    -- base64 RFC 6962 root
  note    TEXT NOT NULL,                    -- the signed note as exported
  made_at INTEGER NOT NULL,
  PRIMARY KEY (size, made_at)
) STRICT;

CREATE TABLE acquisition (
  id          TEXT PRIMARY KEY,
  reviewer_id TEXT NOT NULL REFERENCES reviewer (id),
  statement   TEXT NOT NULL,                -- JSON, domain/acquisition.ts
  state       TEXT NOT NULL,
  opened_at   INTEGER NOT NULL,
  closed_at   INTEGER
) STRICT;

-- What became of each path of an acquisition; a file is accounted for once.
CREATE TABLE ingest_result (
  acquisition_id TEXT NOT NULL REFERENCES acquisition (id),
  relative_path  TEXT NOT NULL,
  outcome        TEXT NOT NULL,
  footage_id     TEXT REFERENCES footage (id),
  digest         TEXT,
  byte_count     INTEGER,
  message        TEXT NOT NULL,
  PRIMARY KEY (acquisition_id, relative_path)
) STRICT;

CREATE TABLE footage (
  id                 TEXT PRIMARY KEY,
  acquisition_id     TEXT NOT NULL REFERENCES acquisition (id),
  digest             TEXT NOT NULL UNIQUE,  -- SHA-256 of the original, also its name in the vault
  byte_count         INTEGER NOT NULL,
  original_name      TEXT NOT NULL,
  relative_path      TEXT NOT NULL,
  source_modified_at INTEGER NOT NULL,
  source_facts       TEXT NOT NULL,         -- JSON: stat of the source before and after, in nanoseconds as text
  ingested_at        INTEGER NOT NULL
) STRICT;
CREATE TRIGGER footage_is_immutable_update BEFORE UPDATE ON footage BEGIN SELECT RAISE(ABORT, 'footage is immutable'); END;
CREATE TRIGGER footage_is_immutable_delete BEFORE DELETE ON footage BEGIN SELECT RAISE(ABORT, 'footage is immutable'); END;

-- What was read from the footage: derived, replaced when read again. No row: not looked at yet.
CREATE TABLE footage_reading (
  footage_id   TEXT PRIMARY KEY REFERENCES footage (id),
  state        TEXT NOT NULL,
  state_reason TEXT NOT NULL,
  facts        TEXT,                        -- JSON, domain/recording-facts.ts
  read_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE frame_index (
  footage_id TEXT NOT NULL REFERENCES footage (id),
  stream     INTEGER NOT NULL,
  summary    TEXT NOT NULL,                 -- JSON, FrameIndexSummary
  body       BLOB NOT NULL,                 -- domain/frame-index-codec.ts, deflated
  made_at    INTEGER NOT NULL,
  PRIMARY KEY (footage_id, stream)
) STRICT;

CREATE TABLE rendition (
  id           TEXT PRIMARY KEY,
  footage_id   TEXT NOT NULL REFERENCES footage (id),
  kind         TEXT NOT NULL,
  digest       TEXT NOT NULL,
  byte_count   INTEGER NOT NULL,
  file_name    TEXT NOT NULL,
  media_type   TEXT NOT NULL,
  argv         TEXT NOT NULL,               -- JSON array
  tool_version TEXT NOT NULL,
  details      TEXT NOT NULL,               -- JSON
  made_at      INTEGER NOT NULL,
  UNIQUE (footage_id, kind)
) STRICT;

CREATE TABLE job (
  id            TEXT PRIMARY KEY,
  ordinal       INTEGER NOT NULL UNIQUE,    -- order of arrival
  kind          TEXT NOT NULL,
  lane          TEXT NOT NULL,
  title         TEXT NOT NULL,
  footage_id    TEXT REFERENCES footage (id),
  input         TEXT NOT NULL,              -- JSON, parsed by the kind's schema before it runs
  state         TEXT NOT NULL,
  done          INTEGER NOT NULL,
  total         INTEGER,
  unit          TEXT NOT NULL,
  attempts      INTEGER NOT NULL,
  error_code    TEXT,
  error_message TEXT,
  error_details TEXT,                       -- JSON: argv, exit code, last lines of stderr, tool version
  output        TEXT,                       -- JSON
  created_at    INTEGER NOT NULL,
  started_at    INTEGER,
  ended_at      INTEGER
) STRICT;
CREATE INDEX job_by_state ON job (state, lane, ordinal);
CREATE INDEX job_by_footage ON job (footage_id, state);

-- One reversible change: whole-row images before and after, and the custody entry made with it.
CREATE TABLE edit (
  ordinal     INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,                -- do, undo, redo
  target_id   TEXT REFERENCES edit (id),    -- the edit undone or redone
  label       TEXT NOT NULL,
  reviewer_id TEXT NOT NULL REFERENCES reviewer (id),
  custody_seq INTEGER NOT NULL REFERENCES custody (seq),
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX edit_by_target ON edit (target_id, ordinal);
CREATE INDEX edit_by_kind ON edit (kind, ordinal);
CREATE TABLE edit_change (
  edit_id    TEXT NOT NULL REFERENCES edit (id),
  position   INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id     TEXT NOT NULL,
  before     TEXT,                          -- JSON of the row, null when it was made
  after      TEXT,
  PRIMARY KEY (edit_id, position)
) STRICT;
CREATE INDEX edit_change_by_row ON edit_change (table_name, row_id);

CREATE TABLE annotation (
  id               TEXT PRIMARY KEY,
  revision         INTEGER NOT NULL,
  footage_id       TEXT NOT NULL REFERENCES footage (id),
  footage_digest   TEXT NOT NULL,
  stream           INTEGER NOT NULL,
  in_frame         INTEGER NOT NULL,
  out_frame        INTEGER NOT NULL,        -- not included
  in_pts           INTEGER NOT NULL,
  out_pts          INTEGER NOT NULL,
  code             TEXT NOT NULL,
  codebook_version TEXT NOT NULL,
  observation      TEXT NOT NULL,
  allegation       TEXT,                    -- JSON {text, allegedBy}: apart from the observation, attributed
  attributes       TEXT NOT NULL,           -- JSON
  confidence       TEXT NOT NULL,           -- JSON
  state            TEXT NOT NULL,
  created_by       TEXT NOT NULL REFERENCES reviewer (id),
  created_at       INTEGER NOT NULL,
  revised_by       TEXT NOT NULL REFERENCES reviewer (id),
  revised_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX annotation_by_footage ON annotation (footage_id, in_pts);

CREATE TABLE packet (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE,
  profile       TEXT NOT NULL,
  state         TEXT NOT NULL,
  folder        TEXT NOT NULL,
  plan          TEXT NOT NULL,              -- JSON: what was chosen, fixed when asked for
  exhibit_count INTEGER NOT NULL,
  byte_count    INTEGER,
  digest        TEXT,                       -- SHA-256 of tagmanifest-sha256.txt
  created_at    INTEGER NOT NULL,
  sealed_at     INTEGER
) STRICT;
`,
} as const;
