import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { type DriveSpace, requireDriveSpace, type SpaceNeeded } from '../store/drive-space.ts';
import { isDiskFull, systemErrorCode } from '../store/whole-file.ts';

const spareBytes = 1024 ** 2;

export async function isThere(place: string): Promise<boolean> {
  try {
    await lstat(place);
    return true;
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return false;
    }
    throw thrown;
  }
}

const nextForHandOver = 'Then try this job again: parts that were finished are kept, and it goes on after them.';

/** A failure of the destination as a sentence; AppErrors and what is no system error pass through. `next` says what to do then. */
export function destinationError(thrown: unknown, folder: string, next: string = nextForHandOver): unknown {
  if (thrown instanceof AppError) {
    return thrown;
  }
  const code = systemErrorCode(thrown);
  if (isDiskFull(thrown)) {
    return new AppError('disk-full', `The destination ran full. Free some space there. ${next}`, { folder }, thrown);
  }
  if (code === 'EFBIG') {
    return new AppError(
      'destination-unusable',
      'The destination holds no file so large. Choose parts for a FAT32 drive, or a drive formatted as exFAT, NTFS or ext4.',
      { folder },
      thrown,
    );
  }
  if (code !== '') {
    return new AppError(
      'destination-unusable',
      `The destination cannot be written (${code}). Check that its drive is connected and that you may write there. ${next}`,
      { folder, systemCode: code },
      thrown,
    );
  }
  return thrown;
}

/** Errors: `destination-unusable` when `folder` is no folder that can be looked at. */
export async function requireFolder(folder: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(folder)).isDirectory();
  } catch (cause) {
    throw new AppError(
      'destination-unusable',
      `The folder ${path.basename(folder)} cannot be reached. Check that its drive is connected, or choose another folder.`,
      { folder, systemCode: systemErrorCode(cause) },
      cause,
    );
  }
  if (!isFolder) {
    throw new AppError('destination-unusable', 'The place chosen is not a folder. Choose a folder.', { folder });
  }
}

/**
 * Refuses beforehand what cannot fit. Bytes; `isCopy`: the packet's own files, which are not split.
 * Errors: `disk-full`, `destination-unusable`.
 */
export async function requireSpace(
  folder: string,
  largestFile: number,
  allFiles: number,
  isCopy: boolean,
  readSpace?: (folder: string) => Promise<DriveSpace>,
): Promise<void> {
  const needed: SpaceNeeded = {
    largestFile,
    allFiles,
    spare: spareBytes,
    what: 'The hand-over',
    onFat: `. ${isCopy ? 'Hand it over as a ZIP or encrypted, in parts for a FAT32 drive' : 'Choose parts for a FAT32 drive'}, or choose a drive formatted as exFAT, NTFS or ext4.`,
  };
  await requireDriveSpace(folder, needed, readSpace);
}

/** The same for a packet that is unpacked. Errors: `disk-full`, `destination-unusable`. */
export async function requireSpaceToOpen(
  folder: string,
  sizes: readonly number[],
  readSpace?: (folder: string) => Promise<DriveSpace>,
): Promise<void> {
  const needed: SpaceNeeded = {
    largestFile: sizes.reduce((largest, size) => Math.max(largest, size), 0),
    allFiles: sizes.reduce((sum, size) => sum + size, 0),
    spare: spareBytes,
    what: 'The packet',
    onFat: ', and this packet has one. Choose a destination on a drive formatted as exFAT, NTFS or ext4.',
  };
  await requireDriveSpace(folder, needed, readSpace);
}
