/** The coverage ledger: what was watched, by whom, how. Kept small by joining runs of one kind within a sitting. */
export const watchedRuns = {
  version: 2,
  name: 'watched-runs',
  sql: `
-- One reviewer's stay at one recording.
CREATE TABLE sitting (
  id           TEXT PRIMARY KEY,
  footage_id   TEXT NOT NULL REFERENCES footage (id),
  reviewer_id  TEXT NOT NULL REFERENCES reviewer (id),
  last_batch   INTEGER NOT NULL,            -- of the page's reports: one that is sent again counts once
  started_at   INTEGER NOT NULL,
  ended_at     INTEGER,                     -- with the custody entry that says what was watched; no change after that
  custody_seq  INTEGER REFERENCES custody (seq)
) STRICT;
CREATE INDEX sitting_by_footage ON sitting (footage_id, reviewer_id);

CREATE TABLE watched_run (
  sitting_id    TEXT NOT NULL REFERENCES sitting (id),
  direction     TEXT NOT NULL,
  rate_percent  INTEGER NOT NULL,           -- 100 is normal speed, 0 a still
  has_sound     INTEGER NOT NULL,
  in_frame      INTEGER NOT NULL,
  out_frame     INTEGER NOT NULL,           -- not included
  picture_count INTEGER NOT NULL,           -- pictures that came to the screen, repeats counted
  started_at    INTEGER NOT NULL,
  ended_at      INTEGER NOT NULL,
  PRIMARY KEY (sitting_id, direction, rate_percent, has_sound, in_frame)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER watched_run_of_open_sitting_insert BEFORE INSERT ON watched_run
  WHEN (SELECT ended_at FROM sitting WHERE id = NEW.sitting_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the sitting has ended'); END;
CREATE TRIGGER watched_run_of_open_sitting_update BEFORE UPDATE ON watched_run
  WHEN (SELECT ended_at FROM sitting WHERE id = OLD.sitting_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the sitting has ended'); END;
CREATE TRIGGER watched_run_of_open_sitting_delete BEFORE DELETE ON watched_run
  WHEN (SELECT ended_at FROM sitting WHERE id = OLD.sitting_id) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the sitting has ended'); END;
`,
} as const;
