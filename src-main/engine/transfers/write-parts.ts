import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { digestSchema } from '../../domain/digest.ts';
import { mostParts, type TransferFile } from '../../domain/transfer.ts';
import { syncFolder, systemErrorCode } from '../store/whole-file.ts';
import { isThere } from './destination.ts';
import type { Segments } from './segments.ts';

export type PlannedPart = { readonly name: string; readonly byteCount: number };

/** The files that `byteCount` bytes are split over: one under the bare name, or `.001`, `.002` and so on. */
export function planParts(baseName: string, byteCount: number, partBytes: number | null): PlannedPart[] {
  if (partBytes === null || byteCount <= partBytes) {
    return [{ name: baseName, byteCount }];
  }
  const count = Math.ceil(byteCount / partBytes);
  if (count > mostParts) {
    throw new AppError(
      'bad-request',
      `With parts of ${partBytes} bytes this packet would be ${count} files. Choose a larger size.`,
      { count },
    );
  }
  const digits = Math.max(3, String(count).length);
  return Array.from({ length: count }, (_, index) => ({
    name: `${baseName}.${String(index + 1).padStart(digits, '0')}`,
    byteCount: Math.min(partBytes, byteCount - index * partBytes),
  }));
}

export function partialName(name: string): string {
  return `${name}.partial`;
}

export type PartsWork = {
  readonly folder: string;
  readonly parts: readonly PlannedPart[];
  readonly signal: AbortSignal;
  /** Parts, from the first, that stand there whole and are not written again. */
  readonly keptCount: number;
  readonly onBytes: (byteCount: number) => void;
  /** A part is whole and on the medium, and is about to get its name. */
  readonly onPart: (file: TransferFile) => void;
};

type OpenPart = { readonly plan: PlannedPart; readonly handle: FileHandle; readonly hash: Hash; written: number };

/**
 * Writes segments over the parts, each under an unfinished name, flushed, then renamed. What fails leaves whole parts
 * and no unfinished one. Errors: `cancelled`, `destination-exists`; system errors as they come.
 */
export async function writeParts({ byteCount, segments }: Segments, work: PartsWork): Promise<void> {
  const starts: number[] = [];
  let total = 0;
  for (const part of work.parts) {
    starts.push(total);
    total += part.byteCount;
  }
  if (total !== byteCount) {
    throw new AppError('internal', 'The parts do not add up to what is to be written. Nothing was written.');
  }
  const keptBytes = starts[work.keptCount] ?? total;
  let index = work.keptCount;
  let position = 0;
  let current: OpenPart | null = null;
  try {
    for await (const segment of segments) {
      work.signal.throwIfAborted();
      const end = position + segment.byteCount;
      if (end > keptBytes) {
        let bytes = segment.bytes();
        if (position < keptBytes) {
          bytes = bytes.subarray(keptBytes - position);
        }
        while (bytes.length > 0) {
          current ??= await openPart(work, index);
          const room = current.plan.byteCount - current.written;
          const piece = bytes.subarray(0, room);
          await writeAll(current, piece);
          bytes = bytes.subarray(piece.length);
          if (current.written === current.plan.byteCount) {
            const done = current;
            current = null;
            index += 1;
            await closePart(work, done);
          }
        }
      }
      position = end;
      work.onBytes(segment.byteCount);
    }
  } finally {
    if (current !== null) {
      await dropPart(work, current);
    }
  }
  if (index !== work.parts.length || position !== byteCount) {
    throw new AppError(
      'internal',
      `The hand-over came to ${position} bytes instead of ${byteCount}; it was not finished.`,
    );
  }
}

async function openPart(work: PartsWork, index: number): Promise<OpenPart> {
  const plan = work.parts[index];
  if (plan === undefined) {
    throw new AppError('internal', 'There was more to write than there are parts.');
  }
  if (await isThere(path.join(work.folder, plan.name))) {
    throw nameTaken(plan.name);
  }
  const file = path.join(work.folder, partialName(plan.name));
  await rm(file, { force: true });
  return { plan, handle: await open(file, 'wx', 0o644), hash: createHash('sha256'), written: 0 };
}

export function nameTaken(name: string): AppError {
  return new AppError(
    'destination-exists',
    `There is something called ${name} in that folder already, and it is left as it is. Choose another folder.`,
    { name },
  );
}

async function writeAll(part: OpenPart, piece: Buffer): Promise<void> {
  let offset = 0;
  while (offset < piece.length) {
    offset += (await part.handle.write(piece, offset, piece.length - offset)).bytesWritten;
  }
  part.hash.update(piece);
  part.written += piece.length;
}

async function closePart(work: PartsWork, part: OpenPart): Promise<void> {
  const { name, byteCount } = part.plan;
  const partial = path.join(work.folder, partialName(name));
  try {
    await part.handle.sync();
    await part.handle.close();
    if (await isThere(path.join(work.folder, name))) {
      throw nameTaken(name);
    }
    // Before it has its name, so that a part whose naming was the last thing to happen is known for what it is.
    work.onPart({ name, byteCount, digest: digestSchema.parse(part.hash.digest('hex')) });
    await rename(partial, path.join(work.folder, name));
    await syncFolder(work.folder);
  } catch (thrown) {
    await dropPart(work, part);
    throw thrown;
  }
}

/** Takes an unfinished part away; a drive that is gone has nothing to be taken away from. */
async function dropPart(work: PartsWork, part: OpenPart): Promise<void> {
  try {
    await part.handle.close();
    await rm(path.join(work.folder, partialName(part.plan.name)), { force: true });
  } catch (thrown) {
    if (systemErrorCode(thrown) === '') {
      throw thrown;
    }
  }
}

/** How many of the files, from the first, stand in the folder with their digest. Reads them whole. */
export async function countKept(folder: string, files: readonly TransferFile[], signal: AbortSignal): Promise<number> {
  let count = 0;
  for (const file of files) {
    if (!(await isWhole(path.join(folder, file.name), file, signal))) {
      break;
    }
    count += 1;
  }
  return count;
}

/** Takes away those of the files that stand in the folder as they were written. */
export async function removeWritten(folder: string, files: readonly TransferFile[]): Promise<void> {
  const never = new AbortController().signal;
  for (const file of files) {
    const place = path.join(folder, file.name);
    if (await isWhole(place, file, never)) {
      await rm(place);
    }
  }
}

async function isWhole(place: string, file: TransferFile, signal: AbortSignal): Promise<boolean> {
  try {
    if ((await stat(place)).size !== file.byteCount) {
      return false;
    }
    return (await digestAt(place, signal)) === file.digest;
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return false;
    }
    throw thrown;
  }
}

/** SHA-256 of a file; a missing file is the system's error. */
export async function digestAt(place: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(place, { highWaterMark: 1024 * 1024, signal })) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}
