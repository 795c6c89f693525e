import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityOf } from '../../../../src-main/engine/matters/machine-identity.ts';
import { removeAbandoned, takeLock } from '../../../../src-main/engine/matters/matter-lock.ts';
import {
  openTestMatter,
  startTestEngine,
  type TestMatter,
  testPassphrase,
  testReviewer,
} from '../../../helpers/open-test-matter.ts';

let test: TestMatter;
const children: ChildProcess[] = [];
beforeEach(async () => {
  test = await openTestMatter();
  await test.close();
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
  }
  await test.dispose();
});

const holder = path.join(import.meta.dirname, '../../../helpers/hold-matter.ts');

/** Another program that opens the matter; resolves with the first word it says. */
async function hold(dataName: string): Promise<{ child: ChildProcess; said: string }> {
  const child = spawn(process.execPath, [holder, 'open', test.folder, path.join(test.place, dataName)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => resolve('ended'));
  });
  return { child, said };
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

const lockFile = () => path.join(test.folder, 'matter.lock');

/** Whether the abandoned lock is gone and another stands in its place, whole. */
function isWrittenAnew(): boolean {
  let text = '';
  try {
    text = readFileSync(lockFile(), 'utf8');
  } catch (thrown) {
    // It is away for a moment while it is taken over.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) {
      throw thrown;
    }
  }
  return text.endsWith('Z"}') && !text.includes('"startTicks":"1"');
}

function writeLock(changes: Record<string, unknown>): void {
  const lock = {
    version: 1,
    token: '00000000-0000-4000-8000-000000000000',
    ...identityOf(process.pid),
    takenAt: '2026-01-01T00:00:00.000Z',
    ...changes,
  };
  writeFileSync(lockFile(), JSON.stringify(lock));
}

describe('the lock of a matter', () => {
  it('keeps a second program out, says where it is open, and lets it in afterwards', async () => {
    const { child, said } = await hold('data of a child');
    expect(said).toBe('open');
    await expect(test.reopen()).rejects.toMatchObject({
      code: 'matter-locked',
      message: expect.stringMatching(`process ${child.pid}`),
      details: { host: hostname(), pid: child.pid },
    });
    await kill(child);
    expect(readFileSync(lockFile(), 'utf8')).toContain(String(child.pid));
    await test.reopen();
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('keeps a second engine of the same program out', async () => {
    await test.reopen();
    const other = startTestEngine({ dataFolder: path.join(test.place, 'other data') });
    const request = { folder: { path: test.folder }, passphrase: testPassphrase, reviewer: testReviewer };
    await expect(other.client.call('matters.open', request)).rejects.toMatchObject({ code: 'matter-locked' });
  });

  it('is not taken for a running process when its number was given to another, or the machine was started again', async () => {
    writeLock({ startTicks: '1' });
    await test.reopen();
    await test.close();
    writeLock({ bootId: '11111111-1111-4111-8111-111111111111' });
    await test.reopen();
    await test.close();
    writeLock({ pid: 4_194_300 });
    await test.reopen();
    expect(readdirSync(test.folder).filter((name) => name.includes('abandoned'))).toEqual([]);
  });

  it('is believed when it is of this very process, or of another computer', async () => {
    writeLock({});
    await expect(test.reopen()).rejects.toMatchObject({ code: 'matter-locked' });
    writeLock({ host: 'another-computer' });
    await expect(test.reopen()).rejects.toMatchObject({
      code: 'matter-locked',
      message: expect.stringMatching(/in use on the computer another-computer.*delete the file/),
    });
  });

  it.each(['', '{', '{"version":9}'])('left half-written ("%s") is taken over', async (text) => {
    writeFileSync(lockFile(), text);
    await test.reopen();
  });

  it('stays with the one who took it while another was still busy taking the abandoned one away', async () => {
    writeLock({ startTicks: '1' });
    const abandoned = readFileSync(lockFile(), 'utf8');
    const lock = await takeLock(lockFile());
    const taken = readFileSync(lockFile(), 'utf8');
    await removeAbandoned(lockFile(), abandoned);
    expect(readFileSync(lockFile(), 'utf8')).toBe(taken);
    await expect(takeLock(lockFile())).rejects.toMatchObject({ code: 'matter-locked' });
    await lock.release();
    expect(readdirSync(test.folder).filter((name) => name.includes('matter.lock'))).toEqual([]);
  });

  it('is given up by one who finds another in its place after taking it over', async () => {
    writeLock({ startTicks: '1' });
    const taking = takeLock(lockFile());
    while (!isWrittenAnew()) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    writeLock({ token: '22222222-2222-4222-8222-222222222222' });
    await expect(taking).rejects.toMatchObject({ code: 'matter-locked' });
  });

  it('goes to exactly one of several programs that find it abandoned', async () => {
    for (let round = 0; round < 2; round++) {
      writeLock({ startTicks: '1' });
      const results = await Promise.all(['a', 'b', 'c', 'd'].map((name) => hold(`data ${name} ${round}`)));
      const said = results.map((result) => result.said).sort();
      expect(said).toEqual(['matter-locked', 'matter-locked', 'matter-locked', 'open']);
      await Promise.all(results.filter((result) => result.said === 'open').map(({ child }) => kill(child)));
    }
  });
});
