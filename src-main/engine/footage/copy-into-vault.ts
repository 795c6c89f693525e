import { createHash, randomUUID } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type Digest, digestSchema } from '../../domain/digest.ts';
import { blockBytes, digestFile, requireGoingOn } from './digest-file.ts';
import { type Disk, nodeDisk, readOriginalFlags } from './disk.ts';
import { sourceError, vaultError } from './disk-errors.ts';
import type { SourceFile } from './enumerate-source.ts';

export type CopyOptions = {
  readonly signal: AbortSignal;
  /** `vault/incoming` of the matter. */
  readonly incoming: string;
  /** Read the source a second time and compare: for card readers and cables that lie. */
  readonly readSourceTwice: boolean;
  /** Told as bytes are copied, then again as they are read back: two reports for each byte in all. */
  readonly onBytes: (byteCount: number) => void;
  readonly disk?: Disk | undefined;
};

/** A whole, durable, checked copy that has no final name yet. */
export type IncomingFile = {
  readonly partPath: string;
  readonly digest: Digest;
  readonly byteCount: number;
  readonly before: BigIntStats;
  readonly after: BigIntStats;
};

/**
 * Steps 3 to 6 of specs/evidence.md 1.2: copies one source file to `<uuid>.part`, hashing what was read, makes it
 * durable, sees that the source did not change meanwhile, and reads the copy back. Nothing is left behind on failure.
 * Errors: source-unreadable, source-changed, disk-full, destination-unusable, digest-mismatch, cancelled.
 */
export async function copyIntoIncoming(source: SourceFile, options: CopyOptions): Promise<IncomingFile> {
  const disk = options.disk ?? nodeDisk;
  const partPath = path.join(options.incoming, `${randomUUID()}.part`);
  const name = source.originalName;
  let handle: FileHandle;
  try {
    handle = await disk.open(source.path, readOriginalFlags);
  } catch (error) {
    throw sourceError(error, name);
  }
  try {
    const before = await statSource(handle, name);
    const part = await intoVault(source, () => disk.open(partPath, 'wx', 0o600));
    try {
      const copied = await copyAndClose(handle, part, before, source, options);
      const after = await requireUnchanged(disk, handle, source, before, copied.byteCount);
      await requireReadsBack(disk, partPath, copied.digest, source, options);
      if (options.readSourceTwice) {
        await requireSameSource(disk, source, copied.digest, options);
      }
      return { partPath, ...copied, before, after };
    } catch (error) {
      await removePart(disk, partPath);
      throw error;
    }
  } finally {
    await handle.close();
  }
}

async function removePart(disk: Disk, partPath: string): Promise<void> {
  await intoVault({ originalName: path.basename(partPath), byteCount: 0 }, () => disk.unlink(partPath));
}

async function statSource(handle: FileHandle, name: string): Promise<BigIntStats> {
  try {
    const stats = await handle.stat({ bigint: true });
    if (stats.isFile()) {
      return stats;
    }
  } catch (error) {
    throw sourceError(error, name);
  }
  throw new AppError('source-changed', `"${name}" stopped being a file while it was taken. Bring it in again.`, {
    name,
  });
}

async function intoVault<T>(
  source: Pick<SourceFile, 'originalName' | 'byteCount'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw vaultError(error, source.originalName, source.byteCount);
  }
}

/** Copies up to the size that the source had, plus one byte that shows whether it grew. */
async function copyAndClose(
  from: FileHandle,
  to: FileHandle,
  before: BigIntStats,
  source: SourceFile,
  options: CopyOptions,
): Promise<{ digest: Digest; byteCount: number }> {
  try {
    const copied = await copyBlocks(from, to, Number(before.size), source, options);
    await intoVault(source, () => to.sync());
    return copied;
  } finally {
    await intoVault(source, () => to.close());
  }
}

