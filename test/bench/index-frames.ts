import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { probeRecording } from '../../src-main/engine/media/ffprobe.ts';
import { packFrameIndex, unpackFrameIndex } from '../../src-main/engine/media/frame-index-file.ts';
import { indexFrames } from '../../src-main/engine/media/index-frames.ts';
import type { BenchLine } from './bench-line.ts';
import { makeLongRecording, secondsOf } from './long-recording.ts';

const minutes = 60;

/**
 * The FrameIndex of a one-hour 1080p recording, against `ffprobe -show_frames` and against `ffprobe -show_packets` of the
 * same stream. The first of these decodes the whole hour: it takes minutes.
 */
export async function benchIndexFrames(): Promise<BenchLine[]> {
  const place = mkdtempSync(path.join(tmpdir(), 'bench-index-'));
  try {
    const { file, frames } = makeLongRecording(place, minutes);
    const facts = await probeRecording(file, { originalName: 'recording.mp4', modifiedAt: null });
    const start = performance.now();
    const index = await indexFrames(file, facts);
    const ours = (performance.now() - start) / 1000;
    if (index.count !== frames) {
      throw new Error(`The index of the bench recording has ${index.count} frames instead of ${frames}.`);
    }
    const probeArgs = ['-v', 'error', '-select_streams', 'v:0'];
    const packets = secondsOf('ffprobe', [...probeArgs, '-show_packets', file]);
    const shown = secondsOf('ffprobe', [...probeArgs, '-show_frames', file]);
    return [
      {
        name: 'FrameIndex of one hour of 1080p, how many times faster than ffprobe -show_frames',
        ...{ ours, reference: shown, unit: 's', ratio: shown / ours },
        ...{ goal: 'at least 20 times', isMet: shown / ours >= 20 },
      },
      {
        name: 'FrameIndex of one hour of 1080p against ffprobe -show_packets',
        ...{ ours, reference: packets, unit: 's', ratio: ours / packets },
        ...{ goal: 'told, no goal', isMet: true },
      },
      storedLine(packFrameIndex(index)),
    ];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Bytes a frame of the stored index, against the 24 bytes of a plain pts, position and size. */
function storedLine(stored: Uint8Array): BenchLine {
  const { count } = unpackFrameIndex(stored);
  const ours = stored.length / count;
  return {
    name: 'stored FrameIndex, bytes a frame',
    ...{ ours, reference: 24, unit: 'bytes', ratio: ours / 24, goal: 'at most 4 bytes a frame', isMet: ours <= 4 },
  };
}
