import { rmSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import { foundation } from './migrations/0001-foundation.ts';
import { watchedRuns } from './migrations/0002-watched-runs.ts';
import { subjects } from './migrations/0003-subjects.ts';
import { codebook } from './migrations/0004-codebook.ts';
import { annotationSearch } from './migrations/0005-annotation-search.ts';
import { contentNotes } from './migrations/0006-content-notes.ts';
import { frameLocks } from './migrations/0007-frame-locks.ts';
import { exhibits } from './migrations/0008-exhibits.ts';
import { transfers } from './migrations/0009-transfers.ts';
import { unfinishedAnnotations } from './migrations/0010-unfinished-annotations.ts';
import { clockCorrections } from './migrations/0011-clock-corrections.ts';
import { applicationId, type Database, openDatabase } from './open.ts';

export type Migration = { readonly version: number; readonly name: string; readonly sql: string };

/** In order, numbered from 1 without a gap. */
// biome-ignore format: one line a step
export const migrations: readonly Migration[] = [
  foundation,
  watchedRuns,
  subjects,
  codebook,
  annotationSearch,
  contentNotes,
  frameLocks,
  exhibits,
  transfers,
  unfinishedAnnotations,
  clockCorrections,
];

export type MigrationPlace = {
  readonly database: Database;
  /** The database's key: a backup is encrypted as the original and is opened to prove that it can be. */
  readonly key: Buffer;
  /** Where the copy from before goes; null for a database that is itself a copy. */
  readonly backupsFolder: string | null;
  /** For names of backups. */
  readonly now: Date;
};

function numberPragma(database: Database, pragma: string): number {
  return Number(database.pragma(pragma, { simple: true }));
}

/** The number of the last migration this database went through. */
export function databaseVersion(database: Database): number {
  return numberPragma(database, 'user_version');
}

/**
 * Brings a database to the newest shape, one transaction a step, with a verified copy of the old one beside it first.
 * Errors: `matter-newer-format` (nothing is touched), `matter-damaged` when it is not a matter's database.
 */
export function migrate(place: MigrationPlace, steps: readonly Migration[] = migrations): void {
  const { database } = place;
  const newest = steps.at(-1)?.version ?? 0;
  const version = databaseVersion(database);
  if (version > newest) {
    throw new AppError(
      'matter-newer-format',
      `This matter was last used with a newer version of the program (its format is ${version}, this version knows ${newest}). Nothing was changed; please update the program.`,
      { version, newest },
    );
  }
  if (version > 0 && numberPragma(database, 'application_id') !== applicationId) {
    throw new AppError('matter-damaged', 'The file matter.db of this matter is not a database of this program.');
  }
  if (version === newest) {
    return;
  }
  if (version > 0 && place.backupsFolder !== null) {
    backUp(place, place.backupsFolder, version);
  }
  for (const step of steps.filter((candidate) => candidate.version > version)) {
    database
      .transaction(() => {
        database.exec(step.sql);
        database.pragma(`user_version = ${step.version}`);
        database.pragma(`application_id = ${applicationId}`);
      })
      .exclusive();
  }
}

function backUp({ database, key, now }: MigrationPlace, folder: string, version: number): void {
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  const file = path.join(folder, `matter-format-${version}-${stamp}.db`);
  database.prepare('VACUUM INTO ?').run(file);
  const copy = openDatabase(file, key, { isReadOnly: false });
  try {
    if (databaseVersion(copy) !== version || copy.pragma('quick_check', { simple: true }) !== 'ok') {
      throw new AppError(
        'internal',
        'The copy made before changing the format of this matter could not be read back, so nothing was changed. Check the disk.',
      );
    }
  } finally {
    copy.close();
  }
  for (const suffix of ['-wal', '-shm']) {
    rmSync(`${file}${suffix}`, { force: true });
  }
}
