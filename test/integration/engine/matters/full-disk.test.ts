import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemErrorCode } from '../../../../src-main/engine/store/whole-file.ts';
import {
  makeTestPlace,
  openTestMatter,
  startTestEngine,
  testPassphrase,
  testReviewer,
} from '../../../helpers/open-test-matter.ts';

let place = '';
let isMounted = false;
beforeEach(() => {
  place = makeTestPlace('full-disk');
  const small = path.join(place, 'small');
  mkdirSync(small);
  isMounted = false;
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small], { stdio: 'pipe' });
      isMounted = true;
    } catch (thrown) {
      console.log(`no mount here: ${String(thrown)}`);
    }
  }
});
afterEach(() => {
  if (isMounted) {
    execFileSync('umount', ['-l', path.join(place, 'small')]);
  }
  rmSync(place, { recursive: true, force: true });
});

/** Writes until there is no room; the name of the file that may be removed to make some. */
function fill(folder: string): string {
  const file = path.join(folder, 'filler');
  try {
    writeFileSync(file, Buffer.alloc(4 * 1024 * 1024));
  } catch (thrown) {
    expect(systemErrorCode(thrown)).toBe('ENOSPC');
  }
  return file;
}

describe('a full disk', () => {
  it('refuses a new matter with a word about space and leaves nothing half-made', async ({ skip }) => {
    if (!isMounted) {
      skip('a small disk needs root on Linux');
    }
    const small = path.join(place, 'small');
    fill(small);
    const { client, engine } = startTestEngine({ dataFolder: path.join(place, 'data') });
    const request = {
      folder: { path: path.join(small, 'matter') },
      name: 'A',
      passphrase: testPassphrase,
      reviewer: testReviewer,
    };
    await expect(client.call('matters.create', request)).rejects.toMatchObject({ code: 'disk-full' });
    expect(readdirSync(small)).toEqual(['filler']);
    await engine.close();
  });

  it('refuses to open a matter, and opens it once there is room', async ({ skip }) => {
    if (!isMounted) {
      skip('a small disk needs root on Linux');
    }
    const small = path.join(place, 'small');
    const test = await openTestMatter({ place: small });
    await test.close();
    const filler = fill(small);
    await expect(test.reopen()).rejects.toMatchObject({ code: 'disk-full' });
    rmSync(filler);
    await test.reopen();
    expect(test.matter().custody.size()).toBeGreaterThan(4);
    await test.engine.close();
  });
});
