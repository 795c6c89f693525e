import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { answerMessageBoxes, answerOpenDialogs, messagesSaid } from './helpers/native-dialogs.ts';
import { childrenNamed } from './helpers/open-files.ts';
import { createMatter, openPageDoors, type PageDoors, whenJobsEnd } from './helpers/page-doors.ts';
import { recordings } from './helpers/recordings.ts';

test.skip(process.platform !== 'linux', 'The process of the engine is found through /proc.');

let running: RunningApp;
let doors: PageDoors;

test.beforeEach(async () => {
  running = await launchApp();
  doors = await openPageDoors(running.page);
});
test.afterEach(async () => {
  await running.close();
});

/** The process that hosts the engine: a Node child, or Electron's utility process. */
async function engineProcess(): Promise<number> {
  const shell = running.app.process().pid ?? 0;
  const [child] = childrenNamed(shell, 'engine-node.cjs');
  if (child !== undefined) {
    return child;
  }
  const utility = await running.app.evaluate(
    ({ app }) => app.getAppMetrics().find(({ name }) => name === 'Frame of Record engine')?.pid,
  );
  if (utility === undefined) {
    throw new Error('No process hosts the engine.');
  }
  return utility;
}

/** Kills the engine as a power cut would, and waits until the page has a port to the next one. */
async function killEngine(): Promise<void> {
  const before = await doors.portCount('engine-port');
  process.kill(await engineProcess(), 'SIGKILL');
  await expect.poll(() => doors.portCount('engine-port'), { timeout: 30_000 }).toBe(before + 1);
}

test('the engine is killed while it brings footage in: the page goes on with the matter open, and the jobs go on', async () => {
  test.setTimeout(240_000);
  await createMatter(running, doors);
  const paths = await recordings([
    ['01-lobby-fixed-camera.mp4', 'cfr'],
    ['05a-office-cam2.mp4', 'avi'],
    ['07-walk-pov-gopro.mp4', 'vfr'],
    ['08-street-hevc.mp4', 'hevc'],
  ]);
  await answerOpenDialogs(running.app, paths);
  const granted = await doors.shell('dialog.pickFiles', {});
  const { acquisitionId } = await doors.engine('footage.ingest', { paths: granted.map(({ grant }) => ({ grant })) });
  await new Promise((resolve) => setTimeout(resolve, 150));
  await killEngine();

  expect((await doors.events()).map(({ topic }) => topic)).toContain('engine.restarting');
  expect((await doors.engine('matters.current', {}))?.matter.name).toBe('Test matter');
  await whenJobsEnd(doors);
  await killEngine();
  await whenJobsEnd(doors);

  const jobs = await doors.engine('jobs.list', {});
  expect(jobs.filter(({ state }) => state !== 'done').map(({ title, errorMessage }) => [title, errorMessage])).toEqual(
    [],
  );
  const results = await doors.engine('footage.ingestResults', { acquisitionId });
  expect(results).toHaveLength(paths.length);
  const footage = await doors.engine('footage.list', {});
  expect(footage.map((detail) => detail.footage.originalName).sort()).toEqual(
    paths.map((file) => path.basename(file)).sort(),
  );
  const verification = await doors.engine('matters.verify', {});
  await whenJobsEnd(doors);
  const verdict = await doors.engine('matters.verification', { jobId: verification.id });
  expect(verdict?.findings ?? 'no verdict').toEqual([]);
});

test('a call that was under way fails with engine-gone and can be repeated', async () => {
  await createMatter(running, doors);
  const pending = doors.engine('matters.verify', {}).then(
    () => 'answered',
    (error: Error) => error.message,
  );
  process.kill(await engineProcess(), 'SIGKILL');
  expect(await pending).toMatch(/answered|engine-gone/);
  await expect.poll(() => doors.portCount('engine-port'), { timeout: 30_000 }).toBe(2);
  expect(await doors.engine('jobs.list', {})).toBeDefined();
});

test('an engine that keeps stopping is given up with a clear word, and tried again when asked', async () => {
  await answerMessageBoxes(running.app, 0);
  for (let stop = 1; stop <= 4; stop += 1) {
    await killEngine();
  }
  process.kill(await engineProcess(), 'SIGKILL');
  await expect.poll(() => messagesSaid(running.app)).toHaveLength(1);
  expect((await messagesSaid(running.app))[0]).toContain('stopped several times within a minute');
  // "Try again" was chosen.
  await expect.poll(() => doors.portCount('engine-port'), { timeout: 30_000 }).toBe(6);
  expect((await doors.engine('app.about', {})).node).not.toBe('');
});

test('quitting ends the engine by itself and leaves no process behind', async () => {
  await running.close();
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'frame-of-record-quit-'));
  running = await launchApp({ dataFolder });
  doors = await openPageDoors(running.page);
  const folderOfMatter = await createMatter(running, doors);
  const engine = await engineProcess();
  await running.close();
  const isAlive = () => {
    try {
      return process.kill(engine, 0);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ESRCH') {
        return false;
      }
      throw error;
    }
  };
  await expect.poll(isAlive).toBe(false);
  // Closed, not killed: another instance finds no lock.
  running = await launchApp({ dataFolder });
  doors = await openPageDoors(running.page);
  await answerOpenDialogs(running.app, [folderOfMatter]);
  const granted = await doors.shell('dialog.pickFolder', { title: 'Open' });
  const summary = await doors.engine('matters.open', {
    folder: { grant: granted?.grant ?? '' },
    passphrase: 'correct horse battery staple again',
    reviewer: { name: 'Robin Reviewer', role: 'paralegal' },
  });
  expect(summary.matter.name).toBe('Test matter');
  await running.close();
  rmSync(dataFolder, { recursive: true, force: true });
});
