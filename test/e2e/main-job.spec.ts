import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { goToFrame, importFootage, openOnBench } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { answerOpenDialogs } from './helpers/native-dialogs.ts';
import { recordings } from './helpers/recordings.ts';

/** The product's main job, as one person does it: real recordings in, an exact span annotated, a packet out. */

const run = promisify(execFile);
let running: RunningApp;
let folder: string;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-main-job-'));
  running = await launchApp();
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

/** Marks `[inFrame, outFrame)` and records an annotation, with the keyboard alone. */
async function annotate(span: readonly [number, number], code: readonly [string, string], text: string): Promise<void> {
  const { page } = running;
  await goToFrame(page, span[0]);
  await page.keyboard.press('i');
  await goToFrame(page, span[1] - 1);
  await page.keyboard.press('o');
  await page.keyboard.press('m');
  const [words, id] = code;
  const picker = page.getByRole('combobox', { name: 'Code' });
  await expect(picker).toBeFocused();
  await picker.fill(words);
  await expect(page.getByRole('option').filter({ hasText: id }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'What is seen or heard' }).fill(text);
  await page.keyboard.press('Control+Enter');
  // Until the engine has said that it is recorded, keys belong to the form.
  await expect(page.getByRole('form', { name: 'New annotation' })).toBeHidden();
}

test('footage goes in, spans are annotated to the frame, and a sealed packet proves itself', async () => {
  test.setTimeout(400_000);
  const { app, page } = running;
  await createMatter(running, folder);
  const paths = await recordings([
    ['07-walk-pov-gopro.mp4', 'cfr'],
    ['11-selfie-rotation-90.mp4', 'rotated'],
    ['05a-office-cam2.mp4', 'avi'],
  ]);
  await importFootage(running, paths);
  await openOnBench(page, path.basename(paths[0] ?? ''));
  await annotate([30, 45], ['view limits', 'CTX.10'], 'The camera faces a wall; the path behind it is not in view.');
  await annotate(
    [60, 90],
    ['vehicle stop', 'VEH.1'],
    'A white car is parked in the row on the right; nobody is seen near it.',
  );
  const cards = page.getByRole('region', { name: 'Annotations of this recording' }).getByRole('article');
  await expect(cards).toHaveCount(2);
  await expect(cards.nth(1)).toContainText('Frames 60 to 89');
  await goToFrame(page, 72);
  for (const [width, height] of [
    [1920, 1080],
    [1280, 800],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    await page.screenshot({ path: `test-results/screens/main-job-${width}.png` });
  }

  const destination = path.join(folder, 'out');
  await mkdir(destination);
  await page.keyboard.press('Control+3');
  await page.getByRole('button', { name: 'Prepare a packet' }).click();
  await page
    .getByRole('region', { name: 'Annotations to choose from' })
    .getByText(/^All 2 annotations shown/)
    .click();
  const panel = page.getByRole('complementary', { name: 'About this packet' });
  await answerOpenDialogs(app, [destination]);
  await panel.getByRole('button', { name: 'Choose a folder…' }).click();
  await expect(panel.getByText('out', { exact: true })).toBeVisible();
  await page.getByRole('textbox', { name: 'Name of the packet' }).fill('WALK-PKT001');
  await page.getByRole('button', { name: 'Seal the packet' }).click();
  const row = page.getByRole('article', { name: 'Packet WALK-PKT001' });
  await expect(row.getByText('Sealed', { exact: true })).toBeVisible({ timeout: 180_000 });

  const packet = path.join(destination, 'WALK-PKT001');
  await run('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: packet });
  // The verifier of the packet, alone, away from the project and the matter.
  const verifier = path.join(folder, 'verify.mjs');
  await copyFile(path.join(packet, 'verify', 'verify.mjs'), verifier);
  const verified = await run(process.execPath, [verifier, packet, '--json']).catch(
    (thrown: { stdout: string }) => thrown,
  );
  expect(JSON.parse(verified.stdout)).toMatchObject({ level: 10, signature: { status: 'unknown-key' } });
  const clips = (await readdir(path.join(packet, 'data', 'clips'))).sort();
  expect(clips).toHaveLength(2);
  const counts: number[] = [];
  for (const clip of clips) {
    const { stdout } = await run('ffprobe', [
      ...['-v', 'error', '-ignore_editlist', '1', '-count_frames', '-select_streams', 'v'],
      ...['-show_entries', 'stream=nb_read_frames', '-of', 'csv=p=0', path.join(packet, 'data', 'clips', clip)],
    ]);
    counts.push(Number(stdout.trim()));
  }
  expect(counts).toEqual([15, 30]);
});
