import path from 'node:path';
import type { Page } from '@playwright/test';
import { launchApp } from '../e2e/helpers/launch-app.ts';
import { openPageDoors } from '../e2e/helpers/page-doors.ts';
import { makeTestPlace } from '../helpers/open-test-matter.ts';
import type { BenchLine } from './bench-line.ts';
import { makeMatter, openMatter } from './bench-matter.ts';
import { makeQuietRecording } from './long-recording.ts';

/** The first round is thrown away: the app's own code is not warm yet. */
const rounds = 6;
const lanes = 5;
/** A hand that aims rests on a row before it presses; what is read ahead is read meanwhile. */
const aimMillis = 250;

/** How a recording is opened, and how many times the minute the day may take. */
const ways = [
  { name: 'for the first time, pressed without a rest on the row', restMillis: 0, isFirst: true, most: 3 },
  { name: `for the first time, after ${aimMillis} ms on the row`, restMillis: aimMillis, isFirst: true, most: 1.5 },
  { name: 'again', restMillis: 0, isFirst: false, most: 1.5 },
] as const;

type OpeningWindow = Window & { opened?: Promise<number> };

/**
 * Milliseconds from the press on a recording until a reviewer can work: the first picture stands under its own number
 * beside the lanes, and a press of the arrow key has brought the next one. Measured in the page, where nothing but the
 * page is waited for.
 */
async function millisUntilUsable(page: Page, name: string, restMillis: number): Promise<number> {
  await page.getByRole('button', { name: 'Library' }).first().click();
  const button = page.getByRole('button', { name: `Review ${name}`, exact: true });
  await button.waitFor();
  // The bench that was left has given back what it held.
  await page.waitForTimeout(1500);
  await page.evaluate((leastLanes) => {
    const isShown = (frame: number) =>
      document.querySelector(`dl[data-settled="true"] output[data-frame="${frame}"]`) !== null &&
      document.querySelector(`canvas[data-frame="${frame}"]`) !== null &&
      document.querySelectorAll('section[aria-label="Timeline"] button[aria-expanded]').length >= leastLanes;
    const until = async (frame: number) => {
      while (!isShown(frame)) {
        await new Promise(requestAnimationFrame);
      }
    };
    (window as OpeningWindow).opened = new Promise((resolve) => {
      const onPress = async () => {
        const began = performance.now();
        await until(0);
        const key = { key: 'ArrowRight', code: 'ArrowRight', bubbles: true, cancelable: true };
        document.body.dispatchEvent(new KeyboardEvent('keydown', key));
        document.body.dispatchEvent(new KeyboardEvent('keyup', key));
        await until(1);
        resolve(performance.now() - began);
      };
      document.addEventListener('pointerup', () => void onPress(), { once: true, capture: true });
    });
  }, lanes);
  await button.hover();
  await page.waitForTimeout(restMillis);
  await button.click();
  return await page.evaluate(() => (window as OpeningWindow).opened ?? Number.NaN);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Opening a recording of a day beside one of a minute, read and prepared before: for the first time since the matter was opened, and again. */
export async function benchOpenDay(): Promise<BenchLine[]> {
  const place = makeTestPlace('bench-day');
  const files = [makeQuietRecording(place, 1, '64x36').file, makeQuietRecording(place, 24 * 60, '64x36').file] as const;
  const [minuteName, dayName] = [path.basename(files[0]), path.basename(files[1])];
  const matter = path.join(place, 'both');
  await makeMatter(matter, files, 0);
  const running = await launchApp();
  const { page } = running;
  try {
    const doors = await openPageDoors(page);
    const millis = ways.map(() => ({ minute: [] as number[], day: [] as number[] }));
    for (let round = 0; round < rounds; round += 1) {
      for (const [way, { restMillis, isFirst }] of ways.entries()) {
        if (isFirst) {
          await openMatter(running, doors, path.join(matter, 'matter'));
        }
        const minute = await millisUntilUsable(page, minuteName, restMillis);
        const day = await millisUntilUsable(page, dayName, restMillis);
        if (round > 0) {
          millis[way]?.minute.push(minute);
          millis[way]?.day.push(day);
        }
        if (ways[way + 1]?.isFirst !== false) {
          await doors.engine('matters.close', {});
        }
      }
    }
    return ways.map(({ name, most }, way): BenchLine => {
      const [minute, day] = [median(millis[way]?.minute ?? []), median(millis[way]?.day ?? [])];
      return {
        name: `open a recording of 24 hours (2,592,000 frames) beside one of a minute, ${name}, to the first step (median of ${rounds - 1})`,
        ours: day,
        reference: minute,
        unit: 'ms',
        ratio: day / minute,
        goal: `at most ${most} times the minute`,
        isMet: day / minute <= most,
      };
    });
  } finally {
    await running.close();
  }
}
