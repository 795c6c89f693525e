/** Spans that may disturb whoever watches them. */
export const contentNotes = {
  version: 6,
  name: 'content-notes',
  sql: `
CREATE TABLE content_note (
  id             TEXT PRIMARY KEY,
  revision       INTEGER NOT NULL,
  footage_id     TEXT NOT NULL REFERENCES footage (id),
  footage_digest TEXT NOT NULL,
  stream         INTEGER NOT NULL,
  in_frame       INTEGER NOT NULL,
  out_frame      INTEGER NOT NULL,          -- not included
  in_pts         INTEGER NOT NULL,
  out_pts        INTEGER NOT NULL,
  kind           TEXT NOT NULL,
  note           TEXT NOT NULL,
  state          TEXT NOT NULL,
  created_by     TEXT NOT NULL REFERENCES reviewer (id),
  created_at     INTEGER NOT NULL,
  revised_by     TEXT NOT NULL REFERENCES reviewer (id),
  revised_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX content_note_by_footage ON content_note (footage_id, in_pts);
`,
} as const;
