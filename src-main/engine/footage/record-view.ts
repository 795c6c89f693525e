import type { FootageId } from '../../domain/identifier.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { findFootage } from './footage-store.ts';

/**
 * Writes into the custody log that the reviewer opened a recording to look at it. A matter on read-only media cannot keep
 * that; it may be looked at all the same, and says that nothing is recorded. Errors: `not-found`, `disk-full`.
 */
export function recordView(matter: OpenMatter, id: FootageId): void {
  const { digest } = findFootage(matter.database, id);
  if (!matter.isReadOnly) {
    inTransaction(matter.database, () =>
      matter.custody.append({ type: 'asset.view', refs: [`asset:${digest}`], data: { act: 'opened' } }),
    );
  }
}
