import { randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { IngestResult } from '../../domain/acquisition.ts';
import type { AppError } from '../../domain/app-error.ts';
import type { CustodyEvent } from '../../domain/custody-event.ts';
import { type AcquisitionId, type FootageId, footageIdSchema } from '../../domain/identifier.ts';
import type { Micros } from '../../domain/time.ts';
import type { OpenMatter } from '../matters/open-matter.ts';
import { inTransaction } from '../store/transaction.ts';
import { saveIngestResult } from './acquisition-store.ts';
import type { IncomingFile } from './copy-into-vault.ts';
import type { LeftOut, SourceFile } from './enumerate-source.ts';
import { findFootageByDigest, insertFootage } from './footage-store.ts';
import { exactBytesIfNeeded } from './source-name.ts';

export type IngestRecord = {
  readonly acquisitionId: AcquisitionId;
  readonly source: SourceFile;
  readonly incoming: IncomingFile;
  /** What the vault did with the bytes. */
  readonly published: 'new' | 'existing';
  readonly wasReadTwice: boolean;
};

/**
 * Step 8 of specs/evidence.md 1.2: one transaction with the footage, what became of its path, the custody entry and the
 * first follow-up job. Bytes that the matter already holds as footage become a `duplicate` that names it.
 */
export function recordStored(matter: OpenMatter, record: IngestRecord): IngestResult {
  return inTransaction(matter.database, () => {
    const existing = findFootageByDigest(matter.database, record.incoming.digest);
    return existing === null ? recordNew(matter, record) : recordDuplicate(matter, record, existing.id);
  });
}

function recordNew(matter: OpenMatter, record: IngestRecord): IngestResult {
  const { acquisitionId, source, incoming } = record;
  const id = footageIdSchema.parse(randomUUID());
  const sourceModifiedAt = Number(incoming.before.mtimeNs / 1000n) as Micros;
  insertFootage(matter.database, {
    id,
    acquisitionId,
    digest: incoming.digest,
    byteCount: incoming.byteCount,
    originalName: source.originalName,
    relativePath: source.relativePath,
    sourceModifiedAt,
    sourceFacts: JSON.stringify({
      path: source.path.toString(),
      before: statText(incoming.before),
      after: statText(incoming.after),
      wasReadTwice: record.wasReadTwice,
    }),
    ingestedAt: matter.clock.now(),
  });
  const result: IngestResult = {
    relativePath: source.relativePath,
    outcome: 'stored',
    footageId: id,
    digest: incoming.digest,
    byteCount: incoming.byteCount,
    message: '',
  };
  saveIngestResult(matter.database, acquisitionId, result);
  matter.custody.append(ingestEvent('ingest.file', record, { footageId: id, sourceModifiedAt }));
  matter.jobs.enqueue({
    kind: 'probe-footage',
    title: `Read what ${source.originalName} says of itself`,
    input: { footageId: id },
    footageId: id,
  });
  return result;
}

function recordDuplicate(matter: OpenMatter, record: IngestRecord, existing: FootageId): IngestResult {
  const { source, incoming } = record;
  const wasMissing = record.published === 'new';
  const result: IngestResult = {
    relativePath: source.relativePath,
    outcome: 'duplicate',
    footageId: existing,
    digest: incoming.digest,
    byteCount: incoming.byteCount,
    message: wasMissing
      ? `"${source.originalName}" is already in this matter; its original was missing from the vault and is there again.`
      : `"${source.originalName}" is already in this matter, byte for byte.`,
  };
  saveIngestResult(matter.database, record.acquisitionId, result);
  matter.custody.append(ingestEvent('ingest.duplicate', record, { footageId: existing, restoredOriginal: wasMissing }));
  return result;
}

function ingestEvent(
  type: 'ingest.file' | 'ingest.duplicate',
  { acquisitionId, source, incoming, wasReadTwice }: IngestRecord,
  extra: CustodyEvent['data'],
): CustodyEvent {
  return {
    type,
    refs: [`asset:${incoming.digest}`, `acquisition:${acquisitionId}`],
    data: { ...pathData(source.relativePath), byteCount: incoming.byteCount, wasReadTwice, ...extra },
  };
}

/** A path as a custody entry holds it: well-formed text, and the exact bytes where the text alone could mislead. */
function pathData(relativePath: string): CustodyEvent['data'] {
  const exact = exactBytesIfNeeded(relativePath);
  return {
    relativePath: relativePath.toWellFormed(),
    ...(exact === null ? {} : { relativePathBytes: exact }),
  };
}

/** Writes that a file could not be stored, and why. */
export function recordFailed(
  matter: OpenMatter,
  acquisitionId: AcquisitionId,
  source: SourceFile,
  error: AppError,
): IngestResult {
  const result: IngestResult = {
    relativePath: source.relativePath,
    outcome: 'failed',
    footageId: null,
    digest: null,
    byteCount: null,
    message: error.message,
  };
  inTransaction(matter.database, () => {
    saveIngestResult(matter.database, acquisitionId, result);
    matter.custody.append({
      type: 'ingest.fail',
      refs: [`acquisition:${acquisitionId}`],
      data: { ...pathData(source.relativePath), code: error.code, reason: error.message.toWellFormed() },
    });
  });
  return result;
}

/** Writes what was found in the source and not taken. Failures are custody events; rules (links, pipes) are counted at the close. */
export function recordLeftOut(matter: OpenMatter, acquisitionId: AcquisitionId, leftOut: readonly LeftOut[]): void {
  if (leftOut.length === 0) {
    return;
  }
  inTransaction(matter.database, () => {
    for (const { relativePath, outcome, message } of leftOut) {
      saveIngestResult(matter.database, acquisitionId, {
        relativePath,
        outcome,
        footageId: null,
        digest: null,
        byteCount: null,
        message,
      });
      if (outcome === 'failed') {
        matter.custody.append({
          type: 'ingest.fail',
          refs: [`acquisition:${acquisitionId}`],
          data: { ...pathData(relativePath), code: 'source-unreadable', reason: message.toWellFormed() },
        });
      }
    }
  });
}

/** Nanoseconds do not fit a JSON number: all as text. */
function statText(stats: BigIntStats) {
  return {
    size: String(stats.size),
    mtimeNs: String(stats.mtimeNs),
    ctimeNs: String(stats.ctimeNs),
    birthtimeNs: String(stats.birthtimeNs),
    inode: String(stats.ino),
    device: String(stats.dev),
    mode: String(stats.mode),
  };
}
