import { constants } from 'node:fs';
import { chmod, link, lstat, mkdir, open, readdir, rename, statfs, unlink } from 'node:fs/promises';

/** What the vault asks of the disk. The real one below; tests hand in one that fails where they wish. */
export type Disk = {
  open: typeof open;
  link: typeof link;
  unlink: typeof unlink;
  rename: typeof rename;
  chmod: typeof chmod;
  mkdir: typeof mkdir;
  lstat: typeof lstat;
  readdir: typeof readdir;
  statfs: typeof statfs;
};

export const nodeDisk: Disk = { open, link, unlink, rename, chmod, mkdir, lstat, readdir, statfs };

/** Reading only; a link is refused; a pipe that took the file's place does not block (the flags are absent on Windows). */
export const readOriginalFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Makes a new name in a folder survive a power cut. Windows has no such call. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await disk.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The system's code of a failed disk operation ("ENOSPC"), or null. */
export function systemCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
