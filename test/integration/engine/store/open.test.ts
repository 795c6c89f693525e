import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database, openDatabase } from '../../../../src-main/engine/store/open.ts';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';

const key = randomBytes(32);
let place = '';
let file = '';
const marker = 'PLANTED-SECRET-IN-A-ROW';

beforeEach(() => {
  place = makeTestPlace('store');
  file = path.join(place, 'matter.db');
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

const expected = {
  journal_mode: 'wal',
  synchronous: 2,
  temp_store: 2,
  foreign_keys: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  secure_delete: 1,
  busy_timeout: 5000,
  fullfsync: 1,
};

function pragmas(database: Database): Record<string, unknown> {
  return Object.fromEntries(Object.keys(expected).map((name) => [name, database.pragma(name, { simple: true })]));
}

function fill(): void {
  const database = createDatabase(file, key);
  database.exec('CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT) STRICT');
  const insert = database.prepare('INSERT INTO note (text) VALUES (?)');
  database.transaction(() => {
    for (let at = 0; at < 2000; at++) {
      insert.run(`${marker} ${at} ${'x'.repeat(100)}`);
    }
  })();
  database.close();
}

const damaged = expect.objectContaining({ code: 'matter-damaged' });

describe('opening the database', () => {
  it('sets every pragma the first time and every time after', () => {
    const first = createDatabase(file, key);
    expect(pragmas(first)).toEqual(expected);
    first.exec('CREATE TABLE note (text TEXT) STRICT');
    first.close();
    for (let round = 0; round < 2; round++) {
      const again = openDatabase(file, key, { isReadOnly: false });
      expect(pragmas(again)).toEqual(expected);
      again.close();
    }
  });

  it('leaves nothing readable on the disk, in the WAL neither', () => {
    fill();
    const database = openDatabase(file, key, { isReadOnly: false });
    database.prepare('INSERT INTO note (text) VALUES (?)').run(`${marker} in the WAL`);
    expect(existsSync(`${file}-wal`)).toBe(true);
    for (const suffix of ['', '-wal', '-shm']) {
      const bytes = readFileSync(file + suffix);
      expect(bytes.includes(marker)).toBe(false);
      expect(bytes.includes('SQLite format 3')).toBe(false);
      expect(bytes.includes('note')).toBe(false);
    }
    database.close();
  });

  it('says plainly that a wrong key, a missing file and a foreign file are not this database', () => {
    fill();
    expect(() => openDatabase(file, randomBytes(32), { isReadOnly: false })).toThrow(damaged);
    expect(() => openDatabase(path.join(place, 'none.db'), key, { isReadOnly: false })).toThrow(damaged);
    writeFileSync(path.join(place, 'foreign.db'), 'this is a letter, not a database. '.repeat(500));
    expect(() => openDatabase(path.join(place, 'foreign.db'), key, { isReadOnly: false })).toThrow(damaged);
    expect(() => openDatabase(file, randomBytes(16), { isReadOnly: false })).toThrow(/32 bytes/);
  });

  it('finds one flipped bit in any page, and a cut file', () => {
    fill();
    const pages = Math.floor(readFileSync(file).length / 4096);
    let found = 0;
    for (const page of [0, 1, Math.floor(pages / 2), pages - 1]) {
      const copy = path.join(place, `flipped-${page}.db`);
      copyFileSync(file, copy);
      const bytes = readFileSync(copy);
      const at = page * 4096 + 1000;
      bytes[at] = (bytes[at] ?? 0) ^ 4;
      writeFileSync(copy, bytes);
      expect(() => {
        const database = openDatabase(copy, key, { isReadOnly: false });
        try {
          const verdict = database.pragma('quick_check(1)', { simple: true });
          if (verdict !== 'ok') {
            throw new Error(`quick_check: ${String(verdict)}`);
          }
        } finally {
          database.close();
        }
      }).toThrow();
      found += 1;
    }
    expect(found).toBe(4);
    truncateSync(file, 4096);
    const cut = () => {
      const database = openDatabase(file, key, { isReadOnly: false });
      try {
        database.prepare('SELECT count(*) FROM note').get();
      } finally {
        database.close();
      }
    };
    expect(cut).toThrow();
  });
});
