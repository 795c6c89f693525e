import { z } from 'zod';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';

const codeCountSchema = z.strictObject({ code: z.string(), count: z.int() });

/** How many annotations that are not withdrawn each code has. */
export function countByCode(database: Database): z.infer<typeof codeCountSchema>[] {
  return database
    .prepare(
      `SELECT code, count(*) AS count FROM annotation WHERE state <> 'withdrawn' GROUP BY code ORDER BY count DESC, code`,
    )
    .all()
    .map((row) => parseRow(codeCountSchema, row, 'annotation'));
}

const versionCountSchema = z.strictObject({ version: z.string(), count: z.int(), standing: z.int() });

/** How many annotations were made under each version of the codebook; withdrawn ones apart. */
function countByVersion(database: Database): z.infer<typeof versionCountSchema>[] {
  return database
    .prepare(
      `SELECT codebook_version AS version, count(*) AS count, sum(state <> 'withdrawn') AS standing
       FROM annotation GROUP BY codebook_version`,
    )
    .all()
    .map((row) => parseRow(versionCountSchema, row, 'annotation'));
}

/** Annotations that are not withdrawn, by the version of the codebook that they were made under. */
export function standingByVersion(database: Database): ReadonlyMap<string, number> {
  return new Map(countByVersion(database).map(({ version, standing }) => [version, standing]));
}

/** Every version of the codebook that an annotation names, a withdrawn one too. */
export function usedCodebookVersions(database: Database): ReadonlySet<string> {
  return new Set(countByVersion(database).map(({ version }) => version));
}

/** The codes of the newest annotations that are not withdrawn, newest last. */
export function lastUsedCodes(database: Database, limit: number): string[] {
  return database
    .prepare(`SELECT code FROM annotation WHERE state <> 'withdrawn' ORDER BY created_at DESC, id DESC LIMIT ?`)
    .all(limit)
    .map((row) => parseRow(z.strictObject({ code: z.string() }), row, 'annotation').code)
    .reverse();
}
