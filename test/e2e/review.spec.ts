import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { type NumberedClip, numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import {
  frameIs,
  goToFrame,
  importFootage,
  noteShownFrames,
  openOnBench,
  shownFrame,
  whenSettled,
} from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';

let running: RunningApp;
let folder: string;
let clip: NumberedClip;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-review-'));
  clip = await numberedClip('cfr');
  running = await launchApp();
  await createMatter(running, folder);
  await importFootage(running, [clip.path]);
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

test.describe.configure({ mode: 'serial' });

test('the keys of the bench do what hands expect', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Library' }).first().click();
  await openOnBench(page, path.basename(clip.path));
  await goToFrame(page, 60);
  const press = async (key: string, frame: number) => {
    await page.keyboard.press(key);
    await expect(page.getByRole('status', { name: 'Frame shown' }), key).toHaveAttribute('data-frame', String(frame));
    await whenSettled(page);
  };
  await press('ArrowRight', 61);
  await press('ArrowLeft', 60);
  await press('Control+ArrowRight', 70);
  await press('Control+ArrowLeft', 60);
  await press('Shift+ArrowRight', 90);
  await press('Shift+ArrowLeft', 60);
  await press('End', 149);
  await press('Home', 0);
  await press('Alt+ArrowRight', 60);
  await press('Alt+ArrowLeft', 0);
  await page.keyboard.press('g');
  await page.getByRole('textbox', { name: 'Frame or media time' }).fill('0:01.5');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', '45');
  await page.keyboard.press('j');
  await expect(page.getByText('Backwards at 1×')).toBeVisible();
  await expect.poll(() => shownFrame(page)).toBeLessThan(43);
  await page.keyboard.press('k');
  await whenSettled(page);
  await press('Home', 0);
  await page.keyboard.press('l');
  await page.keyboard.press('l');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(5);
  await page.keyboard.press('k');
  await whenSettled(page);
});

test('K held with J or L moves single frames; J again plays backwards faster', async () => {
  const { page } = running;
  const status = page.getByRole('status', { name: 'Frame shown' });
  await goToFrame(page, 100);
  await page.keyboard.down('k');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(status).toHaveAttribute('data-frame', '98');
  await page.keyboard.press('l');
  await expect(status).toHaveAttribute('data-frame', '99');
  await page.keyboard.up('k');
  await whenSettled(page);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(page.getByText('Backwards at 4×')).toBeVisible();
  const speed = page.getByRole('button', { name: /Playback speed/ });
  await expect(speed).toContainText('−4×');
  await page.keyboard.press('Shift+,');
  await expect(page.getByText('Backwards at 2×')).toBeVisible();
  await page.keyboard.press('k');
  await whenSettled(page);
  // A speed chosen with the mouse leaves the keys to the bench.
  await speed.click();
  await page.getByRole('option', { name: '0.5×', exact: true }).click();
  const before = await shownFrame(page);
  await page.keyboard.press('.');
  await frameIs(page, before + 1);
  await page.keyboard.press('k');
  await expect(speed).toContainText('1×');
});

test('the marked span plays once and stops on its last frame, loops, and is played around', async () => {
  const { page } = running;
  const status = page.getByRole('status', { name: 'Frame shown' });
  await goToFrame(page, 40);
  await page.keyboard.press('i');
  await goToFrame(page, 52);
  await page.keyboard.press('o');
  await goToFrame(page, 100);
  await page.keyboard.press('Shift+Space');
  await expect(status).toHaveAttribute('data-frame', '52');
  await whenSettled(page);
  await page.keyboard.press('Alt+l');
  await expect(page.getByRole('button', { name: 'Loop is on' })).toBeVisible();
  const looped = await noteShownFrames(page);
  const turns = (frames: readonly number[]) => frames.filter((frame, at) => frame < (frames[at - 1] ?? 0)).length;
  await expect.poll(async () => turns(await looped())).toBeGreaterThan(0);
  // The first picture at or past the end turns play back; one more may be on its way to the screen, under its own number.
  const outside = (frames: readonly number[]) =>
    frames.filter((frame, at) => frame < 39 || Math.min(frame, frames[at + 1] ?? 0, frames[at + 2] ?? 0) > 52);
  expect(outside(await looped())).toEqual([]);
  await page.keyboard.press('Alt+l');
  await page.keyboard.press('k');
  await whenSettled(page);
  const around = await noteShownFrames(page);
  await page.keyboard.press('Alt+o');
  await expect.poll(async () => Math.min(...(await around()))).toBeLessThan(40);
  await expect.poll(async () => Math.max(...(await around()))).toBeGreaterThan(56);
  await whenSettled(page);
  expect(await shownFrame(page)).toBe(52);
  await page.keyboard.press('Alt+x');
});

test('a place that is not there is refused with the places that are', async () => {
  const { page } = running;
  await page.keyboard.press('g');
  const box = page.getByRole('textbox', { name: 'Frame or media time' });
  await box.fill('99999');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This recording has the frames 0 to 149.')).toBeVisible();
  await box.fill('soon');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Type a frame number such as/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(box).toBeHidden();
});

test('a press on the timeline goes there, and it zooms to single frames', async () => {
  const { page } = running;
  const timeline = page.getByRole('slider', { name: 'Position in the recording' });
  const box = await timeline.boundingBox();
  if (box === null) {
    throw new Error('The timeline is not on the screen.');
  }
  await page.mouse.click(box.x + box.width / 2, box.y + 12);
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(70);
  expect(await shownFrame(page)).toBeLessThan(80);
  await expect(timeline).toHaveAttribute('aria-valuenow', String(await shownFrame(page)));
  await page.mouse.move(box.x + box.width / 2, box.y + 12);
  for (let turn = 0; turn < 12; turn += 1) {
    await page.mouse.wheel(0, -400);
  }
  await page.screenshot({ path: 'test-results/screens/review-zoomed.png' });
  await page.keyboard.press('z');
});

test('the bench is accessible and fits the window', async () => {
  const { page } = running;
  await expectAccessible(page, 'the bench');
  await page.getByRole('tab', { name: 'Recording' }).click();
  await expect(page.getByText('confirmed by decoding every frame')).toBeVisible();
  await expectAccessible(page, 'the facts of the recording');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await page.screenshot({ path: 'test-results/screens/review-facts.png' });
  await page.getByRole('tab', { name: 'Annotations' }).click();
});
