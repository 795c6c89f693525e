/** What was typed into the form of an annotation and not recorded yet, for each reviewer. */
export const unfinishedAnnotations = {
  version: 10,
  name: 'unfinished-annotations',
  sql: `
CREATE TABLE unfinished_annotation (
  reviewer_id   TEXT NOT NULL REFERENCES reviewer (id),
  footage_id    TEXT NOT NULL REFERENCES footage (id),
  annotation_id TEXT NOT NULL,              -- empty for a new one
  contents      TEXT NOT NULL,              -- JSON
  kept_at       INTEGER NOT NULL,
  PRIMARY KEY (reviewer_id, footage_id, annotation_id)
) STRICT, WITHOUT ROWID;
`,
} as const;
