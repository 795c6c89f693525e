import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { putRecoveryKeyAway, sayWhoOneIs, testPassphrase } from './helpers/matter-steps.ts';
import { answerSaveDialogs } from './helpers/native-dialogs.ts';
import { openPageDoors, type PageDoors } from './helpers/page-doors.ts';

let running: RunningApp;
let doors: PageDoors;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-first-'));
  running = await launchApp({ dataFolder: path.join(folder, 'data') });
  doors = await openPageDoors(running.page);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

test('the first screen says what this is, how the work goes, and ten keys, without scrolling', async () => {
  const { page } = running;
  await expect(page.getByRole('list', { name: 'The work in three steps' }).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByText('what is alleged stays alleged')).toBeVisible();
  await expect(page.getByText('it works offline, and nothing leaves')).toBeVisible();
  const keys = page.getByRole('region', { name: 'Ten keys worth knowing' });
  await expect(keys.locator('dt')).toHaveCount(10);
  await expect(keys).toContainText('One frame forward');
  await expect(keys.locator('dt').last()).toBeInViewport();
  await expectAccessible(page, 'the introduction');
  await page.screenshot({ path: 'test-results/screens/first-run.png' });
});

test('it is put away for good, and Help shows it again', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Do not show this again' }).click();
  await expect(page.getByRole('list', { name: 'The work in three steps' })).toHaveCount(0);
  await expect.poll(() => doors.engine('settings.show', {})).toMatchObject({ isIntroductionDismissed: true });
  await page.reload();
  await expect(page.getByRole('tab', { name: 'Create a matter' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'The work in three steps' })).toHaveCount(0);
  await page.screenshot({ path: 'test-results/screens/first-screen-plain.png' });
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a command' });
  await expect(palette.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('what this is');
  await expect(palette.getByRole('menuitem').first()).toContainText('What this is');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'What Frame of Record is' });
  await expect(dialog.getByRole('listitem').first()).toContainText('Create or open a matter');
  await expectAccessible(page, 'the introduction as a dialog');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a sample matter has a recording in it without any file of the person', async () => {
  const { app, page } = running;
  await page.getByRole('button', { name: 'What this is and how it works' }).click();
  await page.getByRole('button', { name: 'Try it with a sample matter' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the matter' })).toHaveValue('Sample matter');
  await answerSaveDialogs(app, path.join(folder, 'sample'));
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(testPassphrase);
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(testPassphrase);
  await sayWhoOneIs(page, 'Dana Whitfield');
  await page.getByRole('button', { name: 'Create the matter' }).click();
  await putRecoveryKeyAway(page);
  await expect(page.getByRole('button', { name: 'Review sample-recording.mp4', exact: true })).toBeVisible({
    timeout: 90_000,
  });
});
