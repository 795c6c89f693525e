import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { EngineClient } from '../../../src-main/contract/client.ts';
import { annotationIdSchema } from '../../../src-main/domain/identifier.ts';
import type { CrashScenario } from './crash-scenario.ts';

const frameCount = 60;
const eachRound = 8;

async function whenLocked(client: EngineClient): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { pendingCount } = await client.call('locks.standing', { footageId: null });
    const jobs = await client.call('jobs.list', {});
    if (pendingCount === 0 && jobs.every((job) => job.state === 'done')) {
      return;
    }
    await after(50);
  }
  throw new Error('Annotations were not locked in time.');
}

/** Adds annotations one after another and lets their pictures be hashed; killed, every one told of is locked all the same. */
export const lockScenario: CrashScenario = {
  name: 'lock',

  async prepare({ client, matter, workFolder }) {
    const recording = path.join(workFolder, 'recording.mp4');
    const scene = `testsrc2=duration=4:size=640x360:rate=${frameCount / 4}`;
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', scene, recording]);
    await client.call('footage.ingest', { paths: [{ path: recording }] });
    await matter.jobs.whenIdle();
  },

  arrange: () => undefined,

  async work({ client, round }, tell) {
    const [detail] = await client.call('footage.list', {});
    assert.ok(detail);
    for (let count = 0; count < eachRound; count += 1) {
      const inFrame = (round * 7 + count * 13) % (frameCount - 1);
      const { id } = await client.call('annotations.add', {
        footageId: detail.footage.id,
        inFrame,
        outFrame: Math.min(frameCount, inFrame + 1 + count * 3),
        code: 'UOF.1',
        observation: 'The pattern moves.',
      });
      tell({ annotationId: id });
    }
    await whenLocked(client);
  },

  async check({ client }, told) {
    await whenLocked(client);
    for (const fact of told) {
      const { verdict, sentence } = await client.call('annotations.checkLock', {
        id: annotationIdSchema.parse(fact['annotationId']),
      });
      assert.equal(verdict, 'match', sentence);
    }
    const annotations = await client.call('annotations.list', {});
    const log = await client.call('custody.list', {});
    const locks = log.filter((line) => line.type === 'frame.lock');
    assert.equal(locks.length, annotations.length, 'an annotation has more than one lock, or none');
  },
};
