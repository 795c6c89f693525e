import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { countFrames, unwatchedRanges } from '../../src-main/domain/coverage.ts';
import type { FootageId } from '../../src-main/domain/identifier.ts';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { expectAccessible } from './helpers/accessibility.ts';
import { goToFrame, importFootage, openOnBench, shownFrame, whenSettled } from './helpers/bench-steps.ts';
import { launchApp, type RunningApp } from './helpers/launch-app.ts';
import { createMatter } from './helpers/matter-steps.ts';
import { openPageDoors, type PageDoors } from './helpers/page-doors.ts';

let running: RunningApp;
let doors: PageDoors;
let folder: string;
let matterFolder: string;
let clipPath: string;
let footageId: FootageId;
let digest: string;
let frameCount: number;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(200_000);
  folder = await mkdtemp(path.join(tmpdir(), 'frame-of-record-lock-'));
  clipPath = (await numberedClip('cfr')).path;
  running = await launchApp();
  ({ folder: matterFolder } = await createMatter(running, folder));
  await importFootage(running, [clipPath]);
  doors = await openPageDoors(running.page);
  const [detail] = await doors.engine('footage.list', {});
  footageId = detail?.footage.id ?? ('' as FootageId);
  digest = detail?.footage.digest ?? '';
  frameCount = detail?.index?.frameCount ?? 0;
  await openOnBench(running.page, path.basename(clipPath));
});

test.afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

type Log = { readonly times: number[]; readonly drawn: number[] };
type LoggingWindow = Window & { watchLog?: Log };

/** Keeps, beside the program, every picture that the player presents and every still that is drawn. */
async function startLog(page: Page): Promise<void> {
  await page.evaluate(() => {
    const log: Log = { times: [], drawn: [] };
    (window as LoggingWindow).watchLog = log;
    const video = document.querySelector('video');
    const canvas = document.querySelector('canvas[data-frame]');
    if (video === null || canvas === null) {
      throw new Error('The stage has no player or no canvas.');
    }
    const onPicture = (_now: number, { mediaTime }: VideoFrameCallbackMetadata) => {
      if (!video.paused) {
        log.times.push(mediaTime);
      }
      video.requestVideoFrameCallback(onPicture);
    };
    video.requestVideoFrameCallback(onPicture);
    new MutationObserver(() => log.drawn.push(Number(canvas.getAttribute('data-frame')))).observe(canvas, {
      attributeFilter: ['data-frame'],
    });
  });
}

async function readLog(page: Page): Promise<{ played: number[]; drawn: number[] }> {
  const log = await page.evaluate(() => (window as LoggingWindow).watchLog);
  // The clip has 30 frames a second from time 0.
  return { played: (log?.times ?? []).map((time) => Math.round(time * 30)), drawn: log?.drawn ?? [] };
}

const coverage = () => doors.engine('coverage.show', { footageId });

/** Waits until what the ledger has, but for what it had before, is these frames to a frame; gives the ledger then. */
async function expectWatched(shown: ReadonlySet<number>, before: ReadonlySet<number> = new Set()) {
  const newlyWatched = async () =>
    new Set([...framesOf((await coverage()).ranges)].filter((frame) => !before.has(frame)));
  await expect.poll(async () => differing(shown, await newlyWatched())).toEqual([]);
  return coverage();
}

function framesOf(ranges: readonly { inFrame: number; outFrame: number }[]): Set<number> {
  return new Set(
    ranges.flatMap(({ inFrame, outFrame }) => Array.from({ length: outFrame - inFrame }, (_, at) => inFrame + at)),
  );
}

/** Frames that are in one of the two and not in the other; one is allowed for. */
function differing(shown: ReadonlySet<number>, watched: ReadonlySet<number>): string[] {
  const all = [
    ...[...shown].filter((frame) => !watched.has(frame)).map((frame) => `${frame} shown only`),
    ...[...watched].filter((frame) => !shown.has(frame)).map((frame) => `${frame} watched only`),
  ];
  return all.length <= 1 ? [] : all;
}

test('the ledger of what was watched is what the screen showed, to a frame', async () => {
  const { page } = running;
  // The first frame has stood since the recording was opened.
  await page.waitForTimeout(700);
  await startLog(page);
  await goToFrame(page, 20);
  await page.waitForTimeout(700);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await readLog(page)).played.length).toBeGreaterThan(10);
  await page.keyboard.press('k');
  await whenSettled(page);
  const { played } = await readLog(page);
  // On a busy machine play may come to the screen some frames after the still from which it began.
  const last = Math.max(await shownFrame(page), ...played);
  const shown = framesOf([{ inFrame: Math.min(...played), outFrame: last + 1 }]);
  shown.add(0);
  shown.add(20);
  const forward = await expectWatched(shown);
  const seen = framesOf(forward.ranges);
  expect(forward.soundFrames).toBeGreaterThan(played.length / 2);
  expect(forward.reviewers).toMatchObject([{ name: 'Dana Whitfield', watchedFrames: forward.watchedFrames }]);

  await goToFrame(page, frameCount - 20);
  await page.waitForTimeout(700);
  await startLog(page);
  await page.keyboard.press('j');
  await expect.poll(async () => (await readLog(page)).drawn.length).toBeGreaterThan(3);
  await page.keyboard.press('k');
  await whenSettled(page);
  const { drawn } = await readLog(page);
  await expectWatched(framesOf([{ inFrame: Math.min(...drawn), outFrame: frameCount - 20 + 1 }]), seen);
});

