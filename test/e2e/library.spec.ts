import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { footageFolder } from '../helpers/footage-folder.ts';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { importFootage, openOnBench, shownFrame } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';

let running: RunningApp;
let folder: string;
const hostileName = 'clip-‮gpj.mp4';

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-library-'));
  running = await launchApp();
  await createMatter(running, folder);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

test('an empty library says how footage gets in', async () => {
  const { page } = running;
  await expect(page.getByRole('heading', { name: 'No footage yet' })).toBeVisible();
  await expectAccessible(page, 'the empty library');
  await page.screenshot({ path: 'test-results/screens/library-empty.png' });
});

test('the import form takes a statement of where the files come from', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Import footage' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import footage' });
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Custodian (who holds the original)' }).fill('Records unit');
  await expectAccessible(page, 'the import form');
  await page.screenshot({ path: 'test-results/screens/library-import.png' });
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(dialog).toBeHidden();
});

test('recordings, a damaged file, a name that hides its ending and a note all go in, each with its right answer', async () => {
  test.setTimeout(300_000);
  const { page } = running;
  const cfr = await numberedClip('cfr');
  const avi = await numberedClip('avi');
  const damaged = path.join(folder, 'damaged.mp4');
  const note = path.join(folder, hostileName);
  await writeFile(
    damaged,
    Buffer.concat([Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), Buffer.alloc(4096, 7)]),
  );
  await writeFile(note, 'not a recording at all\n');
  await importFootage(running, [cfr.path, avi.path, damaged, note]);
  await expect(page.getByText('Import finished: 4 stored.')).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: '4 files' })).toBeVisible();
  const row = (name: string) => page.getByRole('article', { name });
  await expect(row(path.basename(cfr.path))).toContainText('150 frames');
  await expect(row(path.basename(cfr.path))).toContainText('Ready');
  await expect(row(path.basename(avi.path))).toContainText('Copy for playing');
  await expect(row('damaged.mp4')).toContainText('Cannot be read');
  await expect(page.getByText('clip-\\u{202e}gpj.mp4', { exact: true })).toBeVisible();
  await expectAccessible(page, 'the library');
  await page.screenshot({ path: 'test-results/screens/library.png' });
});

test('every file of an import is accounted for, and what is there already is recognised', async () => {
  const { page } = running;
  const cfr = await numberedClip('cfr');
  await importFootage(running, [cfr.path]);
  await expect(page.getByText('Import finished: 1 already in this matter.')).toBeVisible();
  await page.getByRole('button', { name: 'Show every file' }).click();
  const report = page.getByRole('dialog', { name: 'What was imported' });
  await expect(report.getByText('1 already in this matter.', { exact: true })).toBeVisible();
  await expect(report.getByRole('listitem')).toHaveCount(1);
  await expectAccessible(page, 'the report of an import');
  await report.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Dismiss' }).last().click();
});

test('the list is narrowed by words and by what can be done', async () => {
  const { page } = running;
  const count = page.getByRole('status').filter({ hasText: 'of 4 files' });
  await page.getByRole('searchbox', { name: 'Find footage' }).fill('mpeg4');
  await expect(count).toHaveText('1 of 4 files');
  await page.getByRole('searchbox', { name: 'Find footage' }).fill('nothing like this');
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Find footage' }).fill('');
  await page.getByRole('button', { name: /Show/ }).click();
  await page.getByRole('option', { name: 'Needs attention' }).click();
  await expect(page.getByRole('article', { name: 'damaged.mp4' })).toBeVisible();
});

test('a file that cannot be reviewed says why instead of showing a bench', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Review damaged.mp4' }).click();
  await expect(page.getByRole('heading', { name: 'This recording cannot be read' })).toBeVisible();
  await expectAccessible(page, 'a recording without frames');
  await page.getByRole('button', { name: 'Back to the library' }).last().click();
});

test('real recordings show their pictures, facts and clocks', async () => {
  const footage = footageFolder();
  test.skip(footage === null, 'The real recordings are not on this machine.');
  test.setTimeout(300_000);
  const { page } = running;
  const names = ['06-VID_20191220_170832.mp4', '07-walk-pov-gopro.mp4', '11-selfie-rotation-90.mp4', '15-jfk.wav'];
  await importFootage(
    running,
    names.map((name) => path.join(footage ?? '', name)),
  );
  await expect(page.getByRole('article', { name: '06-VID_20191220_170832.mp4' })).toContainText('VFR');
  await expect(page.getByRole('article', { name: '11-selfie-rotation-90.mp4' })).toContainText('640 × 480');
  await expect(page.getByRole('article', { name: '15-jfk.wav' })).toContainText('Sound only');
  await page.screenshot({ path: 'test-results/screens/library-real.png' });
  await openOnBench(page, '07-walk-pov-gopro.mp4');
  expect(await shownFrame(page)).toBe(0);
  await page.getByRole('tab', { name: 'Recording' }).click();
  const clocks = page.getByRole('region', { name: /^Clocks at frame/ });
  await expect(clocks).toContainText('2019-11-18 15:45:32.000 UTC');
  await expect(clocks).toContainText('15:44:35:10');
  await expect(clocks).toContainText('timecode track');
  await page.screenshot({ path: 'test-results/screens/review-real.png' });
});
