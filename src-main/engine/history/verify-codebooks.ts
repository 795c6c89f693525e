import { hash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import type { Troubles } from './troubles.ts';
import type { LogClaims } from './verify-log.ts';

const startSchema = z.strictObject({ version: z.string(), digest: z.string() });
const textSchema = z.strictObject({ digest: z.string(), body: z.instanceof(Uint8Array) });

function isWhole(body: Uint8Array, digest: string): boolean {
  try {
    return hash('sha256', inflateSync(body)) === digest;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) {
      return false;
    }
    throw thrown;
  }
}

/** The first vocabulary is the one the log says was adopted, and every stored vocabulary is what its digest names. */
export function verifyCodebooks(database: Database, claims: LogClaims, troubles: Troubles): void {
  const adopted = new Set<string>();
  for (const found of database.prepare('SELECT version, digest FROM codebook_start').all()) {
    const start = parseRow(startSchema, found, 'codebook');
    adopted.add(start.digest);
    if (!claims.adopted.has(start.digest)) {
      troubles.problem(`The codebook ${start.version} that the matter begins with has no entry in the custody log.`);
    }
  }
  for (const digest of claims.adopted) {
    if (!adopted.has(digest)) {
      troubles.problem(`The custody log records the codebook ${digest}, which is no longer in the matter.`);
    }
  }
  for (const found of database.prepare('SELECT digest, body FROM codebook_text ORDER BY rowid').iterate()) {
    const { digest, body } = parseRow(textSchema, found, 'codebook');
    if (!isWhole(body, digest)) {
      troubles.problem(`The text of the codebook ${digest.slice(0, 12)}… was changed or is damaged.`);
    }
  }
}
