import type { Page } from '@playwright/test';
import type { Annotation } from '../../src-main/domain/annotation.ts';
import { digestSchema } from '../../src-main/domain/digest.ts';
import { spanOfFrames } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { loadFrameIndex } from '../../src-main/engine/footage/frame-index-store.ts';
import { insertFrameLock } from '../../src-main/engine/frame-locks/frame-lock-store.ts';
import type { OpenMatter } from '../../src-main/engine/matters/open-matter.ts';
import { safeKeyDerivation } from '../../src-main/engine/store/key-derivation.ts';
import { inTransaction } from '../../src-main/engine/store/transaction.ts';
import type { RunningApp } from '../e2e/helpers/launch-app.ts';
import { answerOpenDialogs } from '../e2e/helpers/native-dialogs.ts';
import type { PageDoors } from '../e2e/helpers/page-doors.ts';
import { ingestOne, writeMany } from '../helpers/many-annotations.ts';
import { openTestMatter, testPassphrase, testReviewer } from '../helpers/open-test-matter.ts';
import { seededRandom } from '../helpers/seeded-random.ts';

const codes = ['UOF.1', 'UOF.2', 'UOF.8', 'CTX.1', 'CTX.2', 'CTX.10', 'IDN.2', 'DET.1', 'LOC.1', 'VEH.1'] as const;

async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) {
    results.push(await work(item));
  }
  return results;
}

/**
 * Gives annotations locks that no picture was decoded for: ten thousand take minutes, in which the job, and not what is
 * measured, would have the processor.
 */
function lockAll({ database }: OpenMatter, annotations: readonly Annotation[]): void {
  const picture = { digest: digestSchema.parse('0'.repeat(64)), pixelFormat: 'yuv420p', width: 128, height: 72 };
  inTransaction(database, () => {
    for (const { id, footageDigest, stream, span, createdAt } of annotations) {
      const at = (frame: number) => ({ ...picture, frame: frame as FrameNumber, pts: span.inPts });
      insertFrameLock(database, {
        ...{ annotationId: id, footageDigest, stream, span, lockedAt: createdAt, toolVersion: 'none' },
        ...{ first: at(span.inFrame), last: at(span.outFrame - 1), custodySeq: 1 },
      });
    }
  });
}

/** Makes a matter with recordings, and closes it; `count` annotations of a frame to ten seconds lie all over the first. */
export async function makeMatter(place: string, files: readonly string[], count: number): Promise<void> {
  const test = await openTestMatter({ place, keyDerivation: safeKeyDerivation });
  const [footageId] = await inOrder(files, (file) => ingestOne(test, file));
  if (footageId === undefined) {
    throw new Error('There is no recording to measure with.');
  }
  const random = seededRandom(11);
  const index = loadFrameIndex(test.matter().database, footageId);
  if (count > 0) {
    const written = writeMany(test.matter(), footageId, count, () => {
      const first = Math.floor(random() * (index.count - 301));
      const length = 1 + Math.floor(random() ** 3 * 300);
      return {
        code: codes[Math.floor(random() * codes.length)] ?? 'UOF.1',
        span: spanOfFrames(index, first as FrameNumber, (first + length) as FrameNumber),
      };
    });
    lockAll(test.matter(), written);
  }
  await test.close();
  await test.engine.close();
}

/** Opens a matter that `makeMatter` made in the running app. */
export async function openMatter(running: RunningApp, doors: PageDoors, folder: string): Promise<void> {
  await answerOpenDialogs(running.app, [folder]);
  const granted = await doors.shell('dialog.pickFolder', { title: 'Matter' });
  if (granted === null) {
    throw new Error('The dialog gave no folder.');
  }
  await doors.engine('matters.open', {
    folder: { grant: granted.grant },
    passphrase: testPassphrase,
    reviewer: testReviewer,
  });
}

/** From the press on the recording to its first picture with the lanes beside it, in milliseconds. */
export async function openRecording(page: Page, name: string, lanes: number): Promise<number> {
  await page.getByRole('button', { name: 'Library' }).first().click();
  const button = page.getByRole('button', { name: `Review ${name}`, exact: true });
  await button.waitFor();
  const began = performance.now();
  await button.click();
  await page.locator('dl[data-settled="true"]').waitFor();
  await page.waitForFunction(
    (least) => document.querySelectorAll('section[aria-label="Timeline"] button[aria-expanded]').length >= least,
    lanes,
  );
  return performance.now() - began;
}
