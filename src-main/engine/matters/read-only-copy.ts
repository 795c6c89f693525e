import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { isDiskFull, systemErrorCode } from '../store/whole-file.ts';
import { isProcessAlive } from './machine-identity.ts';
import type { MatterFolder } from './matter-folder.ts';

/**
 * On read-only media SQLite cannot open a WAL database properly: with `immutable` it would overlook what still stands in
 * the WAL. So the database and its WAL, encrypted as they are, are copied to a private folder and opened there.
 */
export type ReadOnlyCopy = { readonly database: string; readonly temp: string; remove(): Promise<void> };

async function stateOf(file: string): Promise<string> {
  try {
    const { size, mtimeNs } = await stat(file, { bigint: true });
    return `${size} ${mtimeNs}`;
  } catch (thrown) {
    if (systemErrorCode(thrown) === 'ENOENT') {
      return '';
    }
    throw thrown;
  }
}

/** Folders of engines that are gone are removed; the number in the name is the process that made it. */
async function removeLeftCopies(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(name.split('-')[0]);
    if (Number.isSafeInteger(pid) && pid > 0 && !isProcessAlive(pid)) {
      await rm(path.join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Errors: `matter-locked` when the original keeps changing, `disk-full`. */
export async function makeReadOnlyCopy(folder: MatterFolder, dataFolder: string): Promise<ReadOnlyCopy> {
  const copies = path.join(dataFolder, 'read-only');
  const own = path.join(copies, `${process.pid}-${randomUUID()}`);
  const wal = `${folder.database}-wal`;
  const copy: ReadOnlyCopy = {
    database: path.join(own, 'matter.db'),
    temp: path.join(own, 'tmp'),
    remove: () => rm(own, { recursive: true, force: true }),
  };
  await mkdir(copies, { recursive: true, mode: 0o700 });
  await removeLeftCopies(copies);
  await mkdir(own, { mode: 0o700 });
  await mkdir(copy.temp, { mode: 0o700 });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = [await stateOf(folder.database), await stateOf(wal)].join();
      await copyFile(folder.database, copy.database);
      await rm(`${copy.database}-wal`, { force: true });
      if ((await stateOf(wal)) !== '') {
        await copyFile(wal, `${copy.database}-wal`);
      }
      if ([await stateOf(folder.database), await stateOf(wal)].join() === before) {
        return copy;
      }
    }
    throw new AppError(
      'matter-locked',
      'This matter is being changed elsewhere while it is opened for reading. Please try again.',
    );
  } catch (thrown) {
    await copy.remove();
    if (isDiskFull(thrown)) {
      throw new AppError(
        'disk-full',
        'There is no room to open this read-only matter. Free some space and try again.',
        {},
        thrown,
      );
    }
    throw thrown;
  }
}
