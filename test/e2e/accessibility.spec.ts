import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { seriousFindings } from './helpers/accessibility.ts';
import { importFootage, openOnBench } from './helpers/bench-steps.ts';
import { clippedControls, coveredParts, setView } from './helpers/clipped-controls.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { openPageDoors, whenJobsEnd } from './helpers/page-doors.ts';
import { recordings } from './helpers/recordings.ts';
import { toBench, tour } from './helpers/tour.ts';

/** Set to a folder, every stop is kept as a picture there, for looking at. */
const picturesFolder = process.env['TOUR_PICTURES'];

/** A code on every digit, so that the strip of them is as high as it comes. */
const digitCodes = ['CTX.1', 'MED.1', 'IDN.1', 'CTX.2', 'UOF.1', 'UOF.2', 'UOF.3', 'UOF.4', 'UOF.10'];

let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-tour-'));
  const [recording] = await recordings([['01-lobby-fixed-camera.mp4', 'cfr']]);
  running = await launchApp();
  const doors = await openPageDoors(running.page);
  // Colours fade for a moment when the theme changes; axe is to judge them as they stay.
  await running.page.emulateMedia({ reducedMotion: 'reduce' });
  await createMatter(running, folder);
  await importFootage(running, [recording ?? '']);
  await openOnBench(running.page, path.basename(recording ?? ''));
  await annotate(running.page);
  for (const [at, code] of digitCodes.entries()) {
    await doors.engine('codebook.pin', { digit: at + 1, code });
  }
  await doors.engine('packets.seal', {
    name: 'ELM-PKT001',
    exhibitIds: 'all',
    options: { withDocuments: false, withLoadFiles: false, withInterchange: false },
  });
  await whenJobsEnd(doors);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

/** Two annotations and two exhibits, so that lists and lanes are not empty. */
async function annotate(page: Page): Promise<void> {
  for (const [code, observation] of [
    ['face covered', 'A person wears a cloth over nose and mouth.'],
    ['warning', 'A voice asks people to step back.'],
  ] as const) {
    await page.keyboard.press('i');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('o');
    await page.keyboard.press('m');
    await page.getByRole('combobox', { name: 'Code' }).fill(code);
    await expect(page.getByRole('option').first()).toBeVisible();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /What is seen or heard/ }).fill(observation);
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('form', { name: 'New annotation' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+ArrowRight');
  }
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('e');
  await expect(page.getByText('Ex. 1 made.')).toBeVisible();
  await page.keyboard.press('Alt+e');
  await expect(page.getByText('Ex. 2 made.')).toBeVisible();
}

async function showTheme(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.evaluate((shown) => {
    document.documentElement.dataset['theme'] = shown;
  }, theme);
}

test('axe finds nothing serious on any screen or dialog, in dark and in light', async () => {
  test.setTimeout(300_000);
  const { page } = running;
  const found: string[] = [];
  let stops = 0;
  for (const stop of tour) {
    await stop.enter(page);
    for (const theme of ['light', 'dark'] as const) {
      await showTheme(page, theme);
      if (stop.name !== 'bench-playing') {
        // Only colours differ in light.
        const rules = theme === 'light' ? ['color-contrast'] : undefined;
        found.push(...(await seriousFindings(page, `${stop.name} in ${theme}`, undefined, rules)));
      }
    }
    if (picturesFolder !== undefined) {
      await page.waitForTimeout(350);
      await page.screenshot({ path: path.join(picturesFolder, `${stop.name}.png`) });
    }
    await stop.leave?.(page);
    stops += 1;
  }
  expect(found).toEqual([]);
  expect(stops).toBeGreaterThan(20);
});

test('at twice the size nothing is cut off, and at four times everything can still be reached', async () => {
  test.setTimeout(200_000);
  const { app, page } = running;
  const found: string[] = [];
  try {
    for (const zoom of [2, 4]) {
      await setView(app, page, { width: 1280, height: 800 }, zoom);
      for (const stop of tour.filter(({ name }) => !name.startsWith('bench-'))) {
        await stop.enter(page);
        for (const control of await clippedControls(page)) {
          found.push(`${stop.name} at ${zoom * 100} %: ${control}`);
        }
        await stop.leave?.(page);
      }
    }
  } finally {
    await setView(app, page, { width: 1280, height: 800 }, 1);
    await toBench(page);
  }
  expect(found).toEqual([]);
});

test('in a small window nothing of the bench lies under anything else', async () => {
  const { app, page } = running;
  const parts = [
    '[aria-label="Frame shown"]',
    '[data-testid="stage-room"]',
    '[role="toolbar"][aria-label="Picture"] button',
    '[role="toolbar"][aria-label="Transport"] button',
    '[aria-label="Codes on the digits"] button',
    '[role="slider"][aria-label="Position in the recording"]',
    '[role="toolbar"][aria-label="Zoom of the timeline"] button',
  ];
  await toBench(page);
  try {
    for (const [width, height, zoom] of [
      [800, 560, 1],
      [1600, 1120, 2],
      [960, 600, 1],
      [1000, 600, 1],
    ] as const) {
      await setView(app, page, { width, height }, zoom);
      await expect.poll(() => coveredParts(page, parts), `${width}x${height} at ${zoom * 100} %`).toEqual([]);
    }
  } finally {
    await setView(app, page, { width: 1280, height: 800 }, 1);
    await toBench(page);
  }
});
