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

/** Spans of a recording of `minutes`: where it begins, in frames, and how many. */
const short = { minutes: 2, inFrame: 1017, frames: 600 };
const long = { minutes: 10, inFrame: 5017, frames: 6000 };

async function requestFor(place: string, { minutes, inFrame, frames }: typeof short): Promise<ClipRequest> {
  const { file } = makeLongRecording(place, minutes);
  const facts = await probeRecording(file, { originalName: 'recording.mp4', modifiedAt: null });
  const index = await indexFrames(file, facts);
  const span = spanOfFrames(index, inFrame as FrameNumber, (inFrame + frames) as FrameNumber);
  return { path: file, facts, index, span, outputPath: path.join(place, 'clip.mp4') };
}

/** The re-encode of the same span by the bare ffmpeg command, which proves nothing. */
function bareSeconds(rendered: RenderedClip, place: string): number {
  const [program = '', ...args] = rendered.argv;
  const bare = args.slice(0, -1).map((arg) => arg.replace('showinfo=checksum=0,', ''));
  return secondsOf(program, ['-nostdin', '-y', ...bare, path.join(place, 'bare.mp4')]);
}

async function timed(request: ClipRequest): Promise<{ rendered: RenderedClip; seconds: number }> {
  const start = performance.now();
  const rendered = await renderClip({
    ...request,
    proofTablePath: path.join(path.dirname(request.outputPath), 'p.csv'),
  });
  return { rendered, seconds: (performance.now() - start) / 1000 };
}

function line(name: string, ours: number, reference: number, most: number): BenchLine {
  const ratio = ours / reference;
  return { name, ours, reference, unit: 's', ratio, goal: `at most ${most} times`, isMet: ratio <= most };
}

async function benchReEncode(place: string): Promise<BenchLine> {
  const request = await requestFor(place, short);
  let [ours, reference] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < 2; round += 1) {
    const { rendered, seconds } = await timed(request);
    ours = Math.min(ours, seconds);
    reference = Math.min(reference, bareSeconds(rendered, place));
  }
  const name = 'clip of 20 s of 1080p, encoded anew and every frame proved, against the bare ffmpeg command';
  return line(name, ours, reference, 1.25);
}

/** The reference takes minutes, so it runs once; the command is that of a short clip with the span put in. */
async function benchSmartCut(place: string): Promise<BenchLine> {
  const request = await requestFor(place, long);
  const { rendered, seconds } = await timed({ ...request, mayCopy: true });
  if (rendered.summary?.way !== 'smart-cut') {
    throw new Error(`The quick way was not taken: ${rendered.summary?.fallbackReason ?? 'no summary'}`);
  }
  const { inFrame } = request.span;
  const few = spanOfFrames(request.index, inFrame, (inFrame + 4) as FrameNumber);
  const { rendered: pattern } = await timed({ ...request, span: few });
  const step = (frame: number): string => String(request.index.pts[frame]);
  const [from, to] = [`end_pts=${step(few.outFrame)}`, `end_pts=${step(request.span.outFrame)}`];
  const sample = (pts: number): number => Math.round((pts * 48_000) / request.index.timebase.den);
  const [fromSound, toSound] = [`end_pts=${sample(few.outPts)}`, `end_pts=${sample(request.span.outPts)}`];
  const argv = pattern.argv.map((arg) => arg.replace(from, to).replace(fromSound, toSound));
  if (!argv.some((arg) => arg.includes(to)) || !argv.some((arg) => arg.includes(toSound))) {
    throw new Error('The bare command does not have the span that was meant.');
  }
  const name = 'clip of 200 s out of 10 minutes of 1080p, smart cut and every frame proved, against the bare re-encode';
  return line(name, seconds, bareSeconds({ ...rendered, argv }, place), 0.2);
}

/** Clips with the proof of every frame, the two ways, against the bare exact re-encode. */
export async function benchRenderClip(): Promise<BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const bench of [benchReEncode, benchSmartCut]) {
    const place = mkdtempSync(path.join(tmpdir(), 'bench-clip-'));
    try {
      lines.push(await bench(place));
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }
  return lines;
}
