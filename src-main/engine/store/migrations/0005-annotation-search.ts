/**
 * The text index of annotations, kept true by triggers in the transaction of every edit, and filters kept by name. A
 * document has a number of its own, because the rows of `annotation` may be renumbered when a matter is copied.
 */
export const annotationSearch = {
  version: 5,
  name: 'annotation-search',
  sql: `
CREATE TABLE annotation_document (
  document      INTEGER PRIMARY KEY,
  annotation_id TEXT NOT NULL UNIQUE REFERENCES annotation (id)
) STRICT;

-- Holds no text, only where words stand. Diacritics are folded: "camion" finds "camión".
CREATE VIRTUAL TABLE annotation_text USING fts5 (
  observation, allegation, alleged_by, attributes, note,
  content='', contentless_delete=1, prefix='1 2 3', tokenize="unicode61 remove_diacritics 2"
);

CREATE TRIGGER annotation_text_insert AFTER INSERT ON annotation BEGIN
  INSERT INTO annotation_document (annotation_id) VALUES (NEW.id);
  INSERT INTO annotation_text (rowid, observation, allegation, alleged_by, attributes, note)
  VALUES ((SELECT document FROM annotation_document WHERE annotation_id = NEW.id), NEW.observation,
    NEW.allegation ->> '$.text', NEW.allegation ->> '$.allegedBy',
    (SELECT group_concat(value, ' ') FROM json_each(NEW.attributes)), NEW.note);
END;
CREATE TRIGGER annotation_text_update AFTER UPDATE ON annotation
  WHEN NEW.observation IS NOT OLD.observation OR NEW.allegation IS NOT OLD.allegation
    OR NEW.attributes IS NOT OLD.attributes OR NEW.note IS NOT OLD.note
BEGIN
  -- Not OR REPLACE: inside a trigger the conflict clause of the statement around it would win.
  DELETE FROM annotation_text WHERE rowid = (SELECT document FROM annotation_document WHERE annotation_id = NEW.id);
  INSERT INTO annotation_text (rowid, observation, allegation, alleged_by, attributes, note)
  VALUES ((SELECT document FROM annotation_document WHERE annotation_id = NEW.id), NEW.observation,
    NEW.allegation ->> '$.text', NEW.allegation ->> '$.allegedBy',
    (SELECT group_concat(value, ' ') FROM json_each(NEW.attributes)), NEW.note);
END;

INSERT INTO annotation_document (annotation_id) SELECT id FROM annotation ORDER BY rowid;
INSERT INTO annotation_text (rowid, observation, allegation, alleged_by, attributes, note)
  SELECT annotation_document.document, annotation.observation, annotation.allegation ->> '$.text',
    annotation.allegation ->> '$.allegedBy',
    (SELECT group_concat(value, ' ') FROM json_each(annotation.attributes)), annotation.note
  FROM annotation JOIN annotation_document ON annotation_document.annotation_id = annotation.id;

CREATE TABLE saved_filter (
  id         TEXT PRIMARY KEY,
  revision   INTEGER NOT NULL,
  name       TEXT NOT NULL,
  filter     TEXT NOT NULL,                 -- JSON, domain/annotation-search.ts
  state      TEXT NOT NULL,                 -- kept, withdrawn
  created_by TEXT NOT NULL REFERENCES reviewer (id),
  created_at INTEGER NOT NULL,
  revised_by TEXT NOT NULL REFERENCES reviewer (id),
  revised_at INTEGER NOT NULL
) STRICT;
`,
} as const;
