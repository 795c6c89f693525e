import { lstat, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type DriveSpace, requireDriveSpace } from '../store/drive-space.ts';
import { syncFolder, systemErrorCode } from '../store/whole-file.ts';
import { listFiles } from './packet-digests.ts';

/** Left free beside the packet: documents, manifests and the growth of the matter's own database. */
const spareBytes = 16 * 1024 ** 2;

/** Where a packet is built until it is whole. */
export function partialFolder(folder: string): string {
  return `${folder}.partial`;
}

export async function isThere(place: string): Promise<boolean> {
  try {
    await lstat(place);
    return true;
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return false;
    }
    throw placeError(thrown, place);
  }
}

/** A failure of the destination as a sentence; AppErrors pass through. */
export function placeError(thrown: unknown, folder: string): unknown {
  if (thrown instanceof AppError) {
    return thrown;
  }
  const code = systemErrorCode(thrown);
  const name = path.basename(folder);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      `The destination ran full while ${name} was written, so the packet was not made. Free some space there or choose another place, and try again.`,
      { folder },
      thrown,
    );
  }
  if (code === 'EFBIG') {
    return new AppError(
      'destination-unusable',
      `The destination cannot hold a file as large as one of ${name}. Choose a drive with another file system, such as exFAT, NTFS or ext4.`,
      { folder },
      thrown,
    );
  }
  if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'ENODEV', 'ENXIO', 'ESTALE'].includes(code)) {
    return new AppError(
      'destination-unusable',
      `The packet ${name} cannot be written where it was asked for (${code}). Check that the folder exists, that its drive is connected and that you may write there.`,
      { folder, systemCode: code },
      thrown,
    );
  }
  return thrown;
}

/** Errors: `destination-exists` when something has the packet's name there already, `destination-unusable`. */
export async function requireFreePlace(into: string, name: string): Promise<void> {
  const isFolder = await stat(into).then(
    (stats) => stats.isDirectory(),
    (thrown: unknown) => {
      throw placeError(thrown, path.join(into, name));
    },
  );
  if (!isFolder) {
    throw new AppError('destination-unusable', `The place chosen for the packet ${name} is not a folder.`, { into });
  }
  if (await isThere(path.join(into, name))) {
    throw new AppError(
      'destination-exists',
      `There is something called ${name} in that folder already, and it is left as it is. Choose another name or another folder.`,
      { into, name },
    );
  }
}

/** Refuses a place where somebody's folder has the name that the unfinished packet would have. Errors: `destination-exists`. */
export async function requireNoPartial(into: string, name: string): Promise<void> {
  const partial = partialFolder(path.join(into, name));
  if (await isThere(partial)) {
    throw new AppError(
      'destination-exists',
      `There is something called ${path.basename(partial)} in that folder, which is what the unfinished packet would be called. Move it away, or choose another name.`,
      { into, name },
    );
  }
}

/**
 * Refuses, before anything is written, what cannot fit. `largestFile` and `allFiles` are estimates in bytes.
 * Errors: `disk-full`, `destination-unusable`.
 */
export async function requireRoom(
  into: string,
  largestFile: number,
  allFiles: number,
  readSpace?: (folder: string) => Promise<DriveSpace>,
): Promise<void> {
  const onFat =
    ', and this packet has one. Choose a drive formatted as exFAT, NTFS or ext4, or leave the native files out.';
  await requireDriveSpace(into, { largestFile, allFiles, spare: spareBytes, what: 'The packet', onFat }, readSpace);
}

/** Makes a written file durable. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Takes away what a packet that was not finished left behind. */
export async function removePartial(folder: string): Promise<void> {
  const partial = partialFolder(folder);
  await rm(partial, { recursive: true, force: true });
  if (await isThere(path.dirname(partial))) {
    await syncFolder(path.dirname(partial));
  }
}

/** Bytes that an interrupted packet has there already. */
export async function partialBytes(partial: string): Promise<number> {
  if (!(await isThere(partial))) {
    return 0;
  }
  const sizes = (await listFiles(partial)).map(async (file) => (await stat(path.join(partial, file))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
