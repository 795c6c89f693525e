import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../domain/app-error.ts';
import { type Digest, digestSchema } from '../../domain/digest.ts';

/** A file this folder made and how: what a rendition or an exhibit records. */
export interface RenderedFile {
  /** Executable and arguments as run; the output path in it is the temporary one. */
  readonly argv: string[];
  readonly toolVersion: string;
  readonly byteCount: number;
  readonly digest: Digest;
}

/** SHA-256 of a file's bytes. Errors: `cancelled`. */
export async function digestFile(filePath: string, signal?: AbortSignal): Promise<Digest> {
  const hash = createHash('sha256');
  try {
    await pipeline(
      createReadStream(filePath, { highWaterMark: 1024 * 1024 }),
      hash,
      signal === undefined ? {} : { signal },
    );
  } catch (thrown) {
    if (signal?.aborted === true) {
      throw new AppError('cancelled', 'Reading the file was stopped before it was finished.', {}, thrown);
    }
    throw thrown;
  }
  return digestSchema.parse(hash.digest('hex'));
}

function explainWriteError(outputPath: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const name = path.basename(outputPath);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError('disk-full', `There is no room to write ${name}. Free some space and try again.`, {}, error);
  }
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new AppError(
      'destination-unusable',
      `${name} cannot be written in its folder. Choose a folder that exists and that you may write to.`,
      { file: name },
      error,
    );
  }
  return error;
}

async function syncToDisk(filePath: string): Promise<void> {
  const file = await open(filePath, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

export interface WrittenFile<Made> {
  readonly made: Made;
  readonly byteCount: number;
  readonly digest: Digest;
}

/**
 * Lets `make` write a temporary file beside `outputPath`, then flushes it and gives it its name. Whatever goes wrong,
 * nothing is left under either name that was not there before. Throws `disk-full`, `destination-unusable`, and what
 * `make` throws.
 */
export async function writeThenRename<Made>(
  outputPath: string,
  make: (temporaryPath: string) => Promise<Made>,
): Promise<WrittenFile<Made>> {
  const temporaryPath = path.join(path.dirname(outputPath), `.${path.basename(outputPath)}.${randomUUID()}.partial`);
  try {
    await stat(path.dirname(outputPath));
    const made = await make(temporaryPath);
    await syncToDisk(temporaryPath);
    const { size } = await stat(temporaryPath);
    const digest = await digestFile(temporaryPath);
    await rename(temporaryPath, outputPath);
    return { made, byteCount: size, digest };
  } catch (error) {
    throw explainWriteError(outputPath, error);
  } finally {
    await rm(temporaryPath, { force: true });
  }
}
