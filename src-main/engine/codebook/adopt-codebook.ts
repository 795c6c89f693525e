import { z } from 'zod';
import { usedCodebookVersions } from '../annotations/code-use-store.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { parseRow } from '../store/row.ts';
import { inTransaction } from '../store/transaction.ts';
import { keepCodebookText } from './codebook-store.ts';
import { firstShippedCodebook, shippedCodebook } from './shipped-codebook.ts';

/**
 * Gives a matter its first vocabulary, once: the shipped one; for a matter that was annotated before matters kept their
 * own, the one it was annotated under, so that the newer one is offered and not slipped in. No edit, so it is not undone.
 */
export async function adoptCodebook(matter: Omit<OpenMatter, 'jobs'>): Promise<void> {
  const { database, options } = matter;
  const row = database.prepare('SELECT count(*) AS count FROM codebook_start').get();
  if (parseRow(z.strictObject({ count: z.int() }), row, 'codebook').count > 0) {
    return;
  }
  const first = firstShippedCodebook(options.resourcesFolder);
  const isAnnotated = usedCodebookVersions(database).has(first.version);
  const codebook = isAnnotated ? first : shippedCodebook(options.resourcesFolder);
  inTransaction(database, () => {
    const { digest } = keepCodebookText(database, codebook);
    database
      .prepare('INSERT INTO codebook_start (version, digest, reviewer_id, at) VALUES (?, ?, ?, ?)')
      .run(codebook.version, digest, matter.reviewer.id, matter.clock.now());
    matter.custody.append({
      type: 'codebook.adopt',
      refs: [`codebook:${digest}`],
      data: { codebook: codebook.id, version: codebook.version, digest, codeCount: codebook.codes.length },
    });
  });
}
