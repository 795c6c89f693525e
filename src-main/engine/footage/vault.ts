import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { Digest } from '../../domain/digest.ts';
import { type MatterFolder, objectPath } from '../matters/matter-folder.ts';
import type { IncomingFile } from './copy-into-vault.ts';
import { digestFile } from './digest-file.ts';
import { type Disk, nodeDisk, syncFolder, systemCode } from './disk.ts';
import { vaultError } from './disk-errors.ts';

/** Answers of file systems that know no second name for a file (exFAT, some network drives). */
const noLinkCodes = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Step 7 of specs/evidence.md 1.2: gives a checked copy its final name without ever replacing one, makes it read-only
 * and durable. Answers `existing` when the vault already had these bytes (they are read and proved first).
 * The `.part` is gone afterwards, whatever happens. Errors: digest-mismatch when the vault's own copy is damaged;
 * disk-full, destination-unusable.
 */
export async function publishObject(
  folder: MatterFolder,
  incoming: IncomingFile,
  options: { readonly signal: AbortSignal; readonly name: string; readonly disk?: Disk | undefined },
): Promise<'new' | 'existing'> {
  const disk = options.disk ?? nodeDisk;
  const target = objectPath(folder, incoming.digest);
  try {
    await makeShelf(disk, folder, path.dirname(target));
    const isNew = await nameObject(disk, incoming.partPath, target);
    if (!isNew) {
      await requireObject(folder, incoming.digest, options);
    }
    await disk.chmod(target, 0o444);
    await syncFolder(disk, path.dirname(target));
    return isNew ? 'new' : 'existing';
  } catch (error) {
    throw vaultError(error, options.name, incoming.byteCount);
  } finally {
    await removeIfThere(disk, incoming.partPath);
  }
}

async function makeShelf(disk: Disk, folder: MatterFolder, shelf: string): Promise<void> {
  const made = await disk.mkdir(shelf, { recursive: true, mode: 0o700 });
  if (made !== undefined) {
    await syncFolder(disk, folder.objects);
  }
}

/** True when the name is new. A link never replaces; where there are none, the name is looked at before the rename. */
async function nameObject(disk: Disk, partPath: string, target: string): Promise<boolean> {
  try {
    await disk.link(partPath, target);
    return true;
  } catch (error) {
    const code = systemCode(error) ?? '';
    if (code === 'EEXIST') {
      return false;
    }
    if (!noLinkCodes.has(code)) {
      throw error;
    }
  }
  if (await exists(disk, target)) {
    return false;
  }
  await disk.rename(partPath, target);
  return true;
}

async function exists(disk: Disk, file: string): Promise<boolean> {
  try {
    await disk.lstat(file);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

async function removeIfThere(disk: Disk, file: string): Promise<void> {
  try {
    await disk.unlink(file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') {
      throw vaultError(error, path.basename(file), 0);
    }
  }
}

/**
 * Reads an original in full and compares it with the digest it is named by.
 * Errors: object-missing, digest-mismatch, cancelled.
 */
export async function requireObject(
  folder: MatterFolder,
  digest: Digest,
  options: { readonly signal?: AbortSignal | undefined; readonly name: string; readonly disk?: Disk | undefined },
): Promise<void> {
  let actual: string;
  try {
    actual = (await digestFile(objectPath(folder, digest), options)).digest;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      throw new AppError(
        'object-missing',
        `The original of "${options.name}" is missing from the vault of this matter. Verify the matter and restore the vault from a backup.`,
        { digest },
        error,
      );
    }
    throw error;
  }
  if (actual !== digest) {
    throw new AppError(
      'digest-mismatch',
      `The original of "${options.name}" in the vault no longer has the bytes that were stored. Verify the matter and restore the vault from a backup; nothing was overwritten.`,
      { digest, actual },
    );
  }
}
