import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recoveryKeySchema } from '../../../../src-main/domain/matter.ts';
import {
  makeTestPlace,
  startTestEngine,
  type TestEngine,
  testPassphrase,
  testReviewer,
} from '../../../helpers/open-test-matter.ts';

let place = '';
let started: TestEngine;
beforeEach(() => {
  place = makeTestPlace('create');
  started = startTestEngine({ dataFolder: path.join(place, 'data') });
});
afterEach(async () => {
  await started.engine.close();
  rmSync(place, { recursive: true, force: true });
});

function create(folder: string, passphrase = testPassphrase) {
  return started.client.call('matters.create', {
    folder: { path: path.join(place, folder) },
    name: 'A matter',
    passphrase,
    reviewer: testReviewer,
  });
}

/** What lies in the place beside the data folder. */
function left(): string[] {
  return readdirSync(place).filter((name) => name !== 'data');
}

describe('creating a matter', () => {
  it('makes a folder of its own, or takes an empty one, and shows a recovery key', async () => {
    const { recoveryKey, summary } = await create('new');
    expect(recoveryKeySchema.parse(recoveryKey)).toBe(recoveryKey);
    expect(summary.folder).toBe(path.join(place, 'new'));
    expect(readdirSync(summary.folder).sort()).toEqual([
      'backups',
      'derivatives',
      'matter.db',
      'matter.db-shm',
      'matter.db-wal',
      'matter.json',
      'matter.lock',
      'packets',
      'tmp',
      'vault',
    ]);
    if (process.platform !== 'win32') {
      expect(statSync(summary.folder).mode & 0o777).toBe(0o700);
      expect(statSync(path.join(summary.folder, 'matter.json')).mode & 0o777).toBe(0o600);
    }
    mkdirSync(path.join(place, 'empty'));
    expect((await create('empty')).summary.matter.id).not.toBe(summary.matter.id);
    expect(left().sort()).toEqual(['empty', 'new']);
  });

  it('refuses a folder with something in it, a matter, a file, and a place that is not there', async () => {
    mkdirSync(path.join(place, 'full'));
    writeFileSync(path.join(place, 'full', 'letter.txt'), 'mine');
    writeFileSync(path.join(place, 'file'), 'mine');
    await create('matter');
    await expect(create('full')).rejects.toMatchObject({ code: 'destination-exists' });
    await expect(create('matter')).rejects.toMatchObject({ code: 'matter-exists' });
    await expect(create('file')).rejects.toMatchObject({ code: 'destination-exists' });
    await expect(create('no/such/folder')).rejects.toMatchObject({ code: 'destination-unusable' });
    expect(left().sort()).toEqual(['file', 'full', 'matter']);
    expect(readFileSync(path.join(place, 'full', 'letter.txt'), 'utf8')).toBe('mine');
    expect(await started.client.call('matters.current', {})).not.toBeNull();
  });

  it('refuses a weak passphrase before anything is made', async () => {
    await expect(create('new', 'too short')).rejects.toMatchObject({ code: 'weak-passphrase' });
    expect(left()).toEqual([]);
  });

  it('leaves nothing behind when the workstation cannot remember it', async () => {
    writeFileSync(path.join(place, 'data'), 'a file where the data folder should be');
    await expect(create('new')).rejects.toMatchObject({ code: expect.any(String) });
    expect(left()).toEqual([]);
    expect(await started.client.call('matters.current', {})).toBeNull();
  });
});
