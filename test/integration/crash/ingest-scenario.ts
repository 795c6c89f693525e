import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CrashScenario } from './crash-scenario.ts';

const fileCount = 14;
const sourceOf = (workFolder: string, round: number) => path.join(workFolder, `card-${round}`);

/** Copies a card of small files, one of them a recording, and tells every file the moment a call shows it as stored. */
export const ingestScenario: CrashScenario = {
  name: 'ingest',
  prepare: () => Promise.resolve(),

  arrange(workFolder, round) {
    const card = sourceOf(workFolder, round);
    mkdirSync(path.join(card, 'DCIM'), { recursive: true });
    for (let at = 0; at < fileCount; at++) {
      writeFileSync(path.join(card, 'DCIM', `${String(at).padStart(2, '0')}.bin`), randomBytes(200_000 + at * 150_000));
    }
    const scene = `testsrc2=duration=1:size=160x120:rate=10,hue=h=${(round * 17) % 360}`;
    const recording = path.join(card, '00-recording.mp4');
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', scene, '-metadata', `title=round ${round}`, recording]);
  },

  async work({ client, matter, workFolder, round }, tell) {
    const asked = await client.call('footage.ingest', { paths: [{ path: sourceOf(workFolder, round) }] });
    tell({ what: 'accepted', acquisitionId: asked.acquisitionId, jobId: asked.job.id });
    const told = new Set<string>();
    const tellNew = async () => {
      for (const row of await client.call('footage.ingestResults', { acquisitionId: asked.acquisitionId })) {
        if (row.outcome === 'stored' && !told.has(row.relativePath)) {
          told.add(row.relativePath);
          tell({ what: 'stored', path: row.relativePath, digest: row.digest ?? '', footageId: row.footageId ?? '' });
        }
      }
    };
    let isIdle = false;
    const idle = matter.jobs.whenIdle().then(() => {
      isIdle = true;
    });
    while (!isIdle) {
      await tellNew();
      await Promise.race([idle, sleep(5)]);
    }
    await tellNew();
  },

  async check({ client, workFolder }, told, round) {
    const footage = await client.call('footage.list', {});
    const digests = new Map(footage.map((detail) => [detail.footage.id as string, detail.footage.digest as string]));
    const jobs = await client.call('jobs.list', {});
    const acquisitions = await client.call('footage.acquisitions', {});
    for (const fact of told) {
      if (fact['what'] === 'stored') {
        assert.equal(digests.get(String(fact['footageId'])), fact['digest'], `${fact['path']} was stored and is gone`);
      } else {
        assert.ok(
          jobs.some((job) => job.id === fact['jobId']),
          'an accepted job is gone',
        );
        assert.ok(
          acquisitions.some((each) => each.id === fact['acquisitionId']),
          'an acquisition is gone',
        );
      }
    }
    if (told.some((fact) => fact['what'] === 'accepted')) {
      // What was accepted was finished after the restart: every file of the card is footage, byte for byte.
      const known = new Set(digests.values());
      const card = sourceOf(workFolder, round);
      const names = readdirSync(card, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      assert.equal(names.length, fileCount + 1);
      for (const entry of names) {
        const bytes = readFileSync(path.join(entry.parentPath, entry.name));
        assert.ok(
          known.has(createHash('sha256').update(bytes).digest('hex')),
          `${entry.name} was not taken after the restart`,
        );
      }
    }
    const recordings = footage.filter((detail) => detail.footage.originalName.endsWith('.mp4'));
    for (const { footage: each, index, renditions } of recordings) {
      const found = [each.state, index?.frameCount, index?.isCountVerified, renditions.map(({ kind }) => kind).sort()];
      assert.deepEqual(found, ['readable', 10, true, ['filmstrip', 'poster']]);
    }
  },
};
