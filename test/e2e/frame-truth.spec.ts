import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { largeClip } from '../helpers/large-clip.ts';
import {
  decodeFrameToRgb,
  decodeToRgb,
  type NumberedKind,
  numberedClip,
  uprightSize,
} from '../helpers/numbered-clip.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import {
  goToFrame,
  importFootage,
  numberOnScreen,
  openOnBench,
  shownFrame,
  whenSettled,
} from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { answerOpenDialogs } from './helpers/native-dialogs.ts';
import { type Look, lookAtJumps, lookAtReverse, lookAtSteps, openEyes } from './helpers/page-eyes.ts';

/** Kinds that mislead players in different ways: rate, order, start, container, codec, turn, time stamps. */
const kinds = [
  'cfr',
  'vfr',
  'ntsc',
  'open-gop',
  'edit-list',
  'empty-edit',
  'no-edit-list',
  'late-video',
  'matroska',
  'transport-stream',
  'fragmented',
  'hevc',
  'avi',
  'rotated',
  'field-coded',
  'repeated-pts',
] as const satisfies readonly NumberedKind[];
const samples = Number(process.env['FRAME_TRUTH_SAMPLES'] ?? 4);
const seed = Number(process.env['FRAME_TRUTH_SEED'] ?? 20_260_314);
/** A whole day is made and read where many samples are asked for; two hours go the same ways in the time of a usual run. */
const dayHours = samples >= 50 ? 24 : 2;
/** Where each picture takes the engine a fraction of a second, reverse cannot show many: after this long three are enough. */
const reverseMillis = 1500 + samples * 60;

type Subject = {
  readonly name: string;
  readonly file: string;
  readonly frameCount: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly numberOf: (frame: number) => number | undefined;
};

let running: RunningApp;
let folder: string;
const subjects = new Map<string, Subject>();
const triedBy = new Map<string, number>();

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(400_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-truth-'));
  for (const kind of kinds) {
    const { path: file, numbers } = await numberedClip(kind);
    const size = uprightSize(kind);
    subjects.set(kind, { name: kind, file, frameCount: numbers.length, size, numberOf: (frame) => numbers[frame] });
  }
  for (const kind of ['four-k', 'sixty'] as const) {
    const { path: file, frameCount, size, numberOf } = await largeClip(kind);
    subjects.set(kind, { name: kind, file, frameCount, size, numberOf });
  }
  running = await launchApp();
  await createMatter(running, folder);
  await importFootage(
    running,
    [...subjects.values()].map(({ file }) => file),
  );
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

function expectTrue(subject: Subject, how: string, looks: readonly Look[]): void {
  const wrong = looks.filter(({ said, seen, isVisible }) => seen !== subject.numberOf(said) || !isVisible);
  expect(wrong, `${subject.name}, ${how} (seed ${seed}): what is in the picture is not the frame it says`).toEqual([]);
  triedBy.set(subject.name, (triedBy.get(subject.name) ?? 0) + looks.length);
}

/** A true screenshot of the window, which shares nothing with what the page tells of itself. */
async function expectTrueScreenshot(subject: Subject, how: string): Promise<void> {
  const { page } = running;
  const said = await shownFrame(page);
  expect(await numberOnScreen(page, subject.size), `${subject.name}, ${how}, screenshot of frame ${said}`).toBe(
    subject.numberOf(said),
  );
  triedBy.set(subject.name, (triedBy.get(subject.name) ?? 0) + 1);
}

async function expectTruePictures(subject: Subject): Promise<void> {
  const { page } = running;
  const { frameCount } = subject;
  const random = seededRandom(seed);
  await openEyes(page, subject.size);
  await expectTrueScreenshot(subject, 'first picture');

  const places = Array.from({ length: samples }, () => Math.floor(random() * frameCount));
  const jumps = await lookAtJumps(page, [...places, frameCount - 1, 0]);
  expect(jumps.map(({ said }) => said)).toEqual([...places, frameCount - 1, 0]);
  expectTrue(subject, 'jump', jumps);

  const run = Math.min(samples, frameCount - 1);
  const first = Math.floor(random() * (frameCount - run));
  await goToFrame(page, first);
  const forward = await lookAtSteps(page, first, 1, run);
  expect(forward.at(-1)?.said).toBe(first + run);
  expectTrue(subject, 'step forward', forward);
  await expectTrueScreenshot(subject, 'after steps forward');
  const back = await lookAtSteps(page, first + run, -1, run);
  expect(back.at(-1)?.said).toBe(first);
  expectTrue(subject, 'step back', back);
  await expectTrueScreenshot(subject, 'after steps back');

  const reverseFrom = Math.min(frameCount - 1, Math.max(samples, 40));
  await goToFrame(page, reverseFrom);
  const reverse = await lookAtReverse(page, { least: 3, most: samples, millis: reverseMillis });
  expect(reverse.length, `${subject.name}: pictures shown in reverse`).toBeGreaterThan(2);
  expectTrue(subject, 'reverse', reverse);
  await whenSettled(page);
  await expectTrueScreenshot(subject, 'after reverse');

  await goToFrame(page, Math.min(10, frameCount - 1));
  await page.keyboard.press('Space');
  await expect.poll(() => shownFrame(page)).toBeGreaterThan(14);
  await page.keyboard.press('Space');
  await whenSettled(page);
  await expectTrueScreenshot(subject, 'pause');

  const tried = triedBy.get(subject.name) ?? 0;
  expect(tried).toBeGreaterThanOrEqual(samples + 2 + 2 * run + 5);
  const engines = [...new Set([...jumps, ...forward, ...back].map(({ madeBy }) => madeBy))].join(' and ');
  test.info().annotations.push({ type: 'frames tried', description: `${subject.name}: ${tried}` });
  process.stdout.write(
    `  ${subject.name}: ${jumps.length} jumps, ${forward.length} steps forward, ${back.length} back, ` +
      `${reverse.length} in reverse, 5 screenshots: all as named (made by ${engines})\n`,
  );
}

for (const kind of [...kinds, 'four-k', 'sixty'] as const) {
  test(`what is on the screen is the frame it says: ${kind}`, async () => {
    test.setTimeout(60_000 + samples * 3000);
    const subject = subjects.get(kind);
    if (subject === undefined) {
      throw new Error(`No clip of kind ${kind} was made.`);
    }
    await running.page.getByRole('button', { name: 'Library' }).first().click();
    await running.page.getByRole('searchbox').first().fill(path.basename(subject.file));
    await openOnBench(running.page, path.basename(subject.file));
    await expectTruePictures(subject);
  });
}

test('pictures decoded in the window have the colours that ffmpeg gives them', async () => {
  test.setTimeout(120_000);
  const { page } = running;
  for (const kind of ['cfr', 'rotated', 'transport-stream', 'four-k'] as const) {
    const subject = subjects.get(kind);
    if (subject === undefined) {
      throw new Error(`No clip of kind ${kind} was made.`);
    }
    await page.getByRole('button', { name: 'Library' }).first().click();
    await page.getByRole('searchbox').first().fill(path.basename(subject.file));
    await openOnBench(page, path.basename(subject.file));
    await goToFrame(page, 20);
    await expect(page.locator('dl[data-settled]')).toHaveAttribute('data-made-by', 'original');
    const shown = await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="stage-picture"] canvas[role="img"]');
      return canvas?.toDataURL('image/png').split(',')[1] ?? '';
    });
    const png = path.join(folder, 'shown.png');
    await writeFile(png, Buffer.from(shown, 'base64'));
    const [ours, judge] = [await decodeToRgb(png), await decodeFrameToRgb(subject.file, 20)];
    expect(ours.length, kind).toBe(judge.length);
    let sum = 0;
    for (let place = 0; place < ours.length; place += 1) {
      sum += Math.abs((ours[place] ?? 0) - (judge[place] ?? 0));
    }
    expect(sum / ours.length, `${kind}: mean difference of a colour value`).toBeLessThan(2);
  }
});

