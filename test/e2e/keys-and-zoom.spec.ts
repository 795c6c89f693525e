import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter, testPassphrase } from './helpers/matter-steps.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';

let running: RunningApp;
let folder: string;
let dataFolder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-keys-'));
  dataFolder = path.join(folder, 'data');
  running = await launchApp({ dataFolder });
  await createMatter(running, folder);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 });
const row = (page: Page, commandId: string) => page.locator(`li[data-command="${commandId}"]`);

async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Keyboard' }).click();
  await expect(page.getByRole('searchbox', { name: 'Search commands and keys' })).toBeVisible();
}

test('a key that is taken is swapped, and the new keys work at once, also in tooltip, sheet and menu', async () => {
  const { app, page } = running;
  await openKeys(page);
  await expectAccessible(page, 'the keys');
  await page.getByRole('searchbox', { name: 'Search commands and keys' }).fill('go to packets');
  await page.getByRole('button', { name: 'Change Ctrl 3 for Go to packets' }).click();
  await page.keyboard.press('Control+4');
  const dialog = page.getByRole('alertdialog', { name: 'That key is taken' });
  await expect(dialog).toContainText('Go to the custody log');
  await expectAccessible(page, 'the question about a taken key');
  await dialog.getByRole('button', { name: 'Swap the keys' }).click();
  await expect(row(page, 'packets.show')).toContainText('Changed');
  await page.keyboard.press('Control+4');
  await expect(heading(page, 'Packets')).toBeVisible();
  await page.keyboard.press('Control+3');
  await expect(heading(page, 'Custody log')).toBeVisible();
  await page.keyboard.press('Shift+Slash');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('custody');
  await expect(sheet.getByText('Go to the custody log', { exact: true })).toBeVisible();
  await expect(sheet.getByText('changed', { exact: true })).toBeVisible();
  await expect(sheet.getByText('Go to packets', { exact: true })).toBeHidden();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  const accelerator = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('packets.show')?.accelerator);
  await expect.poll(accelerator).toBe('CommandOrControl+4');
});

test('keys are taken away, restored, exported and imported', async () => {
  const { app, page } = running;
  const file = path.join(folder, 'keys.json');
  await openKeys(page);
  await page.getByRole('searchbox', { name: 'Search commands and keys' }).fill('');
  await answerSaveDialogs(app, file);
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByText('The keys were written to keys.json.')).toBeVisible();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    kind: 'frame-of-record-key-map',
    keyMap: { changes: { 'packets.show': ['Mod+4'], 'custody.show': ['Mod+3'] } },
  });
  await page.getByRole('button', { name: 'Restore the keys of Go to packets' }).click();
  await expect(row(page, 'packets.show')).toContainText('Ctrl 3');
  await expect(row(page, 'custody.show')).toContainText('no key');
  await page.getByRole('button', { name: 'Restore all' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Restore all keys' }).click();
  await expect(page.getByText('Changed', { exact: true })).toHaveCount(0);
  await answerOpenDialogs(app, [file]);
  await page.getByRole('button', { name: 'Import…' }).click();
  await expect(row(page, 'custody.show')).toContainText('Ctrl 3');
  await page.getByText('LosslessCut / YouTube', { exact: true }).click();
  await expect(row(page, 'second.back')).toContainText('←');
});

test('a system key is refused, and Esc leaves everything as it is', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Add a key for Go to jobs' }).click();
  await page.keyboard.press('Control+c');
  await expect(page.getByText('That key belongs to the system or to text boxes.')).toBeVisible();
  await page.getByRole('button', { name: 'Add a key for Go to jobs' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Press the new key for')).toHaveCount(0);
  await expect(row(page, 'jobs.show')).toContainText('Ctrl 5');
  await expect(page.getByRole('button', { name: 'Add a key for Go to jobs' })).toBeFocused();
});

test('the palette begins with what was chosen lately and says why a command rests', async () => {
  const { page } = running;
  const palette = page.getByRole('dialog', { name: 'Find a command' });
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('jobs');
  await expect(palette.getByRole('menuitem').first()).toContainText('Go to jobs');
  await page.keyboard.press('Enter');
  await expect(heading(page, 'Jobs')).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('textbox')).toBeFocused();
  await expect(palette.getByRole('menuitem').first()).toContainText('Go to jobs');
  await page.keyboard.type('play or pause');
  await expect(palette.getByRole('menuitem').first()).toContainText('open a recording first');
  await page.keyboard.press('Enter');
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
});

test('size, keys and open tab are there again after a restart', async () => {
  const zoom = ({ app }: RunningApp) =>
    app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor());
  await openKeys(running.page);
  for (const percent of ['110', '125']) {
    await running.page.keyboard.press('Control+Equal');
    await expect(running.page.getByText(`Size of everything: ${percent} %.`)).toBeVisible();
  }
  await running.close();
  running = await launchApp({ dataFolder });
  const { page } = running;
  await expect.poll(() => zoom(running)).toBeCloseTo(1.25);
  await page.getByRole('textbox', { name: 'Passphrase or recovery key' }).fill(testPassphrase);
  await page.getByRole('button', { name: 'Open the matter' }).click();
  await expect(heading(page, 'Library')).toBeVisible();
  await page.keyboard.press('Control+0');
  await expect.poll(() => zoom(running)).toBeCloseTo(1);
  await page.keyboard.press('Control+3');
  await expect(heading(page, 'Custody log')).toBeVisible();
  await page.keyboard.press('Control+,');
  await expect(page.getByRole('tab', { name: 'Keyboard' })).toHaveAttribute('aria-selected', 'true');
});
