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

type OpeningWindow = Window & { opened?: Promise<number> };

/**
 * Milliseconds from the press on a recording until a reviewer can work: the first picture stands under its own number
 * beside the lanes, and a press of the arrow key has brought the next one. Measured in the page, where nothing but the
 * page is waited for.
 */
async function millisUntilUsable(page: Page, name: string): Promise<number> {
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
  const matter = path.join(place, 'both');
  await makeMatter(matter, files, 0);
  const running = await launchApp();
  try {
    const doors = await openPageDoors(running.page);
    const millis = { first: { minute: [], day: [] }, again: { minute: [], day: [] } } as Record<
      'first' | 'again',
      Record<'minute' | 'day', number[]>
    >;
    for (let round = 0; round < rounds; round += 1) {
      await openMatter(running, doors, path.join(matter, 'matter'));
      for (const time of ['first', 'again'] as const) {
        const [minute, day] = [
          await millisUntilUsable(running.page, path.basename(files[0])),
          await millisUntilUsable(running.page, path.basename(files[1])),
        ];
        if (round > 0) {
          millis[time].minute.push(minute);
          millis[time].day.push(day);
        }
      }
      await doors.engine('matters.close', {});
    }
    return (['first', 'again'] as const).map((time): BenchLine => {
      const [minute, day] = [median(millis[time].minute), median(millis[time].day)];
      const most = time === 'again' ? 1.5 : 3;
      return {
        name: `open a recording of 24 hours (2,592,000 frames) beside one of a minute, ${time === 'first' ? 'for the first time' : 'again'}, to the first step (median of ${rounds - 1})`,
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
