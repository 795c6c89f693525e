import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';
import { openPageDoors, type PageDoors } from './helpers/page-doors.ts';

let running: RunningApp;
let doors: PageDoors;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-custody-'));
  running = await launchApp();
  doors = await openPageDoors(running.page);
  await createMatter(running, folder);
  await writeFile(path.join(folder, 'notes.txt'), 'not a recording');
  await writeFile(path.join(folder, 'broken.mp4'), Buffer.alloc(2000, 7));
  await answerOpenDialogs(running.app, [path.join(folder, 'notes.txt'), path.join(folder, 'broken.mp4')]);
  const picked = await doors.shell('dialog.pickFiles', {});
  await doors.engine('footage.ingest', { paths: picked.map(({ grant }) => ({ grant })) });
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test('the jobs are listed with their state while they work and when they have ended', async () => {
  const { page } = running;
  await page.keyboard.press('Control+5');
  await expect(page.getByRole('heading', { name: 'Jobs', level: 1 })).toBeVisible();
  const rows = page.getByRole('article');
  await expect(rows.filter({ hasText: 'Taking in files' }).getByText('Done')).toBeVisible();
  expect(await rows.count()).toBeGreaterThanOrEqual(1);
  await expectAccessible(page, 'Jobs');
  await page.screenshot({ path: 'test-results/screens/jobs.png' });
  await page.getByRole('tab', { name: /Under way/ }).click();
  await expect(page.getByText('Nothing to do')).toBeVisible();
});

test('the custody log tells newest first who did what, in both times, with the hash to copy', async () => {
  const { app, page } = running;
  await page.keyboard.press('Control+4');
  const rows = page.getByRole('article');
  await expect(rows.filter({ hasText: 'Took in a file' })).toHaveCount(2);
  await expect(rows.filter({ hasText: 'notes.txt' }).first()).toContainText('Dana Whitfield');
  await expect(rows.first()).toContainText('UTC');
  const genesis = rows.filter({ hasText: 'Created the matter and began this log' });
  await genesis.getByRole('button').first().click();
  await expect(genesis.getByText('Hash of this entry')).toBeVisible();
  await genesis.getByRole('button', { name: 'Copy the hash of this entry' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toMatch(/^[0-9a-f]{64}$/);
  await expectAccessible(page, 'the custody log');
  await page.screenshot({ path: 'test-results/screens/custody.png' });
});

test('the log is narrowed by words and by topic', async () => {
  const { page } = running;
  const rows = page.getByRole('article');
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('broken.mp4');
  await expect(rows.first()).toContainText('broken.mp4');
  await expect(rows.filter({ hasText: 'notes.txt' })).toHaveCount(0);
  await page.getByRole('searchbox', { name: 'Search the log' }).fill('');
  await page.getByRole('button', { name: /Show/ }).click();
  await page.getByRole('option', { name: 'Access and keys' }).click();
  await expect(rows.filter({ hasText: 'Took in a file' })).toHaveCount(0);
  await expect(rows.filter({ hasText: 'Created the matter' })).toHaveCount(1);
  await page.getByRole('button', { name: /Show/ }).click();
  await page.getByRole('option', { name: 'Everything' }).click();
});

test('a checkpoint is exported to a file that the reviewer chose', async () => {
  const { app, page } = running;
  const file = path.join(folder, 'checkpoint.txt');
  await answerSaveDialogs(app, file);
  await page.getByRole('button', { name: 'Export a checkpoint…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Checkpoint exported' });
  await expect(dialog).toBeVisible();
  const note = await readFile(file, 'utf8');
  expect(note.split('\n')[1]).toMatch(/^\d+$/);
  expect(note).toContain('— ');
  await expectAccessible(page, 'the exported checkpoint');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('article').filter({ hasText: 'Signed a checkpoint of this log' }).first()).toBeVisible();
});

test('verifying the matter shows its result in words', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Verify this matter' }).click();
  await expect(page.getByText(/Everything adds up/)).toBeVisible();
  await expect(page.getByText(/log entries and 2 originals checked/)).toBeVisible();
  await expectAccessible(page, 'the result of a verification');
  await page.screenshot({ path: 'test-results/screens/custody-verified.png' });
});
