import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openTestMatter,
  startTestEngine,
  type TestMatter,
  testPassphrase,
  testReviewer,
} from '../../../helpers/open-test-matter.ts';
import { annotationRow, plantFootage, writeAnnotation } from '../../../helpers/plant-content.ts';

let test: TestMatter;
let medium = '';

/** Mounts the matter's folder a second time, read-only, as a write-protected medium would be. */
function mountReadOnly(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    return false;
  }
  mkdirSync(medium, { recursive: true });
  try {
    execFileSync('mount', ['--bind', test.folder, medium], { stdio: 'pipe' });
    execFileSync('mount', ['-o', 'remount,bind,ro', medium], { stdio: 'pipe' });
    return true;
  } catch (thrown) {
    console.log(`no mount here: ${String(thrown)}`);
    return false;
  }
}

function unmount(): void {
  if (existsSync(path.join(medium, 'matter.json'))) {
    execFileSync('umount', ['-l', medium], { stdio: 'pipe' });
  }
}

beforeEach(async () => {
  test = await openTestMatter();
  medium = path.join(test.place, 'medium');
  const matter = test.matter();
  const footage = plantFootage(matter, Buffer.from('some bytes of a recording'));
  writeAnnotation(matter, null, annotationRow(matter, footage, 'An agent points a handgun.'));
});
afterEach(async () => {
  unmount();
  await test.dispose();
});

function openMedium() {
  const started = startTestEngine({ dataFolder: path.join(test.place, 'data of the reader') });
  const summary = started.client.call('matters.open', {
    folder: { path: medium },
    passphrase: testPassphrase,
    reviewer: testReviewer,
  });
  return { ...started, summary };
}

function skipUnless(isMounted: boolean, skip: (note: string) => void): void {
  if (!isMounted) {
    skip('a read-only mount needs root on Linux');
  }
}

describe('a matter on read-only media', () => {
  it('opens for reading, verifies, answers edits with matter-read-only, and leaves nothing anywhere', async ({
    skip,
  }) => {
    await test.close();
    skipUnless(mountReadOnly(), skip);
    const before = readFileSync(path.join(test.folder, 'matter.db'));
    const reader = openMedium();
    expect(await reader.summary).toMatchObject({
      isReadOnly: true,
      footageCount: 1,
      annotationCount: 1,
      folder: medium,
    });
    expect(await reader.client.call('annotations.list', {})).toHaveLength(1);
    const job = await reader.client.call('matters.verify', {});
    expect((await reader.context.openMatter?.jobs.wait(job.id))?.state).toBe('done');
    expect(await reader.client.call('matters.verification', { jobId: job.id })).toMatchObject({ verdict: 'OK' });
    for (const call of [
      reader.client.call('history.undo', {}),
      reader.client.call('custody.checkpoint', { out: { path: path.join(test.place, 'checkpoint.txt') } }),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'matter-read-only' });
    }
    expect(existsSync(path.join(test.place, 'checkpoint.txt'))).toBe(false);
    const copies = path.join(test.place, 'data of the reader', 'read-only');
    expect(readdirSync(copies)).toHaveLength(1);
    await reader.engine.close();
    expect(readdirSync(copies)).toEqual([]);
    expect(readFileSync(path.join(test.folder, 'matter.db')).equals(before)).toBe(true);
    expect(readdirSync(medium).sort()).toEqual([
      'backups',
      'derivatives',
      'matter.db',
      'matter.json',
      'packets',
      'tmp',
      'vault',
    ]);
  });

  it('shows what still stood in the WAL when the medium was made, and does not mind an old lock', async ({ skip }) => {
    const database = path.join(test.folder, 'matter.db');
    for (const suffix of ['', '-wal']) {
      copyFileSync(database + suffix, `${database}${suffix}.kept`);
    }
    await test.close();
    for (const suffix of ['', '-wal']) {
      copyFileSync(`${database}${suffix}.kept`, database + suffix);
    }
    writeFileSync(
      path.join(test.folder, 'matter.lock'),
      JSON.stringify({
        version: 1,
        token: '00000000-0000-4000-8000-000000000000',
        host: 'elsewhere',
        pid: 1,
        bootId: null,
        startTicks: null,
        takenAt: 'once',
      }),
    );
    skipUnless(mountReadOnly(), skip);
    const reader = openMedium();
    expect(await reader.summary).toMatchObject({ isReadOnly: true, annotationCount: 1 });
    await reader.engine.close();
    unmount();
    rmSync(path.join(test.folder, 'matter.lock'));
  });

  it('gives its reason for a wrong passphrase and a damaged database too', async ({ skip }) => {
    await test.close();
    skipUnless(mountReadOnly(), skip);
    const reader = startTestEngine({ dataFolder: path.join(test.place, 'data of the reader') });
    const request = { folder: { path: medium }, passphrase: 'not the right one', reviewer: testReviewer };
    await expect(reader.client.call('matters.open', request)).rejects.toMatchObject({ code: 'wrong-passphrase' });
    writeFileSync(path.join(test.folder, 'matter.db'), 'no database');
    await expect(reader.client.call('matters.open', { ...request, passphrase: testPassphrase })).rejects.toMatchObject({
      code: 'matter-damaged',
    });
    expect(readdirSync(path.join(test.place, 'data of the reader', 'read-only'))).toEqual([]);
  });
});