test(`a recording of ${dayHours} hours opens like one of a minute, and every frame of it is itself`, async () => {
  test.setTimeout(300_000 + samples * 3000);
  const { page, app } = running;
  const clip = await largeClip('day', dayHours);
  const name = path.basename(clip.path);
  await page.getByRole('button', { name: 'Library' }).first().click();
  await answerOpenDialogs(app, [clip.path]);
  await page.getByRole('button', { name: 'Import footage' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Import footage' });
  await dialog.getByRole('button', { name: 'Choose files…' }).click();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByRole('searchbox').first().fill(name);
  const row = page.getByRole('button', { name: `Review ${name}`, exact: true });
  await expect(page.getByRole('article', { name })).toContainText('fps', { timeout: 240_000 });
  // What opening will want is read as soon as the pointer rests on the row.
  const reading = page.waitForRequest(/original/);
  await row.hover();
  await reading;
  await row.click();
  await whenSettled(page);
  // Opened once more, with its frames known: that is what a reviewer waits for.
  const openMillis = async (recording: string): Promise<number> => {
    await page.getByRole('button', { name: 'Library' }).first().click();
    await page.getByRole('searchbox').first().fill(recording);
    const button = page.getByRole('button', { name: `Review ${recording}`, exact: true });
    await button.waitFor();
    const began = performance.now();
    await button.click();
    await whenSettled(page);
    return performance.now() - began;
  };
  const minute = await openMillis(path.basename(subjects.get('cfr')?.file ?? ''));
  const day = await openMillis(name);
  process.stdout.write(
    `  opened in ${Math.round(day)} ms, the recording of five seconds in ${Math.round(minute)} ms (${clip.frameCount} frames)\n`,
  );
  await expectTruePictures({ ...clip, name: `${dayHours} hours`, file: clip.path });
});

test('the count of frames tried is not small', () => {
  const tried = [...triedBy.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`  ${tried} pictures on the screen in all, of ${triedBy.size} kinds, seed ${seed}\n`);
  expect(triedBy.size).toBe(kinds.length + 3);
  expect(tried).toBeGreaterThanOrEqual(triedBy.size * (3 * samples + 7));
});
