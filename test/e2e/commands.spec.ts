import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { expectAccessible } from './helpers/accessibility.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';

let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-commands-'));
  running = await launchApp();
  await createMatter(running, folder);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

const heading = (name: string) => running.page.getByRole('heading', { name, level: 1 });

test('the keys lead from screen to screen, and the rail says where one is', async () => {
  const { page } = running;
  for (const [key, title, place] of [
    ['Control+3', 'Packets', 'Packets'],
    ['Control+4', 'Custody log', 'Custody'],
    ['Control+5', 'Jobs', 'Jobs'],
    ['Control+,', 'Settings', 'Settings'],
    ['Control+1', 'Library', 'Library'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(heading(title)).toBeVisible();
    await expect(page.getByRole('navigation').getByRole('button', { name: place })).toHaveAttribute(
      'aria-current',
      'page',
    );
  }
});

test('the palette finds a command by a part of its name and runs it', async () => {
  const { page } = running;
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Find a command' });
  await expect(palette).toBeVisible();
  await expect(palette.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('custody');
  await expect(palette.getByRole('menuitem')).toHaveCount(1);
  // React Aria names the line to screen readers half a second after the last key, so that typing is not talked over.
  const namesItsLine = () =>
    page.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
      return document.getElementById(id)?.getAttribute('role');
    });
  await expect.poll(namesItsLine).toBe('menuitem');
  await expectAccessible(page, 'the command palette');
  await page.screenshot({ path: 'test-results/screens/command-palette.png' });
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(heading('Custody log')).toBeVisible();
});

test('the help sheet lists every shortcut and closes with Escape', async () => {
  const { page } = running;
  await page.keyboard.press('Shift+Slash');
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toBeVisible();
  for (const action of ['Go to the library', 'Play or pause', 'Undo', 'Find a command…']) {
    await expect(sheet.getByText(action, { exact: true })).toBeVisible();
  }
  await expectAccessible(page, 'the help sheet');
  await page.keyboard.press('Control+1');
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(heading('Custody log')).toBeVisible();
});

test('keys typed into a text box are text, and Escape gives the keys back', async () => {
  const { page } = running;
  await page.keyboard.press('Control+4');
  const search = page.getByRole('searchbox', { name: 'Search the log' });
  await search.click();
  await page.keyboard.type('? genesis .,jkl');
  await expect(search).toHaveValue('? genesis .,jkl');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(search).not.toBeFocused();
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the application menu says what the table says, and its items run', async () => {
  const { app, page } = running;
  await page.keyboard.press('Control+1');
  const readItem = (id: string) =>
    app.evaluate(({ Menu }, itemId) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(itemId);
      return item === null || item === undefined ? null : { label: item.label, isEnabled: item.enabled };
    }, id);
  await expect.poll(() => readItem('packets.show')).toEqual({ label: 'Go to packets', isEnabled: true });
  expect(await readItem('history.undo')).toMatchObject({ isEnabled: false });
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('packets.show')?.click());
  await expect(heading('Packets')).toBeVisible();
});

test('the theme is changed, kept, and light is accessible too', async () => {
  const { page } = running;
  await page.keyboard.press('Control+,');
  await page.getByText('Light', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  for (const [key, title] of [
    ['Control+,', 'Settings'],
    ['Control+3', 'Packets'],
    ['Control+4', 'Custody log'],
    ['Control+5', 'Jobs'],
  ] as const) {
    await page.keyboard.press(key);
    await expect(heading(title)).toBeVisible();
    await expectAccessible(page, `${title} in light`);
  }
  await page.screenshot({ path: 'test-results/screens/jobs-light.png' });
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'About' }).click();
  await expect(page.getByText('SQLite')).toBeVisible();
  await expectAccessible(page, 'About in light');
  await page.getByRole('tab', { name: 'Appearance' }).click();
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('every screen fits a small window and twice the zoom without scrolling sideways', async () => {
  const { app, page } = running;
  const setView = (width: number, height: number, zoom: number) =>
    app.evaluate(
      ({ BrowserWindow }, [w, h, z]) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setContentSize(w, h);
        window?.webContents.setZoomFactor(z);
      },
      [width, height, zoom] as const,
    );
  try {
    for (const [width, height, zoom] of [
      [1280, 800, 1],
      [1920, 1080, 1],
      [1280, 800, 2],
    ] as const) {
      await setView(width, height, zoom);
      await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width / zoom);
      for (const [key, title] of [
        ['Control+1', 'Library'],
        ['Control+3', 'Packets'],
        ['Control+4', 'Custody log'],
        ['Control+5', 'Jobs'],
        ['Control+,', 'Settings'],
      ] as const) {
        await page.keyboard.press(key);
        await expect(heading(title)).toBeVisible();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, `${key} at ${width}x${height}, zoom ${zoom}`).toBeLessThanOrEqual(0);
      }
    }
  } finally {
    await setView(1280, 800, 1);
  }
});
