/** Hand-overs of sealed packets and their acknowledgements. */
export const transfers = {
  version: 9,
  name: 'transfers',
  sql: `
CREATE TABLE transfer (
  id                 TEXT PRIMARY KEY,
  packet_id          TEXT NOT NULL REFERENCES packet (id),
  job_id             TEXT NOT NULL,
  state              TEXT NOT NULL,
  method             TEXT NOT NULL,
  recipients         TEXT NOT NULL,         -- JSON, as they stood in the address book
  is_escrow_left_out INTEGER NOT NULL,
  delivered_to       TEXT NOT NULL,
  medium             TEXT NOT NULL,
  seal_number        TEXT NOT NULL,
  part_bytes         INTEGER,
  folder             TEXT NOT NULL,
  files              TEXT NOT NULL,         -- JSON: what was written, in order
  byte_count         INTEGER,
  created_by         TEXT NOT NULL,
  created_at         INTEGER NOT NULL,
  ended_at           INTEGER
) STRICT;
CREATE INDEX transfer_by_packet ON transfer (packet_id, created_at);

-- What an encrypted hand-over goes on with after a stop; gone as soon as it has ended.
CREATE TABLE transfer_key (
  transfer_id TEXT PRIMARY KEY REFERENCES transfer (id),
  prefix      BLOB NOT NULL,                -- header and nonce of the age file
  payload_key BLOB NOT NULL
) STRICT;

CREATE TABLE transfer_acknowledgement (
  transfer_id TEXT NOT NULL REFERENCES transfer (id),
  ordinal     INTEGER NOT NULL,
  received_by TEXT NOT NULL,
  received_on TEXT NOT NULL,                -- 2026-03-09
  how         TEXT NOT NULL,
  note        TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  PRIMARY KEY (transfer_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER acknowledgement_is_append_only_update BEFORE UPDATE ON transfer_acknowledgement BEGIN SELECT RAISE(ABORT, 'acknowledgements are append-only'); END;
CREATE TRIGGER acknowledgement_is_append_only_delete BEFORE DELETE ON transfer_acknowledgement BEGIN SELECT RAISE(ABORT, 'acknowledgements are append-only'); END;
`,
} as const;
