import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import { type Codebook, codebookVersionSchema } from '../../domain/codebook.ts';
import type { UsedIds } from '../../domain/codebook-change.ts';
import { type Digest, digestSchema } from '../../domain/digest.ts';
import { microsSchema } from '../../domain/time.ts';
import type { Row } from '../history/edits.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { type CodebookText, packText, parseCodebookBytes, textOfCodebook, unpackText } from './codebook-text.ts';
import { shippedCodebook } from './shipped-codebook.ts';

type Reader = Pick<OpenMatter, 'database' | 'options'>;

/** A version that the matter keeps, without its text. */
const keptVersionSchema = z.strictObject({
  version: codebookVersionSchema,
  digest: digestSchema,
  note: z.string(),
  reviewerName: z.string(),
  at: microsSchema,
  state: z.enum(['standing', 'withdrawn']),
  codeCount: z.int(),
});
export type KeptVersion = z.infer<typeof keptVersionSchema>;

/** Every version in the order in which they were made, undone ones too; empty before the matter was opened for writing. */
export function listKeptVersions(database: Database): KeptVersion[] {
  return database
    .prepare(
      `SELECT codebook_start.version, codebook_start.digest, 'The vocabulary this matter began with' AS note,
         reviewer.name AS reviewerName, codebook_start.at, 'standing' AS state, codebook_text.code_count AS codeCount
       FROM codebook_start
         JOIN reviewer ON reviewer.id = codebook_start.reviewer_id
         JOIN codebook_text ON codebook_text.digest = codebook_start.digest
       UNION ALL
       SELECT * FROM (
         SELECT codebook_version.version, codebook_version.digest, codebook_version.note, reviewer.name,
           codebook_version.created_at, codebook_version.state, codebook_text.code_count
         FROM codebook_version
           JOIN reviewer ON reviewer.id = codebook_version.created_by
           JOIN codebook_text ON codebook_text.digest = codebook_version.digest
         ORDER BY codebook_version.ordinal)`,
    )
    .all()
    .map((row) => parseRow(keptVersionSchema, row, 'codebook'));
}

/** How many parsed versions stay in memory. */
const keptTexts = 12;
const parsed = new WeakMap<Database, Map<Digest, Codebook>>();

/** The vocabulary with this digest; null when the matter has none. Errors: `matter-damaged`. */
export function findCodebookByDigest(database: Database, digest: Digest): Codebook | null {
  const known = parsed.get(database) ?? new Map<Digest, Codebook>();
  parsed.set(database, known);
  const found = known.get(digest);
  if (found !== undefined) {
    return found;
  }
  const bytes = findCodebookBytes(database, digest);
  if (bytes === null) {
    return null;
  }
  const codebook = parseCodebookBytes(bytes, digest);
  known.set(digest, codebook);
  for (const oldest of known.keys()) {
    if (known.size <= keptTexts) {
      break;
    }
    known.delete(oldest);
  }
  return codebook;
}

/** The canonical JSON that the digest is of; null when the matter has none. Errors: `matter-damaged`. */
export function findCodebookBytes(database: Database, digest: Digest): Buffer | null {
  const row = database.prepare('SELECT body FROM codebook_text WHERE digest = ?').get(digest);
  if (row === undefined) {
    return null;
  }
  return unpackText(parseRow(z.strictObject({ body: z.instanceof(Uint8Array) }), row, 'codebook').body, digest);
}

/** Keeps the text of a vocabulary; the same text is kept once. Call inside the transaction that refers to it. */
export function keepCodebookText(database: Database, codebook: Codebook): CodebookText {
  const text = textOfCodebook(codebook);
  database
    .prepare('INSERT INTO codebook_text (digest, body, code_count) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING')
    .run(text.digest, packText(text.bytes), codebook.codes.length);
  const use = database.prepare(
    'INSERT INTO codebook_used_id (kind, id) VALUES (?, ?) ON CONFLICT (kind, id) DO NOTHING',
  );
  for (const { id } of codebook.codes) {
    use.run('code', id);
  }
  for (const { id } of codebook.groups) {
    use.run('group', id);
  }
  return text;
}

