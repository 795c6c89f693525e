import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { closeMatter, createMatter, putRecoveryKeyAway, sayWhoOneIs, testPassphrase } from './helpers/matter-steps.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';

let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-matters-'));
  running = await launchApp();
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

async function typeToOpen(passphrase: string): Promise<void> {
  await running.page.getByRole('textbox', { name: 'Passphrase or recovery key' }).fill(passphrase);
  await running.page.getByRole('button', { name: 'Open the matter' }).click();
}

test.describe.configure({ mode: 'serial' });

test('the first run explains itself on one screen', async () => {
  const { page } = running;
  await expect(page.getByRole('heading', { level: 1 })).toContainText('a record that proves itself');
  await expect(page.getByRole('tab', { name: 'Create a matter' })).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page, 'the first screen');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.screenshot({ path: 'test-results/screens/matters-first-run.png' });
});

test('every empty or unfit field of a new matter says so beside itself', async () => {
  const { page } = running;
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create the matter' }).click();
  for (const sentence of [
    'Give the matter a name.',
    'Choose where the matter is to live.',
    'Choose a passphrase of at least 14 characters or five words.',
    'The two passphrases differ. Type the same one again.',
    'Say who you are.',
    'Say what your role is.',
  ]) {
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await expect(page.getByRole('textbox', { name: 'Name of the matter' })).toBeFocused();
  await expectAccessible(page, 'the form with its errors');
});

test('a passphrase that the engine finds too weak is refused beside the passphrase', async () => {
  const { app, page } = running;
  await answerSaveDialogs(app, path.join(folder, 'weak'));
  await page.getByRole('textbox', { name: 'Name of the matter' }).fill('Weak');
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill('aaaaaaaaaaaaaaaa');
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill('aaaaaaaaaaaaaaaa');
  await sayWhoOneIs(page, 'Dana Whitfield');
  await page.getByRole('button', { name: 'Create the matter' }).click();
  const field = page.getByRole('textbox', { name: 'Passphrase', exact: true });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
});

let recoveryKey: string;
let matterFolder: string;

test('a matter is created; its recovery key is shown once and must be put away', async () => {
  const { app, page } = running;
  matterFolder = path.join(folder, 'elm-street');
  await answerSaveDialogs(app, matterFolder);
  await page.getByRole('textbox', { name: 'Name of the matter' }).fill('Elm Street, 14 March');
  await page.getByRole('button', { name: 'Choose a folder…' }).click();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(testPassphrase);
  await page.getByRole('textbox', { name: 'Passphrase again' }).fill(testPassphrase);
  await page.getByRole('button', { name: 'Create the matter' }).click();

  const notice = page.getByRole('alertdialog', { name: 'Recovery key of this matter' });
  await expect(notice).toBeVisible();
  recoveryKey = await notice.locator('code').innerText();
  expect(recoveryKey).toMatch(/^[A-Z2-7]{4}(-[A-Z2-7]{4}){12,13}$/);
  await expect(page.getByRole('button', { name: 'Go on to the matter' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(notice).toBeVisible();
  await expectAccessible(page, 'the recovery key');
  await page.screenshot({ path: 'test-results/screens/matters-recovery-key.png' });
  await putRecoveryKeyAway(page);
  await expect(notice).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  await expect(page.getByRole('banner')).toContainText('Elm Street, 14 March');
  await expect(page).toHaveTitle('Elm Street, 14 March · Frame of Record');
});

test('a second app that opens the same matter is told that it is locked', async () => {
  const second = await launchApp();
  try {
    await answerOpenDialogs(second.app, [matterFolder]);
    await second.page.getByRole('tab', { name: 'Open a matter' }).click();
    await second.page.getByRole('button', { name: 'Other folder…' }).click();
    await sayWhoOneIs(second.page, 'Marcus Ortiz');
    await second.page.getByRole('textbox', { name: 'Passphrase or recovery key' }).fill(testPassphrase);
    await second.page.getByRole('button', { name: 'Open the matter' }).click();
    await expect(second.page.getByRole('group', { name: 'Matter to open' }).getByRole('alert')).toBeVisible();
    await expect(second.page.getByRole('heading', { name: 'Library' })).toBeHidden();
  } finally {
    await second.close();
  }
});

test('a wrong passphrase is answered beside the passphrase; the right one opens', async () => {
  const { page } = running;
  await closeMatter(page);
  await expect(page.getByRole('button', { name: /Elm Street, 14 March/ }).first()).toBeVisible();
  await typeToOpen('not the passphrase at all');
  const field = page.getByRole('textbox', { name: 'Passphrase or recovery key' });
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();
  await page.screenshot({ path: 'test-results/screens/matters-wrong-passphrase.png' });
  await typeToOpen(testPassphrase);
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
});

test('the recovery key opens the matter in place of the passphrase', async () => {
  const { page } = running;
  await closeMatter(page);
  await typeToOpen(recoveryKey.toLowerCase());
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  await closeMatter(page);
});

test('a matter of a newer version is refused politely', async () => {
  const { page } = running;
  const header = path.join(matterFolder, 'matter.json');
  const before = await readFile(header, 'utf8');
  const parsed = JSON.parse(before) as Record<string, unknown>;
  const versionKey = Object.keys(parsed).find((key) => /version/i.test(key)) ?? 'version';
  await writeFile(header, JSON.stringify({ ...parsed, [versionKey]: 99 }));
  try {
    await typeToOpen(testPassphrase);
    await expect(page.getByRole('group', { name: 'Matter to open' }).getByRole('alert')).toContainText(/newer/i);
  } finally {
    await writeFile(header, before);
  }
});

test('a recent matter whose folder is away says so and can be taken off the list', async () => {
  const { page } = running;
  await rename(matterFolder, `${matterFolder}-away`);
  await page.reload();
  await expect(page.getByText('Folder not found')).toBeVisible();
  await page
    .getByRole('button', { name: /Elm Street, 14 March/ })
    .first()
    .click();
  await typeToOpen(testPassphrase);
  await expect(page.getByRole('group', { name: 'Matter to open' }).getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'the list of recent matters');
  await page.screenshot({ path: 'test-results/screens/matters-folder-away.png' });
  await page.getByRole('button', { name: /off this list/ }).click();
  await expect(page.getByText('Folder not found')).toBeHidden();
  await rename(`${matterFolder}-away`, matterFolder);
});

test('another matter can be created straight after', async () => {
  await createMatter(running, await mkdtemp(path.join(folder, 'second-')), 'Second matter');
  await expect(running.page.getByRole('banner')).toContainText('Second matter');
});
