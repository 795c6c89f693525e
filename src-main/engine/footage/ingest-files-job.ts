import { z } from 'zod';
import type { IngestResult } from '../../domain/acquisition.ts';
import { type AppError, toAppError } from '../../domain/app-error.ts';
import { type AcquisitionId, acquisitionIdSchema } from '../../domain/identifier.ts';
import { defineJobKind, type JobContext, type JobOutput, stopReason } from '../jobs/job-kind.ts';
import { closeAcquisition, reopenAcquisition } from './acquisition-life.ts';
import { listIngestResults } from './acquisition-store.ts';
import { copyIntoIncoming } from './copy-into-vault.ts';
import { requireGoingOn } from './digest-file.ts';
import { vaultError } from './disk-errors.ts';
import { enumerateSources, type SourceFile } from './enumerate-source.ts';
import { likeness, listLikenesses } from './footage-store.ts';
import { recordFailed, recordLeftOut, recordStored } from './record-ingest.ts';
import { requireSpace } from './space-check.ts';
import { publishObject } from './vault.ts';

const inputSchema = z.strictObject({
  acquisitionId: acquisitionIdSchema,
  paths: z.array(z.string().min(1)).min(1),
  readSourceTwice: z.boolean(),
});
export type IngestFilesInput = z.infer<typeof inputSchema>;

/** News of stored files are told at most this often; the last is always told. */
const tellMillis = 500;

/**
 * Takes files and folders into the vault as specs/evidence.md 1.2 says. A file that fails is recorded and does not stop
 * the others. A resumed job keeps what its acquisition already stored. Ends as failed with `disk-full` when files were
 * left for want of space, so that it can be tried again.
 */
export const ingestFilesJob = defineJobKind<IngestFilesInput>({
  kind: 'ingest-files',
  lane: 'disk',
  unit: 'bytes',
  inputSchema,
  async run(context) {
    const { matter, input, signal } = context;
    reopenAcquisition(matter, input.acquisitionId);
    try {
      const lackOfSpace = await takeAll(context);
      const tally = closeAcquisition(matter, input.acquisitionId, 'completed');
      if (lackOfSpace !== null) {
        throw lackOfSpace;
      }
      return { acquisitionId: input.acquisitionId, ...tally } satisfies JobOutput;
    } catch (error) {
      if (signal.aborted && signal.reason !== stopReason) {
        closeAcquisition(matter, input.acquisitionId, 'cancelled');
      }
      throw error;
    } finally {
      matter.events.emit('footage.changed', { footageId: null });
    }
  },
  cancelQueued({ matter, input }) {
    closeAcquisition(matter, input.acquisitionId, 'cancelled');
  },
});

/** Takes every file that is not accounted for yet; answers the first lack of space that kept one out, or null. */
async function takeAll(context: JobContext<IngestFilesInput>): Promise<AppError | null> {
  const { matter, input, signal } = context;
  const { acquisitionId } = input;
  const listing = await enumerateSources(input.paths, { signal, matterRoot: matter.folder.root });
  recordLeftOut(matter, acquisitionId, listing.leftOut);

  const stored = storedPaths(listIngestResults(matter.database, acquisitionId));
  const files = listing.files.filter((file) => !stored.has(file.relativePath));
  const known = listLikenesses(matter.database);
  const isNew = (file: SourceFile) => !known.has(likeness(file));
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  await requireSpace(matter.folder.vault, totalBytes(files.filter(isNew)), count);

  const total = totalBytes(files);
  let halves = 0;
  const moved = (byteCount: number) => {
    // Each byte is reported when it is copied and when it is read back.
    halves += byteCount;
    context.progress({ done: Math.min(total, Math.floor(halves / 2)), total, unit: 'bytes' });
  };
  moved(0);
  let lackOfSpace: AppError | null = null;
  let toldAt = 0;
  for (const file of files) {
    requireGoingOn(signal);
    const startedAt = halves;
    const failure = await takeOne(context, file, { isNew: isNew(file), onBytes: moved });
    if (failure?.code === 'disk-full') {
      lackOfSpace ??= failure;
    }
    halves = startedAt;
    moved(file.byteCount * 2);
    if (performance.now() - toldAt > tellMillis) {
      toldAt = performance.now();
      matter.events.emit('footage.changed', { footageId: null });
    }
  }
  return lackOfSpace;
}

function storedPaths(results: readonly IngestResult[]): Set<string> {
  const isStored = (result: IngestResult) => result.outcome === 'stored' || result.outcome === 'duplicate';
  return new Set(results.filter(isStored).map((result) => result.relativePath));
}

function totalBytes(files: readonly SourceFile[]): number {
  return files.reduce((sum, file) => sum + file.byteCount, 0);
}

/** Stores one file, or records why not and answers the failure. Errors: cancelled; whatever kept the record from being written. */
async function takeOne(
  { matter, input, signal }: JobContext<IngestFilesInput>,
  source: SourceFile,
  how: { readonly isNew: boolean; readonly onBytes: (byteCount: number) => void },
): Promise<AppError | null> {
  const { acquisitionId, readSourceTwice } = input;
  const { folder } = matter;
  try {
    if (how.isNew) {
      await requireSpace(folder.vault, source.byteCount, `"${source.originalName}"`);
    }
    const incoming = await copyIntoIncoming(source, {
      signal,
      incoming: folder.incoming,
      readSourceTwice,
      onBytes: how.onBytes,
    });
    const published = await publishObject(folder, incoming, { signal, name: source.originalName });
    record(source, () =>
      recordStored(matter, { acquisitionId, source, incoming, published, wasReadTwice: readSourceTwice }),
    );
    return null;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'cancelled') {
      throw error;
    }
    recordFailure(matter, acquisitionId, source, error);
    return error;
  }
}

function record<T>(source: SourceFile, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw vaultError(error, source.originalName, source.byteCount);
  }
}

function recordFailure(
  matter: JobContext<IngestFilesInput>['matter'],
  acquisitionId: AcquisitionId,
  source: SourceFile,
  error: AppError,
): void {
  record(source, () => recordFailed(matter, acquisitionId, source, error));
}
