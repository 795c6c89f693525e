import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { makeSampleScene } from '../../src-main/engine/media/sample-scene.ts';
import { findMediaTools } from '../../src-main/engine/media/tools.ts';
import { makeTestPlace } from '../helpers/open-test-matter.ts';
import { openPacketMatter } from '../helpers/packet-matter.ts';
import type { BenchLine } from './bench-line.ts';

const clipCount = 50;
/** Two seconds of the scene. */
const framesEach = 60;
const exhibitsSchema = z.object({
  exhibits: z.array(z.object({ files: z.array(z.object({ role: z.string(), argv: z.array(z.string()) })) })),
});

/** Sealing a packet of fifty clips, proofs, stills, papers and verification included, against its own ffmpeg commands run bare. */
export async function benchSealPacket(): Promise<BenchLine[]> {
  const place = makeTestPlace('bench-seal');
  const scene = path.join(place, 'scene.mp4');
  await makeSampleScene(scene);
  const test = await openPacketMatter([scene], { place });
  try {
    const [detail] = test.footage;
    const frameCount = detail?.index?.frameCount ?? 0;
    for (let at = 0; at < clipCount; at++) {
      const from = Math.floor((at * (frameCount - framesEach)) / clipCount);
      await test.annotate('scene.mp4', [from, from + framesEach]);
    }
    await test.matter().jobs.whenIdle();
    const begun = performance.now();
    const packet = await test.seal({ name: 'BENCH-PKT002' });
    const ours = (performance.now() - begun) / 1000;

    const text = readFileSync(path.join(packet.folder, 'data', 'logs', 'exhibits.json'), 'utf8');
    const clips = exhibitsSchema
      .parse(JSON.parse(text))
      .exhibits.flatMap(({ files }) => files.filter((file) => file.role === 'clip'));
    const { ffmpeg } = await findMediaTools();
    const bareBegun = performance.now();
    for (const [at, { argv }] of clips.entries()) {
      const args = argv
        .slice(1)
        .map((argument) =>
          argument
            .replace(/^file:sha256\/.*$/, `file:${scene}`)
            .replace(/^file:clips\/.*$/, `file:${path.join(place, `bare-${at}.mp4`)}`),
        );
      execFileSync(ffmpeg, args, { stdio: 'ignore' });
    }
    const reference = (performance.now() - bareBegun) / 1000;
    const ratio = ours / reference;
    return [
      {
        name: `seal a packet of ${clips.length} clips against its ffmpeg commands run bare`,
        ours,
        reference,
        unit: 's',
        ratio,
        goal: 'at most 1.15 times the reference',
        isMet: ratio <= 1.15,
      },
    ];
  } finally {
    await test.dispose();
  }
}
