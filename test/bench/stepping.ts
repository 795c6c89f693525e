import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import {
  installBenchTools,
  measureJumps,
  measureSteps,
  measureVideoSeeks,
  type Timings,
  watchFrames,
} from '../e2e/helpers/bench-page.ts';
import { goToFrame, importFootage, openOnBench } from '../e2e/helpers/bench-steps.ts';
import { launchApp, type RunningApp } from '../e2e/helpers/launch-app.ts';
import { createMatter } from '../e2e/helpers/matter-steps.ts';
import { seededRandom } from '../helpers/seeded-random.ts';
import type { BenchLine } from './bench-line.ts';

const fps = 30;
const encodedSeconds = 20;
const repeats = 3;
const groupFrames = 250;
const presses = 100;
const jumps = 60;
const reverseMillis = 8000;
/** Ten minutes are the goal; a minute shows a leak as well. */
const shuttleSeconds = Number(process.env['SHUTTLE_SECONDS'] ?? 60);
const mostBytes = 1.5e9;

/** 1080p30 with B-frames and a key frame every 250 frames, as long-GOP cameras write them. */
function makeLongGroups(place: string): { readonly file: string; readonly frames: number } {
  const once = path.join(place, 'once.mp4');
  const file = path.join(place, 'long-groups.mp4');
  const ffmpeg = (args: readonly string[]) => execFileSync('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);
  ffmpeg([
    ...['-f', 'lavfi', '-i', `testsrc2=size=1920x1080:rate=${fps}:duration=${encodedSeconds},noise=alls=4:allf=t`],
    ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '26', '-bf', '2', '-g', String(groupFrames)],
    ...['-sc_threshold', '0', '-pix_fmt', 'yuv420p', once],
  ]);
  ffmpeg(['-stream_loop', String(repeats - 1), '-i', once, '-c', 'copy', file]);
  return { file, frames: encodedSeconds * fps * repeats };
}

function quantile(timings: Timings, share: number): number {
  const sorted = [...timings].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

const p95 = (timings: Timings) => quantile(timings, 0.95);

/** Memory of a process and everything it started, shared pages counted once (Linux only). */
function treeBytes(root: number): number {
  const parents = new Map<number, number[]>();
  for (const line of execFileSync('ps', ['-eo', 'pid=,ppid=']).toString().split('\n')) {
    const [pid, parent] = line.trim().split(/\s+/).map(Number);
    if (pid !== undefined && parent !== undefined) {
      parents.set(parent, [...(parents.get(parent) ?? []), pid]);
    }
  }
  const bytesOf = (pid: number): number => {
    try {
      const kibibytes = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
      return Number(kibibytes ?? 0) * 1024;
    } catch {
      // The process ended between the list and the look.
      return 0;
    }
  };
  const walk = (pid: number): number =>
    [...(parents.get(pid) ?? [])].reduce((sum, child) => sum + walk(child), bytesOf(pid));
  return walk(root);
}

/** Plays both ways at all speeds, steps and jumps, and tells the most memory the whole app ever held. */
async function shuttle(running: RunningApp, page: Page, frames: number, seconds: number): Promise<number> {
  const pid = running.app.process().pid ?? 0;
  const random = seededRandom(7);
  let most = 0;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    await goToFrame(page, Math.floor(random() * frames));
    for (const keys of [['j'], ['j', 'j', 'j'], ['l'], ['l', 'l', 'l'], ['k', ',', ',', '.', '.', '.']]) {
      for (const key of keys) {
        await page.keyboard.press(key);
      }
      await page.waitForTimeout(900);
      most = Math.max(most, treeBytes(pid));
    }
    await page.keyboard.press('k');
  }
  return most;
}

async function footageUrl(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('video')?.currentSrc ?? '');
}

function line(name: string, ours: number, reference: number, unit: string, goal: string, isMet: boolean): BenchLine {
  return { name, ours, reference, unit, ratio: ours / reference, goal, isMet };
}

