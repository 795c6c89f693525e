import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { frameIs, goToFrame, importFootage, openOnBench, shownFrame, whenSettled } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { answerOpenDialogs } from './helpers/native-dialogs.ts';

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
  for (const required of [/Force level/, /Mode/]) {
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: required })).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('textbox', { name: 'What is seen or heard' })).toBeFocused();
  await page.keyboard.type('Two clicks are heard; a person falls. 3 4 5');
  await expect(picker()).toHaveValue(/[(]UOF[.]5[)]$/);
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
  await expect(form.getByRole('textbox', { name: 'Name' })).toHaveValue('Drone overhead');
  await shot('picker-define');
  await page.keyboard.press('Tab');
  await page.keyboard.type('An uncrewed aircraft is seen or heard over the scene.');
  // Back to what was looked for, and again to what was typed.
  await page.keyboard.press('Escape');
  await expect(picker()).toBeFocused();
  await expect(picker()).toHaveValue('drone overhead');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('textbox', { name: 'Definition' })).toHaveValue(/^An uncrewed aircraft/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('REC');
  await expect(form.getByRole('textbox', { name: 'Id' })).toHaveValue(/X1$/);
  await page.keyboard.press('Control+Enter');
  await expect(form).toBeHidden();
  await expect(picker()).toHaveValue(/Drone overhead [(][A-Z]{3}[.]X1[)]$/);
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
  await expect(picker()).toHaveValue(/Drone overhead/);
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

test('the codebook is revised, extended, retired from and undone by keyboard alone', async () => {
  const { page } = running;
  await page.keyboard.press('Control+6');
  await expect(page.getByRole('heading', { name: 'Codebook', level: 1 })).toBeVisible();
  await shot('editor-start');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('strike');
  const list = page.getByRole('listbox', { name: 'Codes and groups' });
  await expect(
    list
      .getByRole('option')
      .filter({ hasText: /[A-Z]{3}[.]/ })
      .first(),
  ).toContainText('UOF.2');
  await page.keyboard.press('ArrowDown');
  await expect(list).toBeFocused();
  await expect(list.getByRole('option', { selected: true })).toContainText('UOF.2');
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'Code UOF.2' });
  await expect(form.getByRole('textbox', { name: 'Label required' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' or blow');
  await expect(form.getByText(/Makes version \d+[.]\d+[.]\d+[.] Words and order only/)).toBeVisible();
  await shot('editor-code');
  await expectAccessible(page, 'the codebook');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: /Alleged \/ for review: Strike or blow/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  const fresh = page.getByRole('form', { name: 'New code' });
  await expect(fresh.getByRole('textbox', { name: 'Label required' })).toBeFocused();
  await page.keyboard.type('Horse');
  await page.keyboard.press('Tab');
  await page.keyboard.type('A mounted agent is seen.');
  await page.keyboard.press('Tab');
  await page.keyboard.type('COO');
  await expect(fresh.getByRole('textbox', { name: 'Id' })).toHaveValue('COO.X1');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('form', { name: 'Code COO.X1' })).toBeVisible();
  await page.getByRole('button', { name: 'Retire' }).press('Enter');
  await expect(page.getByText('Retired (1)')).toBeVisible();
  await page.getByRole('heading', { name: 'Codebook', level: 1 }).click();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Undo: Revise code UOF.2.')).toBeVisible();
});

test('versions show what is different between any two, and an old one can be shown', async () => {
  const { page } = running;
  const tab = page.getByRole('tab', { name: 'Codes' });
  await tab.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const versions = page.getByRole('list', { name: 'Versions' });
  await expect(versions.getByText('Undone')).toHaveCount(3);
  await versions.getByRole('button').filter({ hasText: 'Revise code UOF.2' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Differences' })).toContainText('Strike or blow');
  await shot('versions');
  await expectAccessible(page, 'the versions of the codebook');
  await page.getByRole('button', { name: /^Show \d/ }).press('Enter');
  await expect(page.getByRole('dialog', { name: /^Codebook \d/ })).toContainText('Strike or blow');
  await page.keyboard.press('Escape');
});

test('a vocabulary is looked at before it is taken in: one sentence says what it is, and one ring where the keys are', async () => {
  const { app, page } = running;
  const file = path.join(folder, 'fields.csv');
  await writeFile(file, 'label,definition,group\nGate,A gate is open.,Fields\n');
  await answerOpenDialogs(app, [file]);
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a vocabulary' });
  const sentence = dialog.getByText(/A table, 1 code in 1 group/);
  await expect(sentence).toHaveText(/^fields[.]csv: A table/, { useInnerText: true });
  const kind = dialog.getByRole('button', { name: /does not say the kind/ });
  await page.keyboard.press('Tab');
  await kind.focus();
  const rings = () =>
    dialog.evaluate(
      (root) =>
        [...root.querySelectorAll('*')].filter((element) => getComputedStyle(element).outlineStyle !== 'none').length,
    );
  expect(await rings()).toBe(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('rules find what to look at, and Go to leads to the frame', async () => {
  const { page } = running;
  await page.getByRole('tab', { name: /Rules/ }).press('Enter');
  await expect(page.getByRole('list', { name: 'Rules' }).getByRole('listitem')).toHaveCount(5);
  await shot('rules');
  await page.getByRole('button', { name: 'New rule' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New rule' });
  await dialog.getByRole('textbox', { name: /^What it asks/ }).fill('A warning asks for a subject that heard it');
  await dialog.getByRole('textbox', { name: 'Codes' }).fill('CTX.1');
  await dialog.getByRole('textbox', { name: 'Asks for one of' }).fill('VUL.1');
  await shot('rule-form');
  await dialog.getByRole('button', { name: 'Record' }).press('Enter');
  await expect(dialog).toBeHidden();
  await page.getByRole('tab', { name: /Check/ }).press('Enter');
  await expect(page.getByText('CTX.1 has no VUL.1 within 15 seconds around it.')).toBeVisible();
  await shot('check');
  await expectAccessible(page, 'the findings');
  await page.getByRole('button', { name: /^Go to CTX[.]1 at frame 30/ }).press('Enter');
  await frameIs(page, 30);
  await whenSettled(page);
});
