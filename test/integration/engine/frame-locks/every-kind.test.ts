import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FootageDetail } from '../../../../src-main/domain/footage.ts';
import { footageFolder } from '../../../helpers/footage-folder.ts';
import { ingestFrames } from '../../../helpers/ingest-frames.ts';
import { numberedClip, numberedKinds } from '../../../helpers/numbered-clip.ts';
import { openTestMatter, type TestMatter } from '../../../helpers/open-test-matter.ts';
import { seededRandom } from '../../../helpers/seeded-random.ts';

const seed = Number(process.env['FRAME_LOCK_SEED'] ?? 20260311);
/** Annotations of each recording, beside one at each end. */
const samples = Number(process.env['FRAME_LOCK_SAMPLES'] ?? 2);

let test: TestMatter;
let recordings: FootageDetail[];

beforeAll(async () => {
  test = await openTestMatter();
  const clips: string[] = [];
  for (const kind of numberedKinds) {
    clips.push((await numberedClip(kind)).path);
  }
  const real = footageFolder();
  const names = [
    '08-street-hevc.mp4',
    '10-MVI_4823.AVI',
    '11-selfie-rotation-90.mp4',
    '14-MOV00006.3gp',
    '16-street-window-raw.h264',
  ];
  const paths = [...clips, ...(real === null ? [] : names.map((name) => path.join(real, name)))];
  await ingestFrames(test, paths);
  recordings = (await test.client.call('footage.list', {})).filter(({ index }) => index !== null);
  expect(recordings).toHaveLength(paths.length);
}, 400_000);

afterAll(async () => {
  await test.dispose();
});

/** The command that the promises tell a stranger, as it stands there. */
function strangersCommand(original: string, stream: number, frame: number): string[] {
  const promises = readFileSync(path.join(import.meta.dirname, '../../../../docs/evidence-integrity.md'), 'utf8');
  const command = /^ffmpeg (-v error -noautorotate .*)$/m.exec(promises)?.[1] ?? '';
  return command
    .split(' ')
    .map((word) => word.replaceAll('"', ''))
    .map((word) =>
      word.replace('ORIGINAL', original).replace('0:STREAM', `0:${stream}`).replace('FRAME', String(frame)),
    );
}

it('locks annotations of every kind of recording, and all of them match when decoded again', async () => {
  const random = seededRandom(seed);
  for (const { footage, index } of recordings) {
    const count = index?.frameCount ?? 0;
    const spans = [
      [0, 1],
      [count - 1, count],
      ...Array.from({ length: samples }, () => {
        const from = Math.floor(random() * (count - 2));
        return [from, Math.min(count, from + 1 + Math.floor(random() * 40))];
      }),
    ];
    for (const [inFrame = 0, outFrame = 1] of spans) {
      await test.client
        .call('annotations.add', {
          footageId: footage.id,
          inFrame,
          outFrame,
          code: 'UOF.1',
          observation: `Frames ${inFrame} to ${outFrame} of ${footage.originalName}.`,
        })
        .catch((thrown: unknown) => {
          // A span whose time stamps repeat has no length and is no annotation.
          expect(thrown).toMatchObject({ code: 'frame-out-of-range' });
        });
    }
  }
  await test.matter().jobs.whenIdle();
  const annotations = await test.client.call('annotations.list', {});
  expect(annotations.length).toBeGreaterThan(recordings.length * 3);
  expect(await test.client.call('locks.standing', { footageId: null })).toEqual({
    lockedCount: annotations.length,
    pendingCount: 0,
    troubles: [],
  });

  const job = await test.client.call('locks.checkAll', {});
  await test.matter().jobs.wait(job.id);
  const report = await test.client.call('locks.report', { jobId: job.id });
  expect(report?.results.filter(({ verdict }) => verdict !== 'match')).toEqual([]);
  expect(report?.counts).toEqual({
    match: annotations.length,
    'no-match': 0,
    'not-locked': 0,
    'cannot-check': 0,
  });
  console.log(`${annotations.length} locks of ${recordings.length} recordings match (seed ${seed})`);
}, 400_000);

it('hashes what a stranger gets with the one command of the promises', async () => {
  const annotations = await test.client.call('annotations.list', {});
  for (const { footage } of recordings) {
    const own = annotations.filter((annotation) => annotation.footageId === footage.id);
    const chosen = own[Math.floor(own.length / 2)];
    expect(chosen).toBeDefined();
    if (chosen !== undefined) {
      const { verdict, lock } = await test.client.call('annotations.checkLock', { id: chosen.id });
      expect([footage.originalName, verdict]).toEqual([footage.originalName, 'match']);
      const original = path.join(test.folder, 'vault/objects', footage.digest.slice(0, 2), footage.digest);
      for (const picture of new Set([lock?.first, lock?.last])) {
        const said = execFileSync('ffmpeg', strangersCommand(original, chosen.stream, picture?.frame ?? 0), {
          stdio: ['ignore', 'pipe', 'ignore'],
        }).toString();
        expect([footage.originalName, said.trim().toLowerCase()]).toEqual([
          footage.originalName,
          `sha256=${picture?.digest}`,
        ]);
      }
    }
  }
}, 400_000);