test('what was not watched is offered by a key, and the panel adds it up', async () => {
  const { page } = running;
  const { ranges, watchedFrames } = await doors.engine('coverage.show', { footageId });
  const [, second] = unwatchedRanges(ranges, frameCount);
  expect(countFrames(ranges)).toBe(watchedFrames);
  await goToFrame(page, ranges[1]?.inFrame ?? 0);
  await page.keyboard.press('u');
  await expect(page.getByRole('status', { name: 'Frame shown' })).toHaveAttribute(
    'data-frame',
    String(second?.inFrame),
  );
  await page.getByRole('tab', { name: 'Recording' }).click();
  const watched = page.getByRole('region', { name: 'Watched' });
  await expect(watched).toContainText(`of ${frameCount} frames`);
  await expect(watched).toContainText('Dana Whitfield');
  await expect(page.getByRole('region', { name: 'Frame locks' })).toContainText('no annotation yet');
  await expectAccessible(page, 'the recording panel');
});

/** The command of docs/evidence-integrity.md. */
function strangersHash(frame: number): string {
  const said = execFileSync('ffmpeg', [
    ...['-v', 'error', '-noautorotate', '-i', clipPath, '-map', '0:0', '-vf', `select=eq(n\\,${frame})`],
    ...['-frames:v', '1', '-fps_mode', 'passthrough', '-c:v', 'rawvideo', '-f', 'hash', '-hash', 'sha256', '-'],
  ]);
  return said.toString().trim().toLowerCase().replace('sha256=', '');
}

test('the inspector opens by a key and says of each frame what the file and the decoder say', async () => {
  const { page } = running;
  await goToFrame(page, 61);
  await page.keyboard.press('p');
  const inspector = page.getByRole('region', { name: 'Frame inspector' });
  await expect(inspector).toHaveAttribute('data-frame', '61');
  await expect(inspector.getByTitle(`SHA-256 of the decoded picture: ${strangersHash(61)}`)).toBeVisible();
  await expect(inspector).toContainText('its decoded picture is another');
  await expect(inspector).toContainText('1 frame after the key frame 60');
  await page.keyboard.press(',');
  await expect(inspector).toHaveAttribute('data-frame', '60');
  await expect(inspector).toContainText('coded by itself');
  await expect(inspector.getByTitle(`SHA-256 of the decoded picture: ${strangersHash(60)}`)).toBeVisible();
  await expectAccessible(page, 'the frame inspector');
});

test('an annotation opened says that its pictures match, and loudly when they do not', async () => {
  const { page } = running;
  for (const [inFrame, outFrame] of [
    [40, 60],
    [90, 91],
  ] as const) {
    const observation = `Numbers from ${inFrame} are seen.`;
    await doors.engine('annotations.add', { footageId, inFrame, outFrame, code: 'UOF.1', observation });
  }
  await page.getByRole('tab', { name: /Annotations/ }).click();
  const card = page.getByRole('article').filter({ hasText: 'Numbers from 40' });
  const open = (of: typeof card) => of.getByRole('button', { name: /^Show/ }).click();
  await open(card);
  await expect(card.locator('[data-verdict="match"]')).toContainText('Pictures match.');
  await expect(card).toContainText('the version that locked it');

  const original = path.join(matterFolder, 'vault/objects', digest.slice(0, 2), digest);
  rmSync(original);
  copyFileSync((await numberedClip('ntsc')).path, original);
  const other = page.getByRole('article').filter({ hasText: 'Numbers from 90' });
  await open(other);
  await expect(other.getByRole('alert')).toContainText('The pictures do not match');
  await expect(other).toContainText('not the recording this annotation was made on');
  await open(card);
  await expect(card.getByRole('alert')).toContainText('The pictures do not match');
  await expect(other).toContainText('Pictures do not match');
  await expectAccessible(page, 'a card whose pictures do not match', 'article');
  const log = await doors.engine('custody.list', {});
  expect(log.filter((line) => line.type === 'error.integrity')).toHaveLength(2);

  rmSync(original);
  copyFileSync(clipPath, original);
  chmodSync(original, 0o444);
  await page.getByRole('tab', { name: 'Recording' }).click();
  const locks = page.getByRole('region', { name: 'Frame locks' });
  await expect(locks).toContainText('2 of 2 annotations');
  await expect(locks).toContainText('No match');
  await locks.getByRole('button', { name: 'Check every frame lock' }).click();
  await expect(page.getByText('The pictures of 2 annotations match.')).toBeVisible();
  await expect(locks).not.toContainText('No match');
  await locks.getByRole('button', { name: 'Show the results' }).click();
  await expect(page.getByRole('dialog', { name: 'Frame locks of this matter' })).toContainText('Match: 2');
  await page.keyboard.press('Escape');
});

test('leaving the recording enters in the custody log what was watched, once', async () => {
  const { page } = running;
  await page.getByRole('button', { name: 'Back to the library' }).click();
  await expect(page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  await expect
    .poll(async () => {
      const log = await doors.engine('custody.list', {});
      return log.filter((line) => line.type === 'asset.view' && line.data['act'] === 'watched').length;
    })
    .toBe(1);
});
