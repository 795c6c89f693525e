import { createHash } from 'node:crypto';
import { AppError } from '../../domain/app-error.ts';
import { type Digest, digestSchema } from '../../domain/digest.ts';
import { type Disk, nodeDisk, readOriginalFlags } from './disk.ts';

/** Read and hash in blocks of this size. */
export const blockBytes = 1024 * 1024;

export type DigestOptions = {
  readonly signal?: AbortSignal | undefined;
  /** Told after each block how many bytes it held. */
  readonly onBytes?: ((byteCount: number) => void) | undefined;
  readonly disk?: Disk | undefined;
};

/** A file's SHA-256 and length, read to its end in constant memory; reading the next block overlaps with hashing. */
export async function digestFile(
  path: string | Buffer,
  options: DigestOptions = {},
): Promise<{ digest: Digest; byteCount: number }> {
  const { signal, onBytes, disk = nodeDisk } = options;
  const hash = createHash('sha256');
  let byteCount = 0;
  const handle = await disk.open(path, readOriginalFlags);
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
      hash.update(current.subarray(0, bytesRead));
      [current, other] = [other, current];
      onBytes?.(bytesRead);
    }
  } finally {
    await handle.close();
  }
  return { digest: digestSchema.parse(hash.digest('hex')), byteCount };
}

/** Errors: cancelled. */
export function requireGoingOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new AppError('cancelled', 'Bringing in files was cancelled.');
  }
}
