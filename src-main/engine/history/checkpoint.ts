import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/open.ts';
import { parseRow } from '../store/row.ts';
import { inTransaction } from '../store/transaction.ts';
import type { CustodyLog } from './custody.ts';
import type { Signer } from './device-key.ts';
import { signNote } from './signed-note.ts';

/**
 * Signed statements of the log's size and root in the form of C2SP tlog-checkpoint (specs/evidence.md 1.6): what leaves
 * this machine and shows later that the log was neither cut nor rewritten.
 */
export type Checkpoint = { readonly size: number /** Base64. */; readonly root: string; readonly note: string };

/** Identity of a log in its checkpoints, and the name of the keys that sign them: no spaces, no plus sign. */
export function checkpointOrigin(logId: string): string {
  return `frame-of-record/${logId.replace(':', '/')}`;
}

/** The three lines that a checkpoint signs. */
export function checkpointText(origin: string, size: number, root: Buffer): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

const sizePattern = /^(0|[1-9]\d{0,15})$/;

/** Reads the signed text of a checkpoint; null when it is none. Extension lines after the root are allowed and ignored. */
export function parseCheckpointText(text: string): { origin: string; size: number; root: Buffer } | null {
  const [origin, size, root] = text.split('\n');
  if (origin === undefined || origin === '' || size === undefined || !sizePattern.test(size) || root === undefined) {
    return null;
  }
  const bytes = Buffer.from(root, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === root ? { origin, size: Number(size), root: bytes } : null;
}

/** What making a checkpoint needs of an open matter. */
export type CheckpointParts = {
  readonly database: Database;
  readonly custody: CustodyLog;
  readonly signer: Signer;
  readonly clock: Clock;
};

/**
 * Signs the log as it stands, keeps the checkpoint and records it (event `checkpoint`, which the checkpoint itself does
 * not cover). May be called inside a transaction. Errors: `matter-read-only`.
 */
export function makeCheckpoint(matter: CheckpointParts): Checkpoint {
  const { database, custody, signer } = matter;
  return inTransaction(database, () => {
    const size = custody.size();
    const root = custody.root();
    const note = signNote(checkpointText(checkpointOrigin(custody.logId), size, root), signer);
    const encodedRoot = root.toString('base64');
    const from = newestCheckpointSize(database);
    const signatures = signaturesDigest(signaturesBetween(database, from, size));
    custody.append({ type: 'checkpoint', refs: [], data: { size, root: encodedRoot, from, signatures } });
    database
      .prepare('INSERT INTO checkpoint (size, root, note, made_at) VALUES (?, ?, ?, ?)')
      .run(size, encodedRoot, note, matter.clock.now());
    return { size, root: encodedRoot, note };
  });
}

/**
 * SHA-256 over the signatures of entries one after another. A `checkpoint` event carries it for the entries since the
 * checkpoint before, so that verifying need not check each of these signatures by itself: the signed root covers the
 * event, and the event covers them.
 */
export function signaturesDigest(signatures: Iterable<Buffer>): string {
  const hash = createHash('sha256').update('custody-signatures/v1\n');
  for (const signature of signatures) {
    hash.update(signature);
  }
  return hash.digest('hex');
}

function signaturesBetween(database: Database, from: number, to: number): Buffer[] {
  const rows = database.prepare('SELECT sig FROM custody WHERE seq >= ? AND seq < ? ORDER BY seq').all(from, to);
  return rows.map((row) => parseRow(z.strictObject({ sig: z.instanceof(Buffer) }), row, 'custody entry').sig);
}

function newestCheckpointSize(database: Database): number {
  const row = database.prepare('SELECT coalesce(max(size), 0) AS size FROM checkpoint').get();
  return parseRow(z.strictObject({ size: z.int() }), row, 'checkpoint').size;
}

const checkpointRowSchema = z.strictObject({ size: z.int(), root: z.string(), note: z.string() });

/** Every checkpoint made here, smallest first. */
export function listCheckpoints(database: Database): Checkpoint[] {
  return database
    .prepare('SELECT size, root, note FROM checkpoint ORDER BY size, made_at')
    .all()
    .map((row) => parseRow(checkpointRowSchema, row, 'checkpoint'));
}
