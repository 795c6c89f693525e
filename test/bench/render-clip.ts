import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spanOfFrames } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { probeRecording } from '../../src-main/engine/media/ffprobe.ts';
import { indexFrames } from '../../src-main/engine/media/index-frames.ts';
import { type ClipRequest, type RenderedClip, renderClip } from '../../src-main/engine/media/render-clip.ts';
import type { BenchLine } from './bench-line.ts';
import { makeLongRecording, secondsOf } from './long-recording.ts';

const minutes = 10;
const inFrame = 5017;
/** Frames of the clip that is encoded anew: 10 s. */
const shortFrames = 300;
/** The quick clip is so many times as long: 200 s. */
const times = 20;

/** The re-encode of the same span by the bare ffmpeg command, which proves nothing. */
function bareSeconds(rendered: RenderedClip, place: string): number {
  const [program = '', ...args] = rendered.argv;
  const bare = args.slice(0, -1).map((arg) => arg.replace('showinfo=checksum=0,', ''));
  return secondsOf(program, ['-nostdin', '-y', ...bare, path.join(place, 'bare.mp4')]);
}

async function timed(request: ClipRequest): Promise<{ rendered: RenderedClip; seconds: number }> {
  const start = performance.now();
  const rendered = await renderClip(request);
  return { rendered, seconds: (performance.now() - start) / 1000 };
}

function line(name: string, ours: number, reference: number, most: number): BenchLine {
  const ratio = ours / reference;
  return { name, ours, reference, unit: 's', ratio, goal: `at most ${most} times`, isMet: ratio <= most };
}

async function benchIn(place: string): Promise<BenchLine[]> {
  const { file } = makeLongRecording(place, minutes);
  const facts = await probeRecording(file, { originalName: 'recording.mp4', modifiedAt: null });
  const index = await indexFrames(file, facts);
  const span = (frames: number) => spanOfFrames(index, inFrame as FrameNumber, (inFrame + frames) as FrameNumber);
  const outputPath = path.join(place, 'clip.mp4');
  const common = { path: file, facts, index, outputPath, proofTablePath: path.join(place, 'clip.csv') };

  const quick = await timed({ ...common, span: span(shortFrames * times), mayCopy: true });
  if (quick.rendered.summary?.way !== 'smart-cut') {
    throw new Error(`The quick way was not taken: ${quick.rendered.summary?.fallbackReason ?? 'no summary'}`);
  }
  const anew = await timed({ ...common, span: span(shortFrames) });
  const bare = bareSeconds(anew.rendered, place);
  return [
    line(
      `clip of 200 s out of ${minutes} minutes of 1080p, smart cut and every frame proved, against the bare re-encode (that of its first 10 s, times ${times})`,
      quick.seconds,
      bare * times,
      0.2,
    ),
    line(
      'clip of 10 s of 1080p, encoded anew and every frame proved, against the bare ffmpeg',
      anew.seconds,
      bare,
      1.25,
    ),
  ];
}

/**
 * Clips with the proof of every frame, the two ways, against the bare exact re-encode. Encoding 200 s takes minutes and
 * twice as many frames take twice as long, so the bare command runs over its first 10 s.
 */
export async function benchRenderClip(): Promise<BenchLine[]> {
  const place = mkdtempSync(path.join(tmpdir(), 'bench-clip-'));
  try {
    return await benchIn(place);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
