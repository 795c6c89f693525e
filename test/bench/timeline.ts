import path from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp, type RunningApp } from '../e2e/helpers/launch-app.ts';
import { openPageDoors, type PageDoors } from '../e2e/helpers/page-doors.ts';
import { makeTestPlace } from '../helpers/open-test-matter.ts';
import type { BenchLine } from './bench-line.ts';
import { makeMatter, openMatter, openRecording } from './bench-matter.ts';
import { type FrameTimes, frameTimesDuring } from './frame-times.ts';
import { makeQuietRecording } from './long-recording.ts';

const annotationCount = 10_000;
const openGoalMillis = 2000;

/** Where the hand took hold. */
let held = { x: 0, y: 0 };

/** What hands do on a timeline, the same in both matters. A drag holds an annotation where there is one. */
const handling = {
  async scroll(page: Page): Promise<void> {
    const box = await axisBox(page);
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    for (let turn = 0; turn < 4; turn += 1) {
      await wheel(page, 0, -300, 4);
    }
    await page.keyboard.down('Shift');
    for (let turn = 0; turn < 90; turn += 1) {
      await page.mouse.wheel(0, turn % 30 < 15 ? 60 : -60);
    }
    await page.keyboard.up('Shift');
    await page.mouse.move(box.x + box.width / 2, box.y + box.height + 40);
    await wheel(page, 0, 40, 20);
    await wheel(page, 0, -40, 20);
    await page.keyboard.press('z');
  },
  async zoom(page: Page): Promise<void> {
    const box = await axisBox(page);
    await page.mouse.move(box.x + box.width / 3, box.y + 20);
    for (let turn = 0; turn < 3; turn += 1) {
      await wheel(page, 0, -120, 30);
      await wheel(page, 0, 120, 30);
    }
  },
  async drag(page: Page): Promise<void> {
    const box = await axisBox(page);
    // Taken up once and carried about: what is measured is the hand that moves.
    const { x, y } = held;
    for (let turn = 0; turn < 160; turn += 1) {
      await page.mouse.move(x + box.width * 0.2 * Math.sin(turn / 6), y);
    }
    const told = await page.getByTestId('timeline-tip').textContent();
    if (told?.toLowerCase().includes('frame') !== true) {
      throw new Error(`The drag held nothing: ${told}`);
    }
  },
} as const;

/** Shows a stretch of the recording and takes hold of an annotation there, or of the playhead where there is none. */
async function takeHold(page: Page): Promise<void> {
  const box = await axisBox(page);
  await page.keyboard.press('z');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+Z');
  await page.waitForTimeout(400);
  const place = (await placeOfSpan(page, box)) ?? { x: box.x + box.width * 0.5, y: box.y + 12 };
  held = place;
  await page.mouse.move(place.x, place.y);
  await page.mouse.down();
  await page.mouse.move(place.x + 8, place.y);
  await page.waitForTimeout(400);
}

async function letGo(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await page.keyboard.press('z');
}

/** A place of the lanes where the pointer finds an annotation; null where there is none. */
async function placeOfSpan(
  page: Page,
  axis: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): Promise<{ x: number; y: number } | null> {
  const x = axis.x + axis.width * 0.5;
  for (let y = axis.y + axis.height + 8; y < axis.y + axis.height + 120; y += 9) {
    await page.mouse.move(x, y);
    const told = await page.getByTestId('timeline-tip').textContent();
    if (/^[A-Z]{3}[.]/.test(told ?? '')) {
      return { x, y };
    }
  }
  return null;
}

async function axisBox(page: Page): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await page.getByRole('slider', { name: 'Position in the recording' }).boundingBox();
  if (box === null) {
    throw new Error('The timeline is not on the screen.');
  }
  return box;
}

async function wheel(page: Page, x: number, y: number, count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await page.mouse.wheel(x, y);
  }
}

type Measured = { readonly openMillis: number; readonly times: Readonly<Record<keyof typeof handling, FrameTimes>> };

async function measure(
  running: RunningApp,
  doors: PageDoors,
  folder: string,
  name: string,
  lanes: number,
): Promise<Measured> {
  const { page } = running;
  await openMatter(running, doors, folder);
  await openRecording(page, name, lanes);
  // The second time everything that is made once has been made, as for the rest of the day.
  const openMillis = await openRecording(page, name, lanes);
  await page.waitForTimeout(1500);
  const times: Partial<Record<keyof typeof handling, FrameTimes>> = {};
  for (const what of Object.keys(handling) as (keyof typeof handling)[]) {
    if (what === 'drag') {
      await takeHold(page);
    }
    await handling[what](page);
    times[what] = await frameTimesDuring(page, () => handling[what](page));
    if (what === 'drag') {
      await letGo(page);
    }
  }
  await doors.engine('matters.close', {});
  return { openMillis, times: times as Measured['times'] };
}

/** Frame times in the real app with 10,000 annotations beside those of the same recording without any; and opening it. */
export async function benchTimeline(): Promise<BenchLine[]> {
  const place = makeTestPlace('bench-timeline');
  const { file } = makeQuietRecording(place, 60);
  const [empty, full] = [path.join(place, 'empty'), path.join(place, 'full')];
  await makeMatter(empty, [file], 0);
  await makeMatter(full, [file], annotationCount);
  const running = await launchApp();
  try {
    const doors = await openPageDoors(running.page);
    const name = path.basename(file);
    const reference = await measure(running, doors, path.join(empty, 'matter'), name, 5);
    const ours = await measure(running, doors, path.join(full, 'matter'), name, 8);
    const lines = (Object.keys(handling) as (keyof typeof handling)[]).map((what): BenchLine => {
      const ratio = ours.times[what].p95 / reference.times[what].p95;
      return {
        name: `${what} the timeline with ${annotationCount} annotations (${ours.times[what].count} frames; median ${ours.times[what].median.toFixed(1)} beside ${reference.times[what].median.toFixed(1)} ms)`,
        ours: ours.times[what].p95,
        reference: reference.times[what].p95,
        unit: 'ms (p95 of frame time)',
        ratio,
        goal: 'at most twice the empty timeline',
        isMet: ratio <= 2,
      };
    });
    lines.push({
      name: `open a recording with ${annotationCount} annotations`,
      ours: ours.openMillis,
      reference: reference.openMillis,
      unit: 'ms',
      ratio: ours.openMillis / reference.openMillis,
      goal: `at most ${openGoalMillis} ms`,
      isMet: ours.openMillis <= openGoalMillis,
    });
    return lines;
  } finally {
    await running.close();
  }
}
