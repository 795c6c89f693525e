import { randomUUID } from 'node:crypto';
import {
  type Acquisition,
  type AcquisitionStatement,
  type IngestResult,
  ingestOutcomes,
} from '../../domain/acquisition.ts';
import type { CustodyValue } from '../../domain/custody-event.ts';
import { type AcquisitionId, acquisitionIdSchema } from '../../domain/identifier.ts';
import { leafHash, merkleRoot } from '../history/merkle.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { findAcquisition, insertAcquisition, listIngestResults, setAcquisitionState } from './acquisition-store.ts';

/** So many failures are named in the closing entry; the root of the file list fixes the rest. */
const mostNamed = 100;

type MatterNow = Pick<OpenMatter, 'database' | 'custody' | 'clock' | 'reviewer'>;

/** Opens the record of one act of taking files. Call inside the transaction that enqueues the job. */
export function openAcquisition(matter: MatterNow, statement: AcquisitionStatement): Acquisition {
  const acquisition: Acquisition = {
    id: acquisitionIdSchema.parse(randomUUID()),
    reviewerId: matter.reviewer.id,
    statement,
    state: 'open',
    openedAt: matter.clock.now(),
    closedAt: null,
  };
  insertAcquisition(matter.database, acquisition);
  matter.custody.append({
    type: 'acquisition.open',
    refs: [`acquisition:${acquisition.id}`],
    data: { statement: wellFormed(statement) },
  });
  return acquisition;
}

/** A cancelled or partial acquisition whose job is tried again goes on under its own record. */
export function reopenAcquisition(matter: MatterNow, id: AcquisitionId): Acquisition {
  return inTransaction(matter.database, () => {
    const acquisition = findAcquisition(matter.database, id);
    if (acquisition.state !== 'open') {
      setAcquisitionState(matter.database, id, 'open', null);
      matter.custody.append({
        type: 'acquisition.open',
        refs: [`acquisition:${id}`],
        data: { resumedFrom: acquisition.state },
      });
    }
    return acquisition;
  });
}

/** How many paths came to what, and how many bytes were stored or found again. */
export type AcquisitionTally = Record<IngestResult['outcome'], number> & { readonly byteCount: number };

/** Closes the record: counts, failures and the Merkle root of the file list, in one transaction with its custody entry. */
export function closeAcquisition(
  matter: MatterNow,
  id: AcquisitionId,
  how: 'completed' | 'cancelled',
): AcquisitionTally {
  return inTransaction(matter.database, () => {
    const results = listIngestResults(matter.database, id);
    const tally = tallyOf(results);
    const state = how === 'cancelled' ? 'cancelled' : tally.failed > 0 ? 'partial' : 'closed';
    setAcquisitionState(matter.database, id, state, matter.clock.now());
    matter.custody.append({
      type: 'acquisition.close',
      refs: [`acquisition:${id}`],
      data: {
        state,
        ...tally,
        fileListRoot: fileListRoot(results),
        failures: results
          .filter((result) => result.outcome === 'failed')
          .slice(0, mostNamed)
          .map((result) => ({ relativePath: shortened(result.relativePath), reason: shortened(result.message) })),
      },
    });
    return tally;
  });
}

/**
 * RFC 6962 root, hexadecimal, over one leaf for each path in the order of their UTF-8 bytes: the JSON text of
 * `[relativePath, outcome, byteCount, digest]`.
 */
export function fileListRoot(results: readonly IngestResult[]): string {
  const leaves = results
    .map((result) => ({ key: Buffer.from(result.relativePath, 'utf8'), result }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ result }) =>
      leafHash(JSON.stringify([result.relativePath, result.outcome, result.byteCount, result.digest])),
    );
  return merkleRoot(leaves).toString('hex');
}

function tallyOf(results: readonly IngestResult[]): AcquisitionTally {
  const counts = Object.fromEntries(
    ingestOutcomes.map((outcome) => [outcome, results.filter((result) => result.outcome === outcome).length]),
  ) as Record<IngestResult['outcome'], number>;
  return { ...counts, byteCount: results.reduce((sum, result) => sum + (result.byteCount ?? 0), 0) };
}

/** A custody entry holds 64 KiB: long names are cut there, whole in the list of results. */
function shortened(text: string): string {
  return text.slice(0, 200).toWellFormed();
}

function wellFormed(statement: AcquisitionStatement): CustodyValue {
  return Object.fromEntries(Object.entries(statement).map(([key, value]) => [key, value.toWellFormed()]));
}
