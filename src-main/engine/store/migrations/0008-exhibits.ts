/** Exhibits as things of their own, and the register of Bates numbers. */
export const exhibits = {
  version: 8,
  name: 'exhibits',
  sql: `
-- Changes through recordEdit only.
CREATE TABLE exhibit (
  id             TEXT PRIMARY KEY,
  revision       INTEGER NOT NULL,
  position       INTEGER NOT NULL,          -- place in the list, from 0
  number         TEXT NOT NULL,             -- 12, 12-A: reassignable, unique among those not withdrawn (checked by the room)
  title          TEXT NOT NULL,
  description    TEXT NOT NULL,
  footage_id     TEXT NOT NULL REFERENCES footage (id),
  footage_digest TEXT NOT NULL,
  content        TEXT NOT NULL,             -- JSON, domain/exhibit.ts
  annotation_id  TEXT REFERENCES annotation (id),
  options        TEXT NOT NULL,             -- JSON
  state          TEXT NOT NULL,
  created_by     TEXT NOT NULL REFERENCES reviewer (id),
  created_at     INTEGER NOT NULL,
  revised_by     TEXT NOT NULL REFERENCES reviewer (id),
  revised_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX exhibit_by_place ON exhibit (state, position);
CREATE INDEX exhibit_by_annotation ON exhibit (annotation_id);

-- One number for each produced file, never used again, whatever becomes of the packet it was assigned for.
CREATE TABLE bates (
  prefix      TEXT NOT NULL,
  number      INTEGER NOT NULL,
  digest      TEXT NOT NULL,                -- SHA-256 of the produced file
  packet_id   TEXT NOT NULL REFERENCES packet (id), -- for which it was assigned
  assigned_at INTEGER NOT NULL,
  PRIMARY KEY (prefix, number),
  UNIQUE (prefix, digest)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bates_is_append_only_update BEFORE UPDATE ON bates BEGIN SELECT RAISE(ABORT, 'Bates numbers are append-only'); END;
CREATE TRIGGER bates_is_append_only_delete BEFORE DELETE ON bates BEGIN SELECT RAISE(ABORT, 'Bates numbers are append-only'); END;
`,
} as const;
