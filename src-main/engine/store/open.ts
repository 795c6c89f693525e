import BetterSqlite3 from 'better-sqlite3';
import { AppError } from '../../domain/app-error.ts';

/** An open, unlocked, migrated or migratable database of one matter. */
export type Database = BetterSqlite3.Database;

/** Written into the header of every matter's database ("FoRm"). */
export const applicationId = 0x466f526d;

type Setting = { readonly pragma: string; readonly value: string; readonly expected: string | number };

/** Set and read back on every open: WAL alone would silently fall back to `synchronous=NORMAL` (specs/evidence.md 0.1, 5.9). */
const settings: readonly Setting[] = [
  { pragma: 'synchronous', value: 'FULL', expected: 2 },
  { pragma: 'temp_store', value: 'MEMORY', expected: 2 },
  { pragma: 'foreign_keys', value: 'ON', expected: 1 },
  { pragma: 'trusted_schema', value: 'OFF', expected: 0 },
  { pragma: 'cell_size_check', value: 'ON', expected: 1 },
  { pragma: 'secure_delete', value: 'ON', expected: 1 },
  { pragma: 'busy_timeout', value: '5000', expected: 5000 },
  { pragma: 'fullfsync', value: 'ON', expected: 1 },
];

/** Error codes of SQLite that say the bytes are not what they should be. */
const damageCodes = ['SQLITE_NOTADB', 'SQLITE_CORRUPT'];

export function isDamage(thrown: unknown): boolean {
  return thrown instanceof BetterSqlite3.SqliteError && damageCodes.some((code) => thrown.code.startsWith(code));
}

function damaged(cause: unknown): AppError {
  return new AppError(
    'matter-damaged',
    'The database of this matter (matter.db) is damaged or belongs to another matter. Nothing was changed; restore the file from the backups folder or from your own backup.',
    {},
    cause,
  );
}

function unlock(database: Database, key: Buffer, isReadOnly: boolean): void {
  database.pragma("cipher = 'chacha20'");
  database.pragma(`key = "x'${key.toString('hex')}'"`);
  // The first read decrypts the first page: a wrong key or a file that is no database shows here.
  database.prepare('SELECT count(*) FROM sqlite_master').get();
  if (!isReadOnly) {
    database.pragma('journal_mode = WAL');
  }
  for (const { pragma, value } of settings) {
    database.pragma(`${pragma} = ${value}`);
  }
}

function assertSettings(database: Database, isReadOnly: boolean): void {
  const wanted = isReadOnly ? settings : [...settings, { pragma: 'journal_mode', expected: 'wal' }];
  for (const { pragma, expected } of wanted) {
    const actual: unknown = database.pragma(pragma, { simple: true });
    if (actual !== expected) {
      throw new AppError(
        'internal',
        `The database could not be set up for safe writing (${pragma} is ${String(actual)}). Nothing was changed.`,
      );
    }
  }
}

function openFile(file: string, key: Buffer, options: { isReadOnly: boolean; isNew: boolean }): Database {
  if (key.length !== 32) {
    throw new AppError('internal', 'A database key has 32 bytes.');
  }
  let database: Database;
  try {
    database = new BetterSqlite3(file, { readonly: options.isReadOnly, fileMustExist: !options.isNew });
  } catch (cause) {
    throw damaged(cause);
  }
  try {
    unlock(database, key, options.isReadOnly);
    assertSettings(database, options.isReadOnly);
  } catch (thrown) {
    database.close();
    throw isDamage(thrown) ? damaged(thrown) : thrown;
  }
  return database;
}

/**
 * Opens an existing database with its raw 32-byte key, sets every pragma and reads each back.
 * Errors: `matter-damaged` for a wrong key, a missing file and a file that is not (or no longer) a database.
 */
export function openDatabase(file: string, key: Buffer, options: { readonly isReadOnly: boolean }): Database {
  return openFile(file, key, { isReadOnly: options.isReadOnly, isNew: false });
}

/** Makes an empty encrypted database where no file is yet. */
export function createDatabase(file: string, key: Buffer): Database {
  return openFile(file, key, { isReadOnly: false, isNew: true });
}

/** Version of the SQLite that is built in. */
export function sqliteVersion(): string {
  const database = new BetterSqlite3(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version()').pluck().get());
  } finally {
    database.close();
  }
}
