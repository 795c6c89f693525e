import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../../src-main/engine/store/migrate.ts';
import { createDatabase } from '../../../../src-main/engine/store/open.ts';
import { makeTestPlace } from '../../../helpers/open-test-matter.ts';
import { sqlInSource } from '../../../helpers/sql-in-source.ts';

const engineFolder = path.join(import.meta.dirname, '../../../../src-main/engine');

describe('every statement of the engine', () => {
  it('can be prepared on a new matter', () => {
    const place = makeTestPlace('statements');
    const key = randomBytes(32);
    const database = createDatabase(path.join(place, 'matter.db'), key);
    try {
      migrate({ database, key, backupsFolder: null, now: new Date() });
      const { statements, prepareCalls, filesRead } = sqlInSource(engineFolder);
      const refused = statements.flatMap(({ file, line, sql }) => {
        try {
          database.prepare(sql);
          return [];
        } catch (thrown) {
          return [`${file}:${line}: ${thrown instanceof Error ? thrown.message : String(thrown)}`];
        }
      });
      console.log(`${statements.length} statements and ${prepareCalls} calls of prepare in ${filesRead} files`);
      expect(refused).toEqual([]);
      expect(statements.length).toBeGreaterThan(40);
      expect(statements.length).toBeGreaterThanOrEqual(prepareCalls - 5);
    } finally {
      database.close();
      rmSync(place, { recursive: true, force: true });
    }
  });
});
