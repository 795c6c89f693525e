import { execFileSync } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { BenchLine } from './bench-line.ts';

const mebibyte = 1024 * 1024;
const timedBytes = 1024 * mebibyte;
const largeBytes = 4096 * mebibyte;
const mostPeakBytes = 300_000_000;
const rounds = 3;

const answerSchema = z.object({ state: z.string(), message: z.string(), seconds: z.number(), peakBytes: z.number() });

/**
 * Ingest of 1 GiB against `cp` and two `sha256sum` of the same file, best of three turns about; and the peak memory of
 * ingest on a 4 GiB file. Needs about 10 GiB free in the temporary folder.
 */
export async function benchIngest(): Promise<BenchLine[]> {
  const place = mkdtempSync(path.join(tmpdir(), 'bench-ingest-'));
  try {
    const { bavail, bsize } = statfsSync(place);
    if (bavail * bsize < 11 * 1024 * mebibyte) {
      throw new Error(`The ingest bench needs about 11 GiB free in ${tmpdir()}.`);
    }
    return [timeLine(place), memoryLine(place)];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function timeLine(place: string): BenchLine {
  const file = path.join(place, 'recording.bin');
  writeRandom(file, timedBytes);
  let ours = Number.POSITIVE_INFINITY;
  let reference = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    reference = Math.min(reference, secondsOfReference(place, file));
    ours = Math.min(ours, ingest(place, file).seconds);
  }
  const ratio = ours / reference;
  return {
    name: 'ingest of 1 GiB against cp + two sha256sum',
    ours,
    reference,
    unit: 's',
    ratio,
    goal: 'at most 1.1 times the reference',
    isMet: ratio <= 1.1,
  };
}

function memoryLine(place: string): BenchLine {
  const file = path.join(place, 'large.bin');
  const handle = openSync(file, 'w');
  ftruncateSync(handle, largeBytes);
  closeSync(handle);
  const ours = ingest(place, file).peakBytes;
  return {
    name: 'peak memory of ingest on a 4 GiB file',
    ours: ours / 1e6,
    reference: mostPeakBytes / 1e6,
    unit: 'MB',
    ratio: ours / mostPeakBytes,
    goal: 'under 300 MB',
    isMet: ours < mostPeakBytes,
  };
}

/** What a careful person would run: copy, then hash the copy and the source and compare. */
function secondsOfReference(place: string, file: string): number {
  const copy = path.join(place, 'copy.bin');
  const startedAt = performance.now();
  execFileSync('cp', [file, copy]);
  const digests = [file, copy].map((each) => execFileSync('sha256sum', [each], { encoding: 'utf8' }).slice(0, 64));
  const seconds = (performance.now() - startedAt) / 1000;
  if (digests[0] !== digests[1]) {
    throw new Error('cp made a copy that differs.');
  }
  rmSync(copy);
  return seconds;
}

function ingest(place: string, file: string): z.infer<typeof answerSchema> {
  const own = mkdtempSync(path.join(place, 'matter-'));
  const entry = path.join(import.meta.dirname, 'ingest-child.ts');
  const args = [entry, path.join(own, 'matter'), path.join(own, 'data'), file];
  const answer = answerSchema.parse(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })));
  if (answer.state !== 'done') {
    throw new Error(`The ingest ended as ${answer.state}: ${answer.message}`);
  }
  rmSync(own, { recursive: true, force: true });
  return answer;
}

function writeRandom(file: string, byteCount: number): void {
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(4 * mebibyte);
  for (let written = 0; written < byteCount; written += block.length) {
    writeSync(handle, randomFillSync(block));
  }
  closeSync(handle);
}