async function measure(running: RunningApp, file: string, frames: number): Promise<BenchLine[]> {
  const { page } = running;
  await openOnBench(page, path.basename(file));
  await installBenchTools(page);
  const random = seededRandom(11);
  const places = Array.from({ length: jumps }, () => 20 + Math.floor(random() * (frames - 40)));
  const jumpTimings = await measureJumps(page, places, 60);
  const url = await footageUrl(page);
  const seekTimings = await measureVideoSeeks(
    page,
    url,
    places.map((frame) => (frame + 0.5) / fps),
  );
  const middle = Math.floor(frames / 2) + 60;
  const stepSeeks = await measureVideoSeeks(
    page,
    url,
    Array.from({ length: 40 }, (_, step) => (middle - step + 0.5) / fps),
  );
  await goToFrame(page, middle);
  await page.waitForTimeout(1500);
  // The first presses decode the neighbourhood; what is measured is stepping, not arriving.
  await measureSteps(page, 1, 5, 40);
  const forward = await measureSteps(page, 1, presses, 40);
  await measureSteps(page, -1, 5, 40);
  const back = await measureSteps(page, -1, presses, 40);
  const heldForward = await measureSteps(page, 1, presses, 0);
  await goToFrame(page, frames - 30);
  await page.waitForTimeout(1000);
  await page.keyboard.press('j');
  await page.waitForTimeout(1000);
  const seen = await watchFrames(page, reverseMillis);
  await page.keyboard.press('k');
  const skipped = seen.filter(({ frame }, place) => place > 0 && frame !== (seen[place - 1]?.frame ?? 0) - 1).length;
  const spanMillis = (seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0);
  const reverseFps = ((seen.length - 1) * 1000) / spanMillis;
  const reference = p95(stepSeeks);
  return [
    line('step forward, cached, p95', p95(forward), reference, 'ms', 'under 20 ms', p95(forward) < 20),
    line('step back, cached, p95', p95(back), reference, 'ms', 'under 20 ms', p95(back) < 20),
    line(
      'steps without a pause between them (key held), p95',
      p95(heldForward),
      reference,
      'ms',
      'told, no goal',
      true,
    ),
    {
      ...line('single steps against <video>.currentTime, how many times faster (p95)', 0, 0, 'ms', '', true),
      ...{ ours: Math.max(p95(forward), p95(back)), reference, ratio: reference / Math.max(p95(forward), p95(back)) },
      ...{ goal: 'at least 8 times', isMet: reference / Math.max(p95(forward), p95(back)) >= 8 },
    },
    line(
      'random jump from Enter to the picture against <video>.currentTime to seeked, p95',
      p95(jumpTimings),
      p95(seekTimings),
      'ms',
      'no slower',
      p95(jumpTimings) <= p95(seekTimings),
    ),
    line('random jump, median', quantile(jumpTimings, 0.5), quantile(seekTimings, 0.5), 'ms', 'told, no goal', true),
    line(
      `reverse play, frames a second (${seen.length} pictures, ${skipped} not the one before)`,
      reverseFps,
      fps,
      'fps',
      '30 fps, every frame',
      reverseFps >= fps * 0.98 && skipped === 0,
    ),
  ];
}

/** In an app of its own: what the video element beside ours held would be counted as ours. */
async function measureMemory(running: RunningApp, file: string, frames: number): Promise<BenchLine> {
  const { page } = running;
  await openOnBench(page, path.basename(file));
  const most = await shuttle(running, page, frames, shuttleSeconds);
  return line(
    `most memory of the whole app in ${shuttleSeconds} s of shuttling`,
    most / 1e9,
    mostBytes / 1e9,
    'GB',
    'under 1.5 GB',
    most < mostBytes,
  );
}

/** Does `measureIn` in an app that has the recording in a matter. */
async function inApp<Result>(
  place: string,
  file: string,
  measureIn: (running: RunningApp) => Promise<Result>,
): Promise<Result> {
  const running = await launchApp();
  try {
    await createMatter(running, place);
    await importFootage(running, [file]);
    return await measureIn(running);
  } finally {
    await running.close();
  }
}

/**
 * Stepping, jumping and reverse in the real app on 1080p30 with long groups, beside a plain `<video>` seeking the same
 * bytes in the same page. Needs a display and a built app (`npm run build`).
 */
export async function benchStepping(): Promise<BenchLine[]> {
  const place = mkdtempSync(path.join(tmpdir(), 'bench-stepping-'));
  try {
    const { file, frames } = makeLongGroups(place);
    const [steps, memory] = [path.join(place, 'steps'), path.join(place, 'memory')];
    for (const folder of [steps, memory]) {
      mkdirSync(folder);
    }
    return [
      ...(await inApp(steps, file, (running) => measure(running, file, frames))),
      await inApp(memory, file, (running) => measureMemory(running, file, frames)),
    ];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
