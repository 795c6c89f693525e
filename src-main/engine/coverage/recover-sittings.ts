import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { endOpenSittings } from './end-sitting.ts';

/** Sittings that an engine which died left open end with what had been reported by then, as interrupted. */
export async function recoverSittings(matter: Pick<OpenMatter, 'database' | 'custody' | 'clock'>): Promise<void> {
  inTransaction(matter.database, () => endOpenSittings(matter, 'interrupted'));
}

/** For the list of attendants: when the matter closes, the sittings of this moment end. */
export function keepSittings(matter: OpenMatter): () => void {
  return () => {
    if (!matter.isReadOnly) {
      inTransaction(matter.database, () => endOpenSittings(matter, 'closed'));
    }
  };
}
