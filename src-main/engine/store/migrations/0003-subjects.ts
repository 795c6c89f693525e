/** Subjects with their features, and what an annotation says of them, of its context and of its confidence. */
export const subjects = {
  version: 3,
  name: 'subjects',
  sql: `
ALTER TABLE annotation ADD COLUMN confidence_basis TEXT NOT NULL DEFAULT '{}';
ALTER TABLE annotation ADD COLUMN subject_ids TEXT NOT NULL DEFAULT '[]';   -- JSON array, as named, whatever was merged since
ALTER TABLE annotation ADD COLUMN is_exculpatory INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotation ADD COLUMN is_context_reviewed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE annotation ADD COLUMN note TEXT NOT NULL DEFAULT '';

CREATE TABLE subject (
  id          TEXT PRIMARY KEY,
  revision    INTEGER NOT NULL,
  kind        TEXT NOT NULL,                -- agent, person, vehicle
  ordinal     INTEGER NOT NULL,             -- gave the first pseudonym; never used again for the kind
  pseudonym   TEXT NOT NULL,
  role        TEXT NOT NULL,
  details     TEXT NOT NULL,                -- JSON, domain/subject.ts
  merged_into TEXT REFERENCES subject (id), -- what is linked to this row counts for that one until it is split off again
  decision    TEXT,                         -- JSON: the newest merge or split, its reason and evidence frames
  state       TEXT NOT NULL,
  created_by  TEXT NOT NULL REFERENCES reviewer (id),
  created_at  INTEGER NOT NULL,
  revised_by  TEXT NOT NULL REFERENCES reviewer (id),
  revised_at  INTEGER NOT NULL,
  UNIQUE (kind, ordinal)
) STRICT;
CREATE INDEX subject_by_merge ON subject (merged_into);

CREATE TABLE subject_feature (
  id             TEXT PRIMARY KEY,
  revision       INTEGER NOT NULL,
  subject_id     TEXT NOT NULL REFERENCES subject (id),
  kind           TEXT NOT NULL,
  text           TEXT NOT NULL,
  footage_id     TEXT NOT NULL REFERENCES footage (id),
  footage_digest TEXT NOT NULL,
  stream         INTEGER NOT NULL,
  pts            INTEGER NOT NULL,
  frame          INTEGER NOT NULL,
  state          TEXT NOT NULL,
  created_by     TEXT NOT NULL REFERENCES reviewer (id),
  created_at     INTEGER NOT NULL,
  revised_by     TEXT NOT NULL REFERENCES reviewer (id),
  revised_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX subject_feature_by_subject ON subject_feature (subject_id);
`,
} as const;
