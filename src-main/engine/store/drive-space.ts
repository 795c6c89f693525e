import { lstat, readdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { largestOnFat32 } from '../../domain/fat32.ts';

/** FAT32 in Linux's statfs. */
const fatType = 0x4d44;

/** What the system says of a drive; `type` names its file system on Linux and nothing elsewhere. */
export type DriveSpace = { readonly type: number; readonly bavail: number; readonly bsize: number };

export type SpaceNeeded = {
  /** Bytes, estimated where it is not written yet. */
  readonly largestFile: number;
  readonly allFiles: number;
  /** Bytes to leave free beside it. */
  readonly spare: number;
  /** "The packet": what the sentences speak of. */
  readonly what: string;
  /** What to do where the drive is formatted as FAT32 and a file is too large for it. */
  readonly onFat: string;
};

/**
 * Refuses, before anything is written, what a destination cannot hold. `readSpace` reads the drive.
 * Errors: `disk-full`, `destination-unusable`; those of reading the drive as they come.
 */
export async function requireDriveSpace(
  folder: string,
  needed: SpaceNeeded,
  readSpace: (folder: string) => Promise<DriveSpace> = statfs,
): Promise<void> {
  const { largestFile, allFiles, spare, what, onFat } = needed;
  const found = await readSpace(folder);
  if (found.type === fatType && largestFile > largestOnFat32) {
    throw new AppError(
      'destination-unusable',
      `The destination is formatted as FAT32, which holds no file of nearly 4 GiB or more${onFat}`,
      { largestFile },
    );
  }
  const freeBytes = found.bavail * found.bsize;
  const neededBytes = allFiles + spare;
  if (neededBytes > freeBytes) {
    throw new AppError(
      'disk-full',
      `${what} needs about ${neededBytes} bytes and the destination has ${freeBytes} free. Free some space there or choose another place, and try again.`,
      { neededBytes, freeBytes },
    );
  }
}

/** Bytes of each plain file below a folder, as far as they can be seen; nothing is followed. An estimate, never a proof. */
export async function sizesBelow(folder: string): Promise<number[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        lstat(path.join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
}
