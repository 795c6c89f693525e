import { stat } from 'node:fs/promises';
import { AppError } from '../../domain/app-error.ts';
import type { Footage } from '../../domain/footage.ts';
import { digestFile } from './rendered-file.ts';

/** Originals up to this size are read in full also where somebody waits. */
export const quickDigestBytes = 256 * 1024 * 1024;

/** Size of the original in the vault; null when it is not there. */
export async function originalSize({ path }: { readonly path: string }): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') {
      return null;
    }
    throw thrown;
  }
}

type Original = { readonly footage: Footage; readonly path: string };

function anotherOriginal(
  { footage }: Original,
  details: { readonly size?: number; readonly digest?: string },
): AppError {
  return new AppError(
    'digest-mismatch',
    `The original of "${footage.originalName}" in the vault is not the one that was received, so its pictures are not shown. Verify the matter, and restore the vault from a backup.`,
    { footageId: footage.id, received: footage.digest, receivedBytes: footage.byteCount, ...details },
  );
}

/**
 * Before somebody looks at a recording: refuses an original of another size than was received. One that is missing is left
 * to whoever reads it, since a copy with the same frames may be there. Errors: `digest-mismatch`.
 */
export async function refuseOtherSize(original: Original): Promise<void> {
  const size = await originalSize(original);
  if (size !== null && size !== original.footage.byteCount) {
    throw anotherOriginal(original, { size });
  }
}

/**
 * Before something is made that names the original's digest: refuses any other. Gives how it was compared; a large one only
 * by its size. Errors: `object-missing`, `digest-mismatch`, `cancelled`.
 */
export async function requireReceived(original: Original, signal: AbortSignal): Promise<'digest' | 'size'> {
  const { footage, path } = original;
  const size = await originalSize(original);
  if (size === null) {
    throw new AppError(
      'object-missing',
      `The original of "${footage.originalName}" is missing from the vault. Verify the matter, and restore the vault from a backup.`,
      { footageId: footage.id },
    );
  }
  await refuseOtherSize(original);
  if (size > quickDigestBytes) {
    return 'size';
  }
  const digest = await digestFile(path, signal);
  if (digest !== footage.digest) {
    throw anotherOriginal(original, { digest });
  }
  return 'digest';
}
