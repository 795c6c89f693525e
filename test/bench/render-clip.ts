import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spanOfFrames } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { probeRecording } from '../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../src-main/engine/media/index-frames.ts';
import { renderClip } from '../../src-main/engine/media/render-clip.ts';
import type { BenchLine } from './bench-line.ts';
import { makeLongRecording, secondsOf } from './long-recording.ts';

const inFrame = 1017 as FrameNumber;
const outFrame = 1617 as FrameNumber;
const rounds = 2;

/**
 * A clip of 20 seconds of 1080p, rendered and proved, against the bare ffmpeg command that does the same encoding and
 * proves nothing; best of two turns about.
 */
export async function benchRenderClip(): Promise<BenchLine[]> {
  const place = mkdtempSync(path.join(tmpdir(), 'bench-clip-'));
  try {
    const { file } = makeLongRecording(place, 2);
    const facts = await probeRecording(file, { originalName: 'recording.mp4', modifiedAt: null });
    const index = await indexFrames(file, facts);
    const span = spanOfFrames(index, inFrame, outFrame);
    let ours = Number.POSITIVE_INFINITY;
    let reference = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round += 1) {
      const start = performance.now();
      const rendered = await renderClip({ path: file, facts, index, span, outputPath: path.join(place, 'clip.mp4') });
      ours = Math.min(ours, (performance.now() - start) / 1000);
      const [program = '', ...args] = rendered.argv;
      reference = Math.min(
        reference,
        secondsOf(program, ['-nostdin', '-y', ...bare(args, path.join(place, 'bare.mp4'))]),
      );
    }
    return [
      {
        name: 'clip of 20 s of 1080p, rendered and proved, against the bare ffmpeg command',
        ...{ ours, reference, unit: 's', ratio: ours / reference },
        ...{ goal: 'at most 1.1 times', isMet: ours / reference <= 1.1 },
      },
    ];
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** The same command without what only our proof reads, to another file. */
function bare(args: readonly string[], output: string): string[] {
  return args
    .slice(0, -1)
    .map((arg) => arg.replace('showinfo=checksum=0,', ''))
    .concat(output);
}
