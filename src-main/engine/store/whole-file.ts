import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}

/** The code of a Node system error ("ENOENT"); an empty text for every other error. */
export function systemErrorCode(thrown: unknown): string {
  const code = codeOf(thrown);
  return /^E[A-Z0-9]+$/.test(code) ? code : '';
}

/** Whether the disk, or this user's share of it, has no more room; the database says so in words of its own. */
export function isDiskFull(thrown: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'].includes(codeOf(thrown));
}

/** Makes a folder's entries durable. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') {
    return;
  }
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explain(file: string, thrown: unknown): unknown {
  const name = path.basename(file);
  const folder = path.dirname(file);
  if (isDiskFull(thrown)) {
    return new AppError(
      'disk-full',
      `There is no room to write ${name}. Free some space and try again.`,
      { file },
      thrown,
    );
  }
  switch (systemErrorCode(thrown)) {
    case 'EEXIST':
      return new AppError(
        'destination-exists',
        `There is a file ${name} already. Choose another name.`,
        { file },
        thrown,
      );
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError(
        'destination-unusable',
        `${name} cannot be written in ${folder}. Choose a folder that exists and that you may write to.`,
        { file },
        thrown,
      );
    default:
      return thrown;
  }
}

/**
 * Writes a file so that under its name there is ever the whole content or what was there before: temporary name, flushed,
 * then renamed. Without `mayReplace` an existing file is refused.
 * Errors: `destination-exists`, `destination-unusable`, `disk-full`.
 */
export async function writeWholeFile(file: string, content: string | Uint8Array, mayReplace = false): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}.partial`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if (mayReplace) {
      await rename(temporary, file);
    } else {
      await publishNew(temporary, file);
    }
    await syncFolder(path.dirname(file));
  } catch (thrown) {
    await rm(temporary, { force: true });
    throw explain(file, thrown);
  }
}

/** Gives the finished file its name unless the name is taken; a hard link never replaces. */
async function publishNew(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
    await rm(temporary);
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'EEXIST') {
      throw thrown;
    }
    // A file system without hard links (exFAT): reserve the name, then replace the reservation.
    await (await open(file, 'wx', 0o600)).close();
    await rename(temporary, file);
  }
}
