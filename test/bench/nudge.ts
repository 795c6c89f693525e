import path from 'node:path';
import { launchApp } from '../e2e/helpers/launch-app.ts';
import { openPageDoors } from '../e2e/helpers/page-doors.ts';
import { makeTestPlace } from '../helpers/open-test-matter.ts';
import type { BenchLine } from './bench-line.ts';
import { makeMatter, openMatter, openRecording } from './bench-matter.ts';
import { type FrameTimes, frameTimesDuring } from './frame-times.ts';
import { makeQuietRecording } from './long-recording.ts';

const annotationCount = 10_000;
const nudges = 50;
/** A finger that presses a key again and again. */
const pauseMillis = 120;

/** Frame times while the end of one annotation is moved by a frame, again and again: each press is an edit of its own. */
export async function benchNudge(): Promise<BenchLine[]> {
  const place = makeTestPlace('bench-nudge');
  const { file } = makeQuietRecording(place, 60);
  const counts = [1, annotationCount] as const;
  for (const count of counts) {
    await makeMatter(path.join(place, String(count)), [file], count);
  }
  const running = await launchApp();
  try {
    const { page } = running;
    const doors = await openPageDoors(page);
    const measured: FrameTimes[] = [];
    for (const count of counts) {
      await openMatter(running, doors, path.join(place, String(count), 'matter'));
      await openRecording(page, path.basename(file), 6);
      await page.waitForTimeout(1500);
      await page.keyboard.press('ArrowDown');
      const press = async (times: number) => {
        for (let turn = 0; turn < times; turn += 1) {
          await page.keyboard.press(turn % 2 === 0 ? 'Shift+]' : 'Shift+[');
          await page.waitForTimeout(pauseMillis);
        }
      };
      await press(10);
      measured.push(await frameTimesDuring(page, () => press(nudges)));
      const { undoLabel } = await doors.engine('history.state', {});
      if (undoLabel === null || undoLabel.startsWith('Add')) {
        throw new Error(`The keys changed nothing; the newest edit is "${undoLabel}".`);
      }
      await doors.engine('matters.close', {});
    }
    const [reference, ours] = measured;
    if (ours === undefined || reference === undefined) {
      throw new Error('Nothing was measured.');
    }
    return (['p95', 'worst'] as const).map((what): BenchLine => {
      const ratio = ours[what] / reference[what];
      return {
        name: `nudge an end ${nudges} times among ${annotationCount} annotations, ${what} (${ours.count} frames; median ${ours.median.toFixed(1)} beside ${reference.median.toFixed(1)} ms)`,
        ours: ours[what],
        reference: reference[what],
        unit: `ms (${what} of frame time)`,
        ratio,
        goal: 'at most twice a recording with one annotation',
        isMet: ratio <= 2,
      };
    });
  } finally {
    await running.close();
  }
}
