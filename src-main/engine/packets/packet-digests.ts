import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';

const blockBytes = 1024 * 1024;

export type Digests<A extends string> = Readonly<Record<A, string>> & { readonly byteCount: number };

/** Errors: `cancelled`. */
export function requireGoingOn(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new AppError(
      'cancelled',
      'Sealing the packet was cancelled. Nothing of it was kept; it can be sealed again.',
    );
  }
}

/** Reads a file to its end once, in constant memory, never through a link, and hashes it. Errors: `cancelled`. */
export async function digestOnce<A extends 'md5' | 'sha256' | 'sha512'>(
  file: string,
  algorithms: readonly A[],
  signal: AbortSignal,
  onBytes: (byteCount: number) => void = () => undefined,
): Promise<Digests<A>> {
  const hashes = algorithms.map((algorithm) => ({ algorithm, hash: createHash(algorithm) }));
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  let byteCount = 0;
  try {
    let [current, other] = [Buffer.allocUnsafeSlow(blockBytes), Buffer.allocUnsafeSlow(blockBytes)];
    let reading = handle.read(current, 0, blockBytes, 0);
    for (;;) {
      const { bytesRead } = await reading;
      if (bytesRead === 0) {
        break;
      }
      requireGoingOn(signal);
      byteCount += bytesRead;
      reading = handle.read(other, 0, blockBytes, byteCount);
      for (const { hash } of hashes) {
        hash.update(current.subarray(0, bytesRead));
      }
      [current, other] = [other, current];
      onBytes(bytesRead);
    }
  } finally {
    await handle.close();
  }
  const digests = Object.fromEntries(hashes.map(({ algorithm, hash }) => [algorithm, hash.digest('hex')]));
  return { ...(digests as Record<A, string>), byteCount };
}

/** Paths of all files below a folder, relative to it, with `/`, in the order of their bytes. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}
