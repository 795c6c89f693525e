import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../domain/app-error.ts';
import type { MatterVerification } from '../../domain/custody-event.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { parseRow } from '../store/row.ts';
import { inTransaction } from '../store/transaction.ts';
import { listCheckpoints } from './checkpoint.ts';
import { heldCheckpoint, type KnownCheckpoint, ownCheckpoint } from './checkpoint-match.ts';
import { createTroubles, type Troubles } from './troubles.ts';
import { verifyCodebooks } from './verify-codebooks.ts';
import { verifyEdits, verifyFootage, verifyPackets } from './verify-contents.ts';
import { verifyLedgers } from './verify-ledgers.ts';
import { createLogVerifier, type LogVerifier } from './verify-log.ts';
import { verifyObjects } from './verify-objects.ts';

export type VerifyOptions = {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { done: number; total: number | null; unit: string }) => void;
  /** Signed checkpoints that were brought in from outside, beside those this workstation holds. */
  readonly broughtCheckpoints?: readonly string[];
};

type MatterToVerify = Omit<OpenMatter, 'jobs'>;

const rowSchema = z.strictObject({
  seq: z.int(),
  prev: z.string(),
  hash: z.string(),
  body: z.string(),
  sig: z.instanceof(Buffer),
});
const rowsAtOnce = 1000;

function knownCheckpoints(matter: MatterToVerify, brought: readonly string[], troubles: Troubles): KnownCheckpoint[] {
  const logId = matter.matter.custodyLogId;
  const fromOutside = [
    ...matter.heldCheckpoints.map((note) => ({ note, origin: 'the checkpoint kept on this workstation' })),
    ...brought.map((note) => ({ note, origin: 'the checkpoint that was brought in' })),
  ].flatMap(({ note, origin }) => {
    const known = heldCheckpoint(logId, note, origin);
    if (known === null) {
      troubles.finding('A checkpoint from outside belongs to another log, or is none, and was left out.');
    }
    return known === null ? [] : [known];
  });
  return [...listCheckpoints(matter.database).map((checkpoint) => ownCheckpoint(logId, checkpoint)), ...fromOutside];
}

/** Reads to the end of the log, also of what is appended meanwhile: when this resolves nothing has come after. */
async function readLog(matter: MatterToVerify, verifier: LogVerifier, options: VerifyOptions): Promise<void> {
  const page = matter.database.prepare(
    'SELECT seq, prev, hash, body, sig FROM custody WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  let last = Number.MIN_SAFE_INTEGER;
  let done = 0;
  for (;;) {
    requireGoingOn(options.signal);
    const rows = page.all(last, rowsAtOnce);
    if (rows.length === 0) {
      return;
    }
    for (const found of rows) {
      const row = parseRow(rowSchema, found, 'custody entry');
      last = row.seq;
      verifier.add(row);
    }
    await verifier.settle();
    done += rows.length;
    options.onProgress?.({ done, total: matter.custody.size(), unit: 'entries' });
    await nextTurn();
  }
}

function requireGoingOn(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new AppError('cancelled', 'Verifying was stopped before it was finished; nothing was changed.');
  }
}

/**
 * Verifies the whole matter (specs/evidence.md 1.7): the log against itself, against its signatures and against every
 * checkpoint known; the rows against the log; the originals against their digests. Nothing is repaired. The result is
 * itself recorded (`verify.run`), unless the matter is read-only. Errors: `cancelled`.
 */
export async function verifyMatter(matter: MatterToVerify, options: VerifyOptions): Promise<MatterVerification> {
  const { database } = matter;
  const troubles = createTroubles();
  const checkpoints = knownCheckpoints(matter, options.broughtCheckpoints ?? [], troubles);
  const verifier = createLogVerifier(matter.matter.custodyLogId, checkpoints, troubles);
  await readLog(matter, verifier, options);
  const claims = verifier.claims();
  verifyEdits(database, claims, troubles);
  const footage = verifyFootage(database, claims, troubles);
  verifyPackets(database, claims, troubles);
  verifyCodebooks(database, claims, troubles);
  verifyLedgers(database, claims, troubles);
  const { entryCount, newestCheckpointSize } = await verifier.finish();

  const total = footage.reduce((sum, { byteCount }) => sum + byteCount, 0);
  let done = 0;
  try {
    await verifyObjects(matter.folder, footage, troubles, {
      signal: options.signal,
      onBytes(count) {
        done += count;
        options.onProgress?.({ done, total, unit: 'bytes' });
      },
    });
  } catch (thrown) {
    requireGoingOn(options.signal);
    throw thrown;
  }
  const verification: MatterVerification = {
    ...troubles.result(),
    entryCount,
    objectCount: footage.length,
    checkpointCount: checkpoints.length,
    newestCheckpointSize,
  };
  if (!matter.isReadOnly) {
    record(matter, verification);
  }
  return verification;
}

function record(matter: MatterToVerify, verification: MatterVerification): void {
  const { verdict, entryCount, objectCount, firstBadSeq, problems, findings } = verification;
  const counts = { problemCount: problems.length, findingCount: findings.length };
  inTransaction(matter.database, () =>
    matter.custody.append({
      type: verdict === 'TAMPERED' || verdict === 'INCOMPLETE' ? 'error.integrity' : 'verify.run',
      refs: [],
      data: { verdict, entryCount, objectCount, firstBadSeq, ...counts, problems: problems.slice(0, 10) },
    }),
  );
}