function requireText(database: Database, digest: Digest): Codebook {
  const codebook = findCodebookByDigest(database, digest);
  if (codebook === null) {
    throw new AppError(
      'matter-damaged',
      'A codebook version of this matter has lost its text. Verify the matter, and restore it from a backup.',
      { digest },
    );
  }
  return codebook;
}

/** The vocabulary that new annotations are made under, with its digest. */
export function currentCodebook(matter: Reader): { readonly codebook: Codebook; readonly digest: Digest } {
  const row = matter.database
    .prepare(
      `SELECT digest FROM (
         SELECT digest, ordinal FROM codebook_version WHERE state <> 'withdrawn'
         UNION ALL SELECT digest, 0 FROM codebook_start)
       ORDER BY ordinal DESC LIMIT 1`,
    )
    .get();
  if (row === undefined) {
    // A matter of an older format on read-only media: nothing was adopted, so it is read with what is shipped.
    const codebook = shippedCodebook(matter.options.resourcesFolder);
    return { codebook, digest: textOfCodebook(codebook).digest };
  }
  const { digest } = parseRow(z.strictObject({ digest: digestSchema }), row, 'codebook');
  return { codebook: requireText(matter.database, digest), digest };
}

/** A version of this matter by its number, an undone one too. Errors: `not-found`, `matter-damaged`. */
export function codebookOfVersion(
  matter: Reader,
  version: string,
): { readonly codebook: Codebook; readonly digest: Digest } {
  const kept = listKeptVersions(matter.database).find((candidate) => candidate.version === version);
  if (kept !== undefined) {
    return { codebook: requireText(matter.database, kept.digest), digest: kept.digest };
  }
  const current = currentCodebook(matter);
  if (current.codebook.version === version) {
    return current;
  }
  throw new AppError('not-found', `This matter keeps no version ${version} of its codebook.`, { version });
}

/** As `codebookOfVersion`, falling back to the current one where the matter does not know the version. */
export function codebookOfVersionOrCurrent(
  matter: Reader,
  version: string,
): { readonly codebook: Codebook; readonly digest: Digest } {
  const isKept = listKeptVersions(matter.database).some((candidate) => candidate.version === version);
  return isKept ? codebookOfVersion(matter, version) : currentCodebook(matter);
}

const usedIdSchema = z.strictObject({ kind: z.enum(['code', 'group']), id: z.string() });

/** Every id of a code or group that ever stood in a version of this matter. */
export function usedIds(database: Database): UsedIds {
  const rows = database
    .prepare('SELECT kind, id FROM codebook_used_id')
    .all()
    .map((row) => parseRow(usedIdSchema, row, 'codebook'));
  const idsOf = (wanted: string) => new Set(rows.filter(({ kind }) => kind === wanted).map(({ id }) => id));
  return { codes: idsOf('code'), groups: idsOf('group') };
}

/** The row of table `codebook_version` after which the next one is numbered. */
export function newestOrdinal(database: Database): number {
  const row = database.prepare('SELECT coalesce(max(ordinal), 0) AS ordinal FROM codebook_version').get();
  return parseRow(z.strictObject({ ordinal: z.int() }), row, 'codebook').ordinal;
}

const pinRowSchema = z.strictObject({
  id: z.string(),
  revision: z.int(),
  digit: z.int(),
  code: z.string(),
  state: z.enum(['pinned', 'withdrawn']),
  created_by: z.string(),
  created_at: z.int(),
  revised_by: z.string(),
  revised_at: z.int(),
});
export type PinRow = z.infer<typeof pinRowSchema> & Row;

/** The pins of all digits that ever had one, as `recordEdit` compares and writes them. */
export function listPinRows(database: Database): PinRow[] {
  return database
    .prepare('SELECT * FROM code_pin ORDER BY digit')
    .all()
    .map((row) => parseRow(pinRowSchema, row, 'pin'));
}
