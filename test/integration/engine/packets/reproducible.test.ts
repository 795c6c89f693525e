import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Packet } from '../../../../src-main/domain/packet.ts';
import { createFakeClock } from '../../../helpers/fake-clock.ts';
import { numberedClip } from '../../../helpers/numbered-clip.ts';
import { openPacketMatter } from '../../../helpers/packet-matter.ts';

function payload(packet: Packet): Map<string, string> {
  const lines = readFileSync(path.join(packet.folder, 'manifest-sha256.txt'), 'utf8').trimEnd().split('\n');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

it('makes the same exhibits, byte for byte, of the same selection', async () => {
  const clip = await numberedClip('vfr');
  const test = await openPacketMatter([clip.path], { clock: createFakeClock() });
  try {
    await test.annotate(path.basename(clip.path), [10, 34]);
    const [first, second] = [payload(await test.seal({ name: 'ONE' })), payload(await test.seal({ name: 'TWO' }))];
    expect([...first.keys()]).toEqual([...second.keys()]);
    const same = [...first].filter(([file, digest]) => second.get(file) === digest).map(([file]) => file);
    // Pages and the JSON name the packet and its checkpoint, which differ.
    expect(same.sort()).toEqual([
      'data/clips/EX-001.mp4',
      'data/codebooks/codebook-1.1.0.json',
      'data/index.csv',
      'data/logs/tool-versions.json',
      'data/stills/EX-001.png',
      'data/style.css',
    ]);
  } finally {
    await test.dispose();
  }
});
