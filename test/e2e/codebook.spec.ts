import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { goToFrame, importFootage, openOnBench, shownFrame, whenSettled } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';

let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-codebook-'));
  const clip = await numberedClip('cfr');
  running = await launchApp();
  await createMatter(running, folder);
  await importFootage(running, [clip.path]);
  await openOnBench(running.page, path.basename(clip.path));
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

const shot = (name: string) => running.page.screenshot({ path: `test-results/screens/codebook-${name}.png` });
const cards = (): Locator =>
  running.page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article');
const picker = (): Locator => running.page.getByRole('combobox', { name: 'Code' });
const activeOption = (): Locator => running.page.locator('[role="option"][aria-selected="true"]');

test('letters, a synonym or a slip of the finger lead to a code; Enter takes it and Tab goes on to what it asks', async () => {
  const { page } = running;
  await page.keyboard.press('m');
  await expect(picker()).toBeFocused();
  await expect(page.getByRole('option').first()).toBeVisible();
  await expect(page.getByRole('option').first()).toContainText('CTX.1');
  await shot('picker-empty');
  await picker().pressSequentially('taser');
  await expect(activeOption()).toContainText('UOF.5');
  await expect(activeOption()).toContainText('Alleged / for review: Conducted-energy device');
  await expectAccessible(page, 'the list of codes');
  await shot('picker-narrowed');
  await picker().fill('fierarm');
  await expect(activeOption()).toContainText('UOF.8');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox', { name: 'Codes' })).toBeHidden();
  await expect(picker()).toHaveValue('');
  await expect(picker()).toBeFocused();
  await picker().pressSequentially('uof5');
  await page.keyboard.press('Enter');
  await expect(picker()).toHaveValue(/[(]UOF[.]5[)]$/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'What is seen or heard' })).toBeFocused();
  await page.keyboard.type('Two clicks are heard; a person falls. 3 4 5');
  expect(await picker().inputValue()).toMatch(/[(]UOF[.]5[)]$/);
});

test('a code that is missing is defined in place while the recording plays on', async () => {
  const { page } = running;
  await picker().focus();
  await picker().fill('drone overhead');
  await expect(activeOption()).toContainText('Define a new code “drone overhead”');
  await shot('picker-nothing-found');
  await page.keyboard.press('Control+Space');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(2);
  await page.keyboard.press('Enter');
  const form = page.getByRole('region', { name: 'Define a new code' });
  await expect(form.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('drone overhead');
  await shot('picker-define');
  await page.keyboard.press('Tab');
  await page.keyboard.type('An uncrewed aircraft is seen or heard over the scene.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('REC');
  await expect(form.getByRole('textbox', { name: 'Id' })).toHaveValue(/X1$/);
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(picker()).toHaveValue(/drone overhead [(][A-Z]{3}[.]X1[)]$/);
  await expect(page.getByText(/The codebook is at version 1[.]2[.]0/)).toBeVisible();
  await page.keyboard.press('Control+Space');
  await whenSettled(page);
  await page.getByRole('textbox', { name: 'What is seen or heard' }).fill('A drone hovers. 1 2 3');
  await page.keyboard.press('Control+Enter');
  await expect(cards()).toHaveCount(1);
});

test('a bare digit begins an annotation with the code on it, and never while typing', async () => {
  const { page } = running;
  const strip = page.getByRole('region', { name: 'Codes on the digits' });
  await expect(strip.getByRole('button')).toHaveCount(1);
  await goToFrame(page, 30);
  await page.keyboard.press('1');
  await expect(picker()).toHaveValue(/drone overhead/);
  const text = page.getByRole('textbox', { name: 'What is seen or heard' });
  await expect(text).toBeFocused();
  await page.keyboard.type('1 drone, 2 persons');
  await expect(text).toHaveValue('1 drone, 2 persons');
  await page.keyboard.press('Escape');
  await page.keyboard.press('m');
  await expect(picker()).toBeFocused();
  await page.keyboard.type('warning');
  await expect(activeOption()).toContainText('CTX.1');
  await page.keyboard.press('Alt+Shift+Digit2');
  await expect(strip.getByRole('button', { name: /CTX[.]1 .*pinned/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(picker()).toHaveValue(/CTX[.]1/);
  await page.keyboard.press('Control+Enter');
  await expect(cards()).toHaveCount(2);
  await shot('bench-strip');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(strip.getByRole('button', { name: /pinned/ })).toHaveCount(0);
  await page.keyboard.press('Control+Shift+Z');
  await page.keyboard.press('Control+Shift+Z');
  await expect(strip.getByRole('button', { name: /CTX[.]1 .*pinned/ })).toBeVisible();
});
