import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CrashScenario } from './crash-scenario.ts';

const fileOf = (workFolder: string, round: number) => path.join(workFolder, `round-${round}`, 'one.bin');

/** Copies one small file: short enough to be killed at each single call of the disk. */
export const oneFileScenario: CrashScenario = {
  name: 'one-file',
  prepare: () => Promise.resolve(),
  arrange(workFolder, round) {
    mkdirSync(path.dirname(fileOf(workFolder, round)));
    writeFileSync(fileOf(workFolder, round), randomBytes(1_200_000));
  },
  async work({ client, matter, workFolder, round }, tell) {
    const { job, acquisitionId } = await client.call('footage.ingest', {
      paths: [{ path: fileOf(workFolder, round) }],
    });
    tell({ what: 'accepted', acquisitionId });
    await matter.jobs.wait(job.id);
    tell({ what: 'stored' });
  },
  async check({ client, workFolder }, told, round) {
    assert.equal(told[0]?.['what'], 'accepted');
    const digest = createHash('sha256')
      .update(readFileSync(fileOf(workFolder, round)))
      .digest('hex');
    const acquisitionId = String(told[0]?.['acquisitionId']);
    const rows = await client.call('footage.ingestResults', { acquisitionId });
    assert.deepEqual(
      rows.map((row) => [row.relativePath, row.outcome, row.digest]),
      [['one.bin', 'stored', digest]],
    );
  },
};
