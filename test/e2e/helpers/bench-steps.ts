import { spawn } from 'node:child_process';
import { expect, type Page } from '@playwright/test';
import { readNumber } from '../../helpers/number-picture.ts';
import type { RunningApp } from './launch-app.ts';
import { answerOpenDialogs } from './native-dialogs.ts';

/** Imports files through the dialog as a person would and waits until every job has ended. */
export async function importFootage(running: RunningApp, paths: readonly string[]): Promise<void> {
  const { app, page } = running;
  await answerOpenDialogs(app, paths);
  await page.getByRole('button', { name: 'Import footage' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import footage' });
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await expect(dialog.getByText(`${paths.length} chosen`)).toBeVisible();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Import finished/)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/jobs? to go/)).toHaveCount(0, { timeout: 150_000 });
}

/** Opens a recording of the library on the bench and waits for its first picture. */
export async function openOnBench(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Review ${name}`, exact: true }).click();
  await whenSettled(page);
}

/** Waits until the picture on the stage is the one that was asked for. */
export async function whenSettled(page: Page): Promise<void> {
  await expect(page.locator('dl[data-settled="true"]')).toBeVisible();
}

/** The number the bench shows beside the picture. */
export async function shownFrame(page: Page): Promise<number> {
  return Number(await page.getByRole('status', { name: 'Frame shown' }).getAttribute('data-frame'));
}

/** Waits until the number beside the picture is this one. */
export async function frameIs(page: Page, frame: number): Promise<void> {
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute('data-frame', String(frame));
}

/** Notes in the page every number that stands beside the picture from now on: looks from outside would miss some. Gives those so far. */
export async function noteShownFrames(page: Page): Promise<() => Promise<number[]>> {
  const notes = await page.getByRole('status', { name: 'Frame shown' }).evaluateHandle((status) => {
    const frames: number[] = [];
    const note = () => frames.push(Number(status.getAttribute('data-frame')));
    new MutationObserver(note).observe(status, { attributeFilter: ['data-frame'] });
    return frames;
  });
  return () => notes.jsonValue();
}

/** Goes to a frame by its number through the dialog and waits for the picture. */
export async function goToFrame(page: Page, frame: number): Promise<void> {
  await page.keyboard.press('g');
  await page.getByRole('textbox', { name: 'Frame or media time' }).fill(String(frame));
  await page.keyboard.press('Enter');
  await frameIs(page, frame);
  await whenSettled(page);
}

/** Pixels of a PNG, scaled to `size`, one luma byte each. */
async function lumaOf(png: Buffer, size: { width: number; height: number }): Promise<Buffer> {
  const child = spawn('ffmpeg', [
    ...['-hide_banner', '-v', 'error', '-f', 'png_pipe', '-i', 'pipe:0'],
    ...['-vf', `scale=${size.width}:${size.height}:flags=area`, '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'],
  ]);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(png);
  await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return Buffer.concat(chunks);
}

/** The number carried by the picture that is on the screen now, read from a screenshot; null when it cannot be read. */
export async function numberOnScreen(page: Page, size: { width: number; height: number }): Promise<number | null> {
  const picture = page.getByTestId('stage-picture');
  const box = await picture.boundingBox();
  if (box === null) {
    throw new Error('The stage is not on the screen.');
  }
  // Notes may lie over the lower part; the number stands at the top, and the whole picture gives the scale.
  const luma = await lumaOf(await page.screenshot({ clip: box, animations: 'disabled' }), size);
  return readNumber(luma, size.width, 1);
}
