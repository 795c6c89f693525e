import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { packetIdSchema } from '../../../src-main/domain/identifier.ts';
import type { CrashScenario } from './crash-scenario.ts';

const outOf = (workFolder: string) => path.join(workFolder, 'out');

/**
 * Seals a packet of two short clips and a native copy, every other round outside the matter, and tells when it was accepted
 * and when a call shows it as sealed.
 */
export const sealScenario: CrashScenario = {
  name: 'seal',

  async prepare({ client, matter, workFolder }) {
    mkdirSync(outOf(workFolder), { recursive: true });
    const recording = path.join(workFolder, 'recording.mp4');
    const scene = 'testsrc2=duration=4:size=320x180:rate=15';
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', scene, recording]);
    await client.call('footage.ingest', { paths: [{ path: recording }] });
    await matter.jobs.whenIdle();
    const [detail] = await client.call('footage.list', {});
    assert.ok(detail);
    for (const [inFrame, outFrame] of [
      [3, 24],
      [20, 55],
    ] as const) {
      await client.call('annotations.add', {
        footageId: detail.footage.id,
        inFrame,
        outFrame,
        code: 'UOF.1',
        observation: 'The pattern moves.',
      });
    }
  },

  arrange: () => undefined,

  async work({ client, matter, workFolder, round }, tell) {
    const { packet, job } = await client.call('packets.seal', {
      annotationIds: 'all',
      includeNative: true,
      name: `ROUND-${round}`,
      into: round % 2 === 0 ? { path: outOf(workFolder) } : null,
    });
    tell({ what: 'accepted', packetId: packet.id });
    await matter.jobs.wait(job.id);
    const sealed = (await client.call('packets.list', {})).find((each) => each.id === packet.id);
    if (sealed?.state === 'sealed') {
      tell({ what: 'sealed', packetId: packet.id, digest: sealed.digest ?? '' });
    }
  },

  async check({ client, workFolder }, told) {
    const packets = await client.call('packets.list', {});
    const jobs = await client.call('jobs.list', {});
    for (const fact of told) {
      const packet = packets.find((each) => each.id === fact['packetId']);
      const job = jobs.find((each) => each.title.endsWith(` ${packet?.name}`));
      // Accepted is accepted: what was killed half-way was sealed after the restart.
      const complaint = `${packet?.name} was ${fact['what']} and is not sealed: its job is ${job?.state}, ${job?.errorMessage}`;
      assert.equal(packet?.state, 'sealed', complaint);
      if (fact['what'] === 'sealed') {
        assert.equal(packet.digest, fact['digest'], 'a sealed packet has another digest');
      }
      const id = packetIdSchema.parse(fact['packetId']);
      const report = await client.call('packets.verify', { packet: { id } });
      assert.deepEqual([report.level, report.problems], [0, []]);
    }
    const outside = packets.filter((packet) => path.dirname(packet.folder) === outOf(workFolder));
    assert.deepEqual(readdirSync(outOf(workFolder)).sort(), outside.map((packet) => packet.name).sort());
    assert.ok(packets.every((packet) => packet.state === 'sealed' && existsSync(packet.folder)));
  },
};
