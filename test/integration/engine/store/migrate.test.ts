import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseVersion, type Migration, migrate, migrations } from '../../../../src-main/engine/store/migrate.ts';
import { createDatabase, type Database, openDatabase } from '../../../../src-main/engine/store/open.ts';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';

const key = randomBytes(32);
const now = new Date('2026-03-01T12:00:00Z');
let place = '';
let backupsFolder = '';
let database: Database;

beforeEach(() => {
  place = makeTestPlace('migrate');
  backupsFolder = path.join(place, 'backups');
  mkdirSync(backupsFolder);
  database = createDatabase(path.join(place, 'matter.db'), key);
});
afterEach(() => {
  database.close();
  rmSync(place, { recursive: true, force: true });
});

const next: Migration = {
  version: migrations.length + 1,
  name: 'next',
  sql: 'ALTER TABLE matter ADD COLUMN colour TEXT; CREATE TABLE colour (name TEXT) STRICT;',
};
const broken: Migration = {
  ...next,
  sql: 'CREATE TABLE colour (name TEXT) STRICT; CREATE TABLE colour (name TEXT) STRICT;',
};

function columns(of: Database): string[] {
  return of.prepare("SELECT name FROM pragma_table_info('matter')").pluck().all().map(String);
}

describe('migrations', () => {
  it('are numbered from 1 without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
  });

  it('make a new database in one go, without a backup, and do nothing the second time', () => {
    migrate({ database, key, backupsFolder, now });
    expect(databaseVersion(database)).toBe(migrations.length);
    migrate({ database, key, backupsFolder, now });
    expect(readdirSync(backupsFolder)).toEqual([]);
  });

  it('keep an encrypted copy of the old shape that opens with the same key', () => {
    migrate({ database, key, backupsFolder, now });
    database.prepare("INSERT INTO reviewer (id, name, role) VALUES ('1', 'PLANTED-NAME', 'attorney')").run();
    migrate({ database, key, backupsFolder, now }, [...migrations, next]);
    expect(columns(database)).toContain('colour');
    const [name, ...more] = readdirSync(backupsFolder);
    expect(more).toEqual([]);
    const file = path.join(backupsFolder, name ?? '');
    expect(readFileSync(file).includes('PLANTED-NAME')).toBe(false);
    const copy = openDatabase(file, key, { isReadOnly: false });
    expect(databaseVersion(copy)).toBe(migrations.length);
    expect(columns(copy)).not.toContain('colour');
    expect(copy.prepare('SELECT name FROM reviewer').pluck().get()).toBe('PLANTED-NAME');
    copy.close();
  });

  it('happen whole or not at all', () => {
    migrate({ database, key, backupsFolder, now });
    expect(() => migrate({ database, key, backupsFolder, now }, [...migrations, broken])).toThrow(/already exists/);
    expect(databaseVersion(database)).toBe(migrations.length);
    expect(database.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'colour'").pluck().get()).toBe(0);
    expect(database.inTransaction).toBe(false);
  });

  it('refuse a newer database politely and leave it as it is', () => {
    migrate({ database, key, backupsFolder, now }, [...migrations, next]);
    const before = database.prepare('SELECT count(*) FROM sqlite_master').pluck().get();
    expect(() => migrate({ database, key, backupsFolder, now })).toThrow(
      expect.objectContaining({
        code: 'matter-newer-format',
        message: expect.stringMatching(/newer version of the program/),
      }),
    );
    expect(databaseVersion(database)).toBe(next.version);
    expect(database.prepare('SELECT count(*) FROM sqlite_master').pluck().get()).toBe(before);
  });

  it('refuse a database of another program', () => {
    migrate({ database, key, backupsFolder, now });
    database.pragma('application_id = 1');
    expect(() => migrate({ database, key, backupsFolder, now })).toThrow(
      expect.objectContaining({ code: 'matter-damaged' }),
    );
  });
});
