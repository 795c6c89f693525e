import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { launchApp, projectRoot, readRuntime } from './helpers/launch-app.ts';

const id = '11111111-1111-4111-8111-111111111111';
const hugeBytes = 10 * 2 ** 30;
const frameRate = 25;
const seconds = 20;

const { engineNode } = readRuntime();
test.skip(
  engineNode === null || process.platform === 'win32',
  'Only an engine outside Electron can be played by a script.',
);

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'frame-of-record-huge-'));
});
test.afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A recording with ten gigabytes of nothing between its pictures and its index, which stands at the end. */
function makeHugeRecording(file: string): { indexStart: number; index: Buffer } {
  const small = path.join(folder, 'small.mp4');
  const source = `testsrc2=size=320x180:rate=${frameRate}:duration=${seconds}`;
  const encode = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '25'];
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', source, ...encode, small]);
  const bytes = readFileSync(small);
  const indexAt = bytes.lastIndexOf('moov') - 4;
  const index = bytes.subarray(indexAt);
  const gap = Buffer.alloc(16);
  gap.writeUInt32BE(1, 0);
  gap.write('free', 4, 'latin1');
  gap.writeBigUInt64BE(BigInt(hugeBytes), 8);
  const indexStart = indexAt + hugeBytes;
  const target = openSync(file, 'w');
  writeSync(target, bytes.subarray(0, indexAt), 0, indexAt, 0);
  writeSync(target, gap, 0, gap.length, indexAt);
  writeSync(target, index, 0, index.length, indexStart);
  closeSync(target);
  return { indexStart, index };
}

test('ten gigabytes with the index at the end open at once and seek everywhere', async () => {
  const huge = path.join(folder, 'huge.mp4');
  const { indexStart, index } = makeHugeRecording(huge);
  expect(statSync(huge).size).toBe(indexStart + index.length);
  const files = path.join(folder, 'files.json');
  writeFileSync(files, JSON.stringify({ [id]: huge }));
  const player = path.join(folder, 'played-engine');
  const script = path.join(projectRoot, 'test', 'e2e', 'helpers', 'played-engine.ts');
  writeFileSync(player, `#!/bin/sh\nshift\nexec "${engineNode}" "${script}" "$@"\n`);
  chmodSync(player, 0o755);

  const running = await launchApp({ env: { FRAME_OF_RECORD_ENGINE_NODE: player, PLAYED_FILES: files } });
  try {
    const outcome = await running.page.evaluate(
      async ([footageId, start, length]) => {
        const response = await fetch(`footage://original/${footageId}`, { headers: { Range: `bytes=${start}-` } });
        const tail = new Uint8Array(await response.arrayBuffer());
        const began = performance.now();
        const video = document.createElement('video');
        video.muted = true;
        video.src = `footage://original/${footageId}`;
        await new Promise((resolve, reject) => {
          video.onloadeddata = resolve;
          video.onerror = () => reject(new Error(video.error?.message));
        });
        const openMillis = performance.now() - began;
        let worst = 0;
        for (let turn = 0; turn < 40; turn += 1) {
          const wanted = ((turn * 7) % 20) + 0.02;
          const seeked = new Promise((resolve) => {
            video.onseeked = resolve;
          });
          video.currentTime = wanted;
          await seeked;
          worst = Math.max(worst, Math.abs(video.currentTime - wanted));
        }
        return {
          contentRange: response.headers.get('content-range'),
          tail: tail.length === length ? [...tail.subarray(0, 64)] : [],
          openMillis,
          duration: video.duration,
          worst,
        };
      },
      [id, indexStart, index.length] as const,
    );
    const total = indexStart + index.length;
    expect(outcome.contentRange).toBe(`bytes ${indexStart}-${total - 1}/${total}`);
    expect(outcome.tail).toEqual([...index.subarray(0, 64)]);
    expect(outcome.duration).toBe(seconds);
    expect(outcome.worst).toBeLessThan(0.001);
    expect(outcome.openMillis).toBeLessThan(5000);
    test.info().annotations.push({ type: 'open', description: `${Math.round(outcome.openMillis)} ms` });
  } finally {
    await running.close();
  }
});
