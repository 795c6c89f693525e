import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { Digest } from '../../domain/digest.ts';
import {
  type Footage,
  type FootageState,
  footageSchema,
  type Rendition,
  type RenditionKind,
  renditionSchema,
} from '../../domain/footage.ts';
import type { FootageId } from '../../domain/identifier.ts';
import { type RecordingFacts, recordingFactsSchema } from '../../domain/recording-facts.ts';
import type { Micros } from '../../domain/time.ts';
import { objectPath } from '../matters/matter-folder.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const footageColumns = `footage.id, footage.acquisition_id AS acquisitionId, footage.digest,
  footage.byte_count AS byteCount, footage.original_name AS originalName, footage.relative_path AS relativePath,
  footage.source_modified_at AS sourceModifiedAt, footage.ingested_at AS ingestedAt,
  coalesce(footage_reading.state, 'stored') AS state, coalesce(footage_reading.state_reason, '') AS stateReason`;
const footageTables = 'footage LEFT JOIN footage_reading ON footage_reading.footage_id = footage.id';

function readFootage(row: unknown): Footage {
  return parseRow(footageSchema, row, 'footage');
}

/** All footage in the order it came in. */
export function listFootage(database: Database): Footage[] {
  return database
    .prepare(`SELECT ${footageColumns} FROM ${footageTables} ORDER BY footage.ingested_at, footage.rowid`)
    .all()
    .map(readFootage);
}

/** Errors: not-found. */
export function findFootage(database: Database, id: FootageId): Footage {
  const row = database.prepare(`SELECT ${footageColumns} FROM ${footageTables} WHERE footage.id = ?`).get(id);
  if (row === undefined) {
    throw new AppError('not-found', 'That footage is not in this matter. Please refresh the library.', {
      footageId: id,
    });
  }
  return readFootage(row);
}

/** The footage whose original has these bytes, or null. */
export function findFootageByDigest(database: Database, digest: Digest): Footage | null {
  const row = database.prepare(`SELECT ${footageColumns} FROM ${footageTables} WHERE footage.digest = ?`).get(digest);
  return row === undefined ? null : readFootage(row);
}

const likenessRowSchema = z.strictObject({ byteCount: z.int(), originalName: z.string() });

/** Size and name as one text: recordings that share it may have the same bytes. A hint, never a proof. */
export function likeness(file: { readonly byteCount: number; readonly originalName: string }): string {
  return `${file.byteCount} ${file.originalName}`;
}

/** The `likeness` of all stored footage. */
export function listLikenesses(database: Database): Set<string> {
  const rows = database.prepare('SELECT byte_count AS byteCount, original_name AS originalName FROM footage').all();
  return new Set(rows.map((row) => likeness(parseRow(likenessRowSchema, row, 'footage'))));
}

/** Absolute path of the original in the vault; to be read, never written. */
export function footagePath(matter: Pick<OpenMatter, 'folder'>, footage: Pick<Footage, 'digest'>): string {
  return objectPath(matter.folder, footage.digest);
}

const factsRowSchema = z.strictObject({ facts: z.string().nullable() });

/** What the recording says of itself; null while it has not been read or could not be. */
export function footageFacts(database: Database, id: FootageId): RecordingFacts | null {
  const row = database.prepare('SELECT facts FROM footage_reading WHERE footage_id = ?').get(id);
  if (row === undefined) {
    return null;
  }
  const { facts } = parseRow(factsRowSchema, row, 'footage_reading');
  return facts === null ? null : parseRow(recordingFactsSchema, JSON.parse(facts), 'footage_reading');
}

/** The same where there is no going on without. Errors: not-found. */
export function requireFacts(database: Database, id: FootageId): RecordingFacts {
  const facts = footageFacts(database, id);
  if (facts === null) {
    throw new AppError(
      'not-found',
      'This recording has not been read, or could not be. See its state and its jobs in the library.',
      { footageId: id },
    );
  }
  return facts;
}

export type FootageReading = {
  readonly state: Exclude<FootageState, 'stored'>;
  readonly stateReason: string;
  readonly facts: RecordingFacts | null;
  readonly readAt: Micros;
};

/** Derived data: replaces an earlier reading. */
export function saveReading(database: Database, id: FootageId, reading: FootageReading): void {
  database
    .prepare(
      `INSERT INTO footage_reading (footage_id, state, state_reason, facts, read_at)
       VALUES (@id, @state, @stateReason, @facts, @readAt)
       ON CONFLICT (footage_id) DO UPDATE SET state = excluded.state, state_reason = excluded.state_reason,
         facts = excluded.facts, read_at = excluded.read_at`,
    )
    .run({ ...reading, id, facts: reading.facts === null ? null : JSON.stringify(reading.facts) });
}

export type NewFootage = Omit<Footage, 'state' | 'stateReason'> & {
  /** JSON: stat of the source before and after the copy. */
  readonly sourceFacts: string;
};

export function insertFootage(database: Database, footage: NewFootage): void {
  database
    .prepare(
      `INSERT INTO footage (id, acquisition_id, digest, byte_count, original_name, relative_path, source_modified_at,
         source_facts, ingested_at)
       VALUES (@id, @acquisitionId, @digest, @byteCount, @originalName, @relativePath, @sourceModifiedAt,
         @sourceFacts, @ingestedAt)`,
    )
    .run(footage);
}

const digestRowSchema = z.strictObject({ digest: z.string(), byteCount: z.int() });

/** Digest and size of every original, for the check at opening. */
export function listDigests(database: Database): { digest: string; byteCount: number }[] {
  return database
    .prepare('SELECT digest, byte_count AS byteCount FROM footage')
    .all()
    .map((row) => parseRow(digestRowSchema, row, 'footage'));
}

const renditionColumns = `id, footage_id AS footageId, kind, digest, byte_count AS byteCount, file_name AS fileName,
  media_type AS mediaType, argv, tool_version AS toolVersion, details, made_at AS madeAt`;
const renditionRowSchema = z.looseObject({ argv: z.string(), details: z.string() });

function readRendition(row: unknown): Rendition {
  const { argv, details, ...rest } = parseRow(renditionRowSchema, row, 'rendition');
  return parseRow(renditionSchema, { ...rest, argv: JSON.parse(argv), details: JSON.parse(details) }, 'rendition');
}

export function findRendition(database: Database, id: FootageId, kind: RenditionKind): Rendition | null {
  const sql = `SELECT ${renditionColumns} FROM rendition WHERE footage_id = ? AND kind = ?`;
  const row = database.prepare(sql).get(id, kind);
  return row === undefined ? null : readRendition(row);
}

/** By its own id, as a page names it. Errors: not-found. */
export function findRenditionById(database: Database, renditionId: string): Rendition {
  const row = database.prepare(`SELECT ${renditionColumns} FROM rendition WHERE id = ?`).get(renditionId);
  if (row === undefined) {
    throw new AppError('not-found', 'That rendition is not in this matter. Please refresh the library.', {
      renditionId,
    });
  }
  return readRendition(row);
}

export function listRenditions(database: Database, id: FootageId): Rendition[] {
  const sql = `SELECT ${renditionColumns} FROM rendition WHERE footage_id = ? ORDER BY kind`;
  return database.prepare(sql).all(id).map(readRendition);
}

/** Names of all files that rows of `rendition` stand for. */
export function listRenditionFiles(database: Database): Set<string> {
  const rows = database.prepare('SELECT file_name AS fileName FROM rendition').all();
  const schema = z.strictObject({ fileName: z.string() });
  return new Set(rows.map((row) => parseRow(schema, row, 'rendition').fileName));
}

/** Replaces an earlier rendition of the same kind. */
export function saveRendition(database: Database, rendition: Rendition): void {
  database
    .prepare(
      `INSERT INTO rendition (id, footage_id, kind, digest, byte_count, file_name, media_type, argv, tool_version,
         details, made_at)
       VALUES (@id, @footageId, @kind, @digest, @byteCount, @fileName, @mediaType, @argv, @toolVersion, @details,
         @madeAt)
       ON CONFLICT (footage_id, kind) DO UPDATE SET id = excluded.id, digest = excluded.digest,
         byte_count = excluded.byte_count, file_name = excluded.file_name, media_type = excluded.media_type,
         argv = excluded.argv, tool_version = excluded.tool_version, details = excluded.details,
         made_at = excluded.made_at`,
    )
    .run({ ...rendition, argv: JSON.stringify(rendition.argv), details: JSON.stringify(rendition.details) });
}
