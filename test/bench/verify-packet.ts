import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { verifyPacketAt } from '../../src-main/engine/packets/verify-packet.ts';
import { resealPacket } from '../helpers/forge-packet.ts';
import { numberedClip } from '../helpers/numbered-clip.ts';
import { openPacketMatter } from '../helpers/packet-matter.ts';
import type { BenchLine } from './bench-line.ts';

const mebibyte = 1024 * 1024;
/** FRAME_OF_RECORD_BENCH_GIB=10 measures a packet that no cache of files holds. */
const gibibytes = Number(process.env['FRAME_OF_RECORD_BENCH_GIB'] ?? 1);
const fileBytes = 1024 * mebibyte;
const rounds = gibibytes > 2 ? 1 : 3;

/** Verifying a packet of so many GiB, both digests, signature and custody, against `sha256sum -c` of its payload alone. */
export async function benchVerifyPacket(): Promise<BenchLine[]> {
  const clip = await numberedClip('cfr');
  const test = await openPacketMatter([clip.path]);
  try {
    await test.annotate(path.basename(clip.path), [10, 20]);
    const { folder } = await test.seal({ name: 'BENCH-PKT001' });
    mkdirSync(path.join(folder, 'data', 'natives'));
    for (let file = 1; file <= gibibytes; file++) {
      writeRandom(path.join(folder, 'data', 'natives', `NATIVE-${file}.bin`), fileBytes);
    }
    resealPacket(folder, test.matter().signer);
    let [ours, reference] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let round = 0; round < rounds; round++) {
      reference = Math.min(
        reference,
        seconds(() => execFileSync('sha256sum', ['-c', '--quiet', 'manifest-sha256.txt'], { cwd: folder })),
      );
      const begun = performance.now();
      const report = await verifyPacketAt(folder);
      ours = Math.min(ours, (performance.now() - begun) / 1000);
      // The statement still names the smaller payload: everything was read, and that was found.
      if (report.byteCount < gibibytes * fileBytes || report.level !== 40) {
        throw new Error(`The packet of the bench did not verify as expected: ${report.problems[0] ?? report.result}.`);
      }
    }
    const ratio = ours / reference;
    return [
      {
        name: `verify a packet of ${gibibytes} GiB against sha256sum -c`,
        ours,
        reference,
        unit: 's',
        ratio,
        goal: 'at most 1.1 times the reference',
        isMet: ratio <= 1.1,
      },
    ];
  } finally {
    await test.dispose();
  }
}

function seconds(work: () => unknown): number {
  const begun = performance.now();
  work();
  return (performance.now() - begun) / 1000;
}

function writeRandom(file: string, byteCount: number): void {
  const handle = openSync(file, 'w');
  const block = randomFillSync(Buffer.alloc(16 * mebibyte));
  for (let written = 0; written < byteCount; written += block.length) {
    block.writeUInt32LE(written >>> 0, 0);
    writeSync(handle, block);
  }
  closeSync(handle);
}
