import { AppError } from '../../domain/app-error.ts';
import { type Disk, nodeDisk } from './disk.ts';

const greatestReserve = 2 * 1024 ** 3;

export type Space = { readonly freeBytes: number; readonly reserveBytes: number };

/**
 * Free bytes of the drive that holds `folder`, and how many of them stay free for the database and the derivatives:
 * a twentieth of the drive, at most 2 GiB.
 */
export async function spaceFor(folder: string, disk: Disk = nodeDisk): Promise<Space> {
  const stats = await disk.statfs(folder, { bigint: true });
  const capacity = Number(stats.blocks * stats.bsize);
  return {
    freeBytes: Number(stats.bavail * stats.bsize),
    reserveBytes: Math.min(greatestReserve, Math.ceil(capacity / 20)),
  };
}

/** Errors: disk-full when `byteCount` more bytes would eat into the reserve. */
export async function requireSpace(folder: string, byteCount: number, what: string, disk?: Disk): Promise<void> {
  const { freeBytes, reserveBytes } = await spaceFor(folder, disk);
  if (byteCount > freeBytes - reserveBytes) {
    const missing = byteCount - (freeBytes - reserveBytes);
    throw new AppError(
      'disk-full',
      `The drive of this matter has too little room for ${what}: ${missing} more bytes are needed. Free some space or move the matter to a larger drive, then try the job again.`,
      { neededBytes: byteCount, freeBytes, reserveBytes },
    );
  }
}
