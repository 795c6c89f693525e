/** When a recording was made, as a reviewer states it beside what the file says of itself. */
export const clockCorrections = {
  version: 11,
  name: 'clock-corrections',
  sql: `
CREATE TABLE clock_correction (
  id             TEXT PRIMARY KEY REFERENCES footage (id),   -- a recording has one at most
  revision       INTEGER NOT NULL,
  footage_digest TEXT NOT NULL,
  stream         INTEGER NOT NULL,
  frame          INTEGER NOT NULL,
  pts            INTEGER NOT NULL,
  at             INTEGER NOT NULL,          -- UTC microseconds of that frame
  basis          TEXT NOT NULL,
  state          TEXT NOT NULL,
  created_by     TEXT NOT NULL REFERENCES reviewer (id),
  created_at     INTEGER NOT NULL,
  revised_by     TEXT NOT NULL REFERENCES reviewer (id),
  revised_at     INTEGER NOT NULL
) STRICT;
`,
} as const;
