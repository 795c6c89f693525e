import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { ingestOne, writeMany } from '../helpers/many-annotations.ts';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { frameIs, whenSettled } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { answerOpenDialogs, answerSaveDialogs } from './helpers/native-dialogs.ts';
import { openPrepared, prepareMatter } from './helpers/prepared-matter.ts';
import { recordings } from './helpers/recordings.ts';

let running: RunningApp;
let place: string;

const sentences = [
  'A hand takes hold of a sleeve beside the white van.',
  'La puerta del camión se abre; nobody steps out.',
  'A voice says "please wait here" twice.',
  'Two people stand near the gate; one holds a phone.',
  'The camera is covered for the length of the span.',
] as const;
const codes = ['UOF.1', 'CTX.1', 'CTX.10', 'UOF.2', 'IDN.2'] as const;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  place = await mkdtemp(path.join(tmpdir(), 'frame-of-record-search-'));
  const real = await recordings([['03-parking-overhead.mp4', 'vfr']]);
  const paths = [(await numberedClip('cfr')).path, real[0] ?? (await numberedClip('vfr')).path];
  const folder = await prepareMatter(place, async (matter, engine) => {
    const test = { ...engine, matter: () => matter };
    for (const [at, file] of paths.entries()) {
      const footageId = await ingestOne(test, file);
      writeMany(matter, footageId, at === 0 ? 3000 : 40, (number) => ({
        code: codes[number % codes.length] ?? 'UOF.1',
        observation: `${sentences[number % sentences.length]} Statement ${number}.`,
        allegation:
          number % 9 === 0 ? { text: 'That no warning was given before it.', allegedBy: 'A neighbour' } : null,
        isExculpatory: number % 25 === 2,
      }));
    }
  });
  running = await launchApp();
  await openPrepared(running, folder);
});

test.afterAll(async () => {
  await running.close();
  await rm(place, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

const searchBox = (name: string): Locator => running.page.getByRole('searchbox', { name });
const found = (): Locator => running.page.getByRole('region', { name: 'Found annotations' });
const cards = (): Locator =>
  running.page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article');

async function shoot(name: string): Promise<void> {
  await running.page.screenshot({ path: `test-results/screens/${name}.png`, animations: 'disabled' });
}

test('the whole matter is searched by key, narrowed by facets, and Enter opens one at its frame', async () => {
  const { page } = running;
  await page.keyboard.press('Control+Shift+f');
  await expect(page.getByRole('heading', { name: 'Annotations', level: 1 })).toBeVisible();
  await expect(page.getByText('3,040 annotations in 2 recordings')).toBeVisible();
  await expect(searchBox('Find in all annotations')).toBeFocused();
  await shoot('annotations-all');
  await expectAccessible(page, 'the annotations of a matter');
  await page.keyboard.type('camion');
  await expect(page.getByText('608 annotations in 2 recordings')).toBeVisible();
  await page.getByRole('button', { name: /^Has an allegation/ }).click();
  await expect(page.getByText(/^6[78] annotations in 2 recordings$/)).toBeVisible();
  await shoot('annotations-filtered');
  await page.keyboard.press('Control+f');
  await expect(searchBox('Find in all annotations')).toBeFocused();
  await page.keyboard.type('statement 136');
  await expect(page.getByText('1 annotation in 1 recording')).toBeVisible();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.getByText('11 annotations in 1 recording')).toBeVisible();
  await page.keyboard.press('Control+f');
  await expect(searchBox('Find in all annotations')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const first = found().getByRole('button').first();
  await expect(first).toBeFocused();
  const where = await first.innerText();
  const frame = Number(/Frames ([\d,]+)/.exec(where)?.[1]?.replaceAll(',', ''));
  await page.keyboard.press('Enter');
  await frameIs(page, frame);
  await whenSettled(page);
});

test('the list beside the picture is filtered from the keyboard, and Escape gives the keys back', async () => {
  const { page } = running;
  await page.keyboard.press('Control+f');
  await expect(searchBox('Find in annotations')).toBeFocused();
  await page.keyboard.type('puerta');
  await expect(page.getByText('600 of 3,000')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(searchBox('Find in annotations')).not.toBeFocused();
  await expect(searchBox('Find in annotations')).toHaveValue('puerta');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await whenSettled(page);
  await expect(page.locator('article[aria-current="true"]')).toContainText('puerta');
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await shoot('list-filter');
  await expectAccessible(page, 'the filter of the list', 'aside[aria-label="Annotations and facts"]');
  await cards()
    .nth(1)
    .click({ modifiers: ['Shift'] });
  await expect(page.getByText(/\d+ selected/)).toBeVisible();
  await shoot('list-selected');
});

test('a filter is kept by name, chosen on the other screen, and undone like any change', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Kept filters' }).click();
  await page.getByRole('menuitem', { name: 'Keep this filter…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Doors');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+Shift+f');
  await page.getByRole('button', { name: 'Kept filters' }).click();
  await page.getByRole('menuitem', { name: 'Doors' }).click();
  await expect(page.getByText('608 annotations in 2 recordings')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Kept filters' }).click();
  await expect(page.getByRole('menuitem', { name: 'Keep this filter…' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Doors' })).toBeHidden();
  await page.keyboard.press('Escape');
});

test('what the filter shows is exported; a file of another program is previewed, mapped and taken over as one change', async () => {
  const { app, page } = running;
  const out = path.join(place, 'doors.csv');
  await answerSaveDialogs(app, out);
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByRole('dialog', { name: 'Export 608 annotations' })).toBeVisible();
  await shoot('annotations-export');
  await page.getByRole('button', { name: 'Choose where…' }).click();
  await expect(page.getByRole('dialog', { name: 'Annotations exported' })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
  const written = await readFile(out, 'utf8');
  expect(written.split('\r\n')).toHaveLength(609);
  expect(written).not.toContain('That no warning was given');

  const file = path.join(place, 'field-notes.csv');
  await writeFile(
    file,
    'media,start,end,behavior,comment\ncfr.mp4,0:00:01.000,0:00:02.000,pushes,A push beside the van\ncfr.mp4,1.51,1.77,CTX.1,A call\ncfr.mp4,99:00:00,99:00:01,pushes,Too late\nother.mp4,1,2,pushes,Elsewhere\n',
  );
  await answerOpenDialogs(app, [file]);
  await page.getByRole('button', { name: 'Import…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Import annotations from field-notes.csv/ });
  await expect(dialog.getByText('1 of 4 annotations would be made (CSV table)')).toBeVisible();
  await dialog.getByRole('button', { name: /Code for pushes/ }).click();
  await page.getByRole('option', { name: /^UOF[.]1 / }).click();
  await expect(dialog.getByText('2 of 4 annotations would be made (CSV table)')).toBeVisible();
  await shoot('annotations-import');
  await expectAccessible(page, 'the preview of an import');
  await dialog.getByRole('button', { name: 'Import 2' }).click();
  await expect(dialog).toBeHidden();
  await page.keyboard.press('Control+f');
  await expect(searchBox('Find in all annotations')).toBeFocused();
  await page.keyboard.type('beside the van push');
  await expect(page.getByText('1 annotation in 1 recording')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(page.getByText('Nothing passes the filter')).toBeVisible();
  await shoot('annotations-nothing');
});
