import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { numberedClip, numberedSize } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { goToFrame, importFootage, numberOnScreen, openOnBench, shownFrame } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';

let running: RunningApp;
let folder: string;
let name: string;
const [first, last] = [60, 89];

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-notes-'));
  const clip = await numberedClip('cfr');
  name = path.basename(clip.path);
  running = await launchApp();
  await createMatter(running, folder);
  await importFootage(running, [clip.path]);
  await openOnBench(running.page, name);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

/** The notice takes no key in its first moment, so that one meant for the player does not answer it. */
async function answerNotice(key: string): Promise<void> {
  await expect(notice().getByRole('button', { name: /^Go on G$/ })).toBeEnabled();
  await running.page.keyboard.press(key);
  await expect(notice()).toHaveCount(0);
}

const notice = () => running.page.getByRole('alertdialog', { name: 'Content note: what comes next may disturb' });

async function openTab(tabName: string): Promise<void> {
  await running.page.getByRole('tab', { name: tabName }).click();
}

test('frames are noted by keyboard, and whoever noted them is not asked about what is on the screen', async () => {
  const { page } = running;
  await goToFrame(page, first);
  await page.keyboard.press('i');
  await goToFrame(page, last);
  await page.keyboard.press('o');
  await page.keyboard.press('Shift+N');
  const dialog = page.getByRole('dialog', { name: 'Note frames as possibly disturbing' });
  await expect(dialog.getByRole('textbox', { name: 'In neutral words (optional)' })).toBeFocused();
  await expect(dialog.getByRole('textbox', { name: 'First frame' })).toHaveValue(String(first));
  await expect(dialog.getByRole('textbox', { name: 'Last frame' })).toHaveValue(String(last));
  await expectAccessible(page, 'the form of a content note');
  await page.keyboard.type('A person on the ground is bleeding');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await page.keyboard.press(',');
  await expect(notice()).toHaveCount(0);
  await openTab('Content notes');
  const list = page.getByRole('list', { name: 'Content notes' });
  await expect(list).toContainText('Injury');
  await expect(list).toContainText('A person on the ground is bleeding');
  await expect(list).toContainText(`Frames ${first} to ${last}`);
  await expectAccessible(page, 'the list of content notes');
});

test('play stops before the first picture of noted frames, and skips them when told to', async () => {
  const { page } = running;
  await page.keyboard.press('Escape');
  await goToFrame(page, 0);
  await page.keyboard.press('Space');
  await expect(notice()).toBeVisible();
  await expect(notice()).toContainText('Injury: A person on the ground is bleeding');
  const stoppedAt = await shownFrame(page);
  expect(stoppedAt).toBeLessThan(first);
  await expectAccessible(page, 'the content notice');
  await page.screenshot({ path: 'test-results/screens/content-notice.png' });
  await answerNotice('k');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(last);
  await page.keyboard.press('k');
});

test('a jump into noted frames waits for the answer, and shows nothing of them until then', async () => {
  const { page } = running;
  await goToFrame(page, 10);
  await page.keyboard.press('g');
  await page.getByRole('textbox', { name: 'Frame or media time' }).fill('70');
  await page.keyboard.press('Enter');
  await expect(notice()).toBeVisible();
  expect(await shownFrame(page)).toBe(10);
  await answerNotice('Escape');
  expect(await numberOnScreen(page, numberedSize)).toBe(10);
  await page.keyboard.press('g');
  await page.getByRole('textbox', { name: 'Frame or media time' }).fill('70');
  await page.keyboard.press('Enter');
  await answerNotice('w');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '70');
  await expect(page.getByRole('button', { name: 'Sound on', exact: true })).toBeVisible();
  await goToFrame(page, 120);
  await expect(page.getByRole('button', { name: 'Sound off', exact: true })).toBeVisible();
});

test('notes are changed and withdrawn, with undo, and notices can be turned off', async () => {
  const { page } = running;
  await openTab('Content notes');
  await page.getByRole('button', { name: `Edit the content note Injury at frame ${first}` }).click();
  await page.getByRole('textbox', { name: 'Last frame' }).fill('99');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  const list = page.getByRole('list', { name: 'Content notes' });
  await expect(list).toContainText(`Frames ${first} to 99`);
  await page.getByRole('button', { name: `Withdraw the content note Injury at frame ${first}` }).click();
  await expect(page.getByText('No content notes')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(list).toContainText(`Frames ${first} to 99`);
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Review' }).click();
  await expectAccessible(page, 'the settings of review');
  await page.getByText('Tell me before frames that are noted as possibly disturbing').click();
  await page.getByText('Recordings come up without sound').click();
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('button', { name: 'Sound on', exact: true })).toBeVisible();
  await goToFrame(page, 70);
  await expect(notice()).toHaveCount(0);
  expect(await numberOnScreen(page, numberedSize)).toBe(70);
});