/** While one block is hashed, the same block is written and the next one read. */
async function copyBlocks(
  from: FileHandle,
  to: FileHandle,
  expectedBytes: number,
  source: SourceFile,
  options: CopyOptions,
): Promise<{ digest: Digest; byteCount: number }> {
  const hash = createHash('sha256');
  let byteCount = 0;
  let [current, other] = [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)];
  let bytesRead = await readBlock(from, current, 0, source);
  while (bytesRead > 0) {
    requireGoingOn(options.signal);
    const block = current.subarray(0, bytesRead);
    const at = byteCount;
    byteCount += bytesRead;
    if (byteCount > expectedBytes) {
      throw grewError(source.originalName);
    }
    const next = other;
    // Both settle before anything is thrown, so that no buffer is in use when the file is closed.
    const moving = Promise.allSettled([
      intoVault(source, () => writeAll(to, block, at)),
      readBlock(from, next, byteCount, source),
    ]);
    hash.update(block);
    const [written, read] = await moving;
    if (written.status === 'rejected') {
      throw written.reason;
    }
    if (read.status === 'rejected') {
      throw read.reason;
    }
    options.onBytes(bytesRead);
    bytesRead = read.value;
    [current, other] = [next, current];
  }
  return { digest: digestSchema.parse(hash.digest('hex')), byteCount };
}

async function readBlock(from: FileHandle, into: Buffer, at: number, source: SourceFile): Promise<number> {
  try {
    return (await from.read(into, 0, blockBytes, at)).bytesRead;
  } catch (error) {
    throw sourceError(error, source.originalName);
  }
}

/** A write may take fewer bytes than it was given; the rest follows. */
async function writeAll(to: FileHandle, block: Buffer, at: number): Promise<void> {
  let done = 0;
  while (done < block.length) {
    const { bytesWritten } = await to.write(block, done, block.length - done, at + done);
    if (bytesWritten === 0) {
      throw new Error('the drive took no bytes');
    }
    done += bytesWritten;
  }
}

function grewError(name: string): AppError {
  return new AppError(
    'source-changed',
    `"${name}" changed while it was copied, as if it were still being recorded. Wait until it is finished and bring it in again.`,
    { name },
  );
}

async function requireUnchanged(
  disk: Disk,
  handle: FileHandle,
  source: SourceFile,
  before: BigIntStats,
  byteCount: number,
): Promise<BigIntStats> {
  const after = await statSource(handle, source.originalName);
  let named: BigIntStats;
  try {
    named = await disk.lstat(source.path, { bigint: true });
  } catch (error) {
    throw sourceError(error, source.originalName);
  }
  const isSame = [after, named].every(
    (stats) =>
      stats.size === before.size &&
      stats.mtimeNs === before.mtimeNs &&
      stats.ino === before.ino &&
      stats.dev === before.dev,
  );
  if (!isSame || BigInt(byteCount) !== before.size) {
    throw grewError(source.originalName);
  }
  return after;
}

async function requireReadsBack(
  disk: Disk,
  partPath: string,
  digest: Digest,
  source: SourceFile,
  options: CopyOptions,
): Promise<void> {
  const { signal, onBytes } = options;
  const readBack = await intoVault(source, () => digestFile(partPath, { signal, onBytes, disk }));
  if (readBack.digest !== digest) {
    throw new AppError(
      'digest-mismatch',
      `The copy of "${source.originalName}" reads back differently from what was read, so it was not stored. Check the drive of this matter and bring the file in again.`,
      { name: source.originalName, read: digest, readBack: readBack.digest },
    );
  }
}

async function requireSameSource(disk: Disk, source: SourceFile, digest: Digest, options: CopyOptions): Promise<void> {
  let second: Awaited<ReturnType<typeof digestFile>>;
  try {
    second = await digestFile(source.path, { signal: options.signal, disk });
  } catch (error) {
    throw sourceError(error, source.originalName);
  }
  if (second.digest !== digest) {
    throw new AppError(
      'digest-mismatch',
      `"${source.originalName}" gave different bytes when it was read a second time, so it was not stored. Try another reader or cable and bring it in again.`,
      { name: source.originalName, first: digest, second: second.digest },
    );
  }
}
