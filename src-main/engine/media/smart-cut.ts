import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FrameIndex } from '../../domain/frame-index.ts';
import { endPtsOfFrame, ptsOfFrame } from '../../domain/frame-index.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../domain/recording-facts.ts';
import { type FrameNumber, type FrameSpan, type Pts, ptsToSeconds } from '../../domain/time.ts';
import { type CopyRange, copyRange, matchingProfiles, whyNotCopied } from './copy-range.ts';
import { clockOptions, seekOptions } from './decode-pass.ts';
import { encoderThreads, exactTimingOptions, timescaleFor, withoutMetadata } from './encode-options.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import { probeRecording } from './ffprobe.ts';
import { mainVideoOf } from './index-frames.ts';
import { fileUrl, inputGuards } from './input-guard.ts';
import type { MediaOptions } from './media-options.ts';
import { readPackets } from './read-packets.ts';
import { createRunProof } from './run-proof.ts';
import { runTool } from './run-tool.ts';
import { planSeeks, type SeekAttempt } from './seek-plan.ts';
import { parseShowinfo } from './showinfo.ts';
import { spanSound } from './span-sound.ts';
import { findMediaTools, type MediaTools } from './tools.ts';

export interface SmartCutRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  /** An MP4 file. A folder of the same name with `.parts` is used meanwhile. */
  readonly clipPath: string;
}

export interface SmartCut {
  /** Every command, one after another with `&&` between them. */
  readonly argv: readonly string[];
  /** Frames of the recording whose packets were copied. */
  readonly copied: CopyRange;
}

/** Why a smart cut was not made, in words; the caller then encodes everything. */
export interface NoSmartCut {
  readonly reason: string;
}

interface Part {
  readonly name: string;
  readonly first: FrameNumber;
  readonly end: FrameNumber;
}

interface Work extends SmartCutRequest {
  readonly tools: MediaTools;
  readonly folder: string;
  readonly video: VideoStreamFacts;
}

/** Parameter sets of encoded ends get this number, which no camera was seen to use; where one does, the proof fails. */
const ownParameterSet = 23;

/** Seconds to begin before the first packet that is copied, and to read on after the last. */
const lead = 0.5;
const lag = 2;

/** Ticks of the clip's track in one tick of the source. */
function clipTicks({ timebase }: FrameIndex, ticks: number): number {
  return (ticks * timebase.num * timescaleFor(timebase)) / timebase.den;
}

function partSeconds({ index }: Work, part: Part): string {
  return ptsToSeconds((boundary(index, part.end) - ptsOfFrame(index, part.first)) as Pts, index.timebase).toFixed(6);
}

/** The pts at which a run of frames ends that is followed by the frame `end`. */
function boundary(index: FrameIndex, end: FrameNumber): number {
  return end < index.count ? ptsOfFrame(index, end) : endPtsOfFrame(index, (end - 1) as FrameNumber);
}

async function run(work: Work, args: readonly string[], onStderrLine?: (line: string) => void) {
  return runTool({
    executable: work.tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: work.tools.version,
    arguments: args,
    signal: work.signal,
    onStderrLine,
  });
}

function endArguments(work: Work, part: Part, attempt: SeekAttempt): string[] {
  const { index, video } = work;
  return buildFfmpegArguments({
    inputPath: work.path,
    inputOptions: [...clockOptions(attempt.isPtsTrusted), ...seekOptions(attempt.seekSeconds)],
    videoFilters: [
      { filter: 'showinfo', options: { checksum: 0 } },
      attempt.pick,
      { filter: 'setpts', options: { expr: `PTS-(${ptsOfFrame(index, part.first)})` } },
    ],
    outputOptions: [
      ...['-map', `0:${index.stream}`, ...withoutMetadata],
      ...['-c:v', 'libx264', ...encoderThreads, '-preset', 'medium', '-crf', '14', '-pix_fmt', video.pixelFormat],
      ...['-profile:v', matchingProfiles[video.profile] ?? 'high', '-x264-params', `sps-id=${ownParameterSet}`],
      ...['-bf', '0', '-g', '600', '-bsf:v', 'filter_units=remove_types=6'],
      ...exactTimingOptions(index.timebase),
      ...['-avoid_negative_ts', 'disabled', '-f', 'mp4'],
    ],
    output: path.join(work.folder, part.name),
    logLevel: 'info',
  });
}

/** Encodes one end; null when the pictures that went in were not proven to be its frames. */
async function encodeEnd(work: Work, part: Part): Promise<readonly string[] | null> {
  const frames = { first: part.first, count: part.end - part.first };
  for (const attempt of planSeeks(work.facts, work.index, frames.first, frames.count)) {
    const proof = createRunProof(work.index, frames, attempt);
    const { argv } = await run(work, endArguments(work, part, attempt), (line) => {
      const picture = parseShowinfo(line);
      if (picture !== null) {
        proof.push(picture);
      }
    });
    if (proof.isProven()) {
      return argv;
    }
  }
  return null;
}

/** Packets are picked by the source's own integer clock: a seek in seconds alone lands early where pictures are reordered. */
function copyArguments(work: Work, part: Part): string[] {
  const { index } = work;
  const first = ptsOfFrame(index, part.first);
  const end = boundary(index, part.end);
  const seconds = (pts: number): number => ptsToSeconds(pts as Pts, index.timebase);
  const from = seconds(first) - lead;
  const start = seconds(ptsOfFrame(index, 0 as FrameNumber));
  return buildFfmpegArguments({
    inputPath: work.path,
    inputOptions: [...clockOptions(false), ...seekOptions(from > start ? from : null)],
    outputOptions: [
      ...['-map', `0:${index.stream}`, ...withoutMetadata, '-c', 'copy', '-copypriorss', '1'],
      ...['-to', (seconds(end) + lag).toFixed(6)],
      '-bsf:v',
      `noise=drop=lt(pts\\,${first})+gte(pts\\,${end}),setts=pts=PTS-(${first}):dts=DTS-(${first})`,
      ...['-video_track_timescale', String(timescaleFor(index.timebase)), '-avoid_negative_ts', 'disabled'],
      ...['-f', 'mp4'],
    ],
    output: path.join(work.folder, part.name),
  });
}

/** How far the first copied packet is decoded before it is shown, in ticks of the clip; null when they are not the frames. */
async function delayOfCopy(work: Work, part: Part): Promise<number | null> {
  const file = path.join(work.folder, part.name);
  const packets = await readPackets(file, 0, { signal: work.signal, tools: work.tools });
  const isWhole = packets.count === part.end - part.first && packets.pts[0] === 0;
  const firstDts = packets.dts[0] ?? Number.NaN;
  return isWhole && firstDts <= 0 ? -firstDts : null;
}

/** What a decoder is set up by; equal in all parts, or they are not joined. */
async function setUpOf(work: Work, part: Part): Promise<string> {
  const file = path.join(work.folder, part.name);
  const quiet = { signal: work.signal, tools: work.tools };
  const video = mainVideoOf(await probeRecording(file, { ...quiet, originalName: part.name, modifiedAt: null }));
  const { width, height, profile, pixelFormat, colourRange, sampleAspectRatio, fieldOrder } = video;
  const range = colourRange === '' || colourRange === 'unknown' ? 'tv' : colourRange;
  const shape = `${sampleAspectRatio.num}:${sampleAspectRatio.den}`;
  return [
    `${width}x${height}`,
    profile,
    pixelFormat,
    range,
    shape,
    fieldOrder === 'unknown' ? 'progressive' : fieldOrder,
  ].join(' ');
}

function joinArguments(work: Work, copied: Part, delay: number): string[] {
  const { index, span, clipPath } = work;
  const start = clipTicks(index, ptsOfFrame(index, copied.first) - span.inPts);
  const end = clipTicks(index, boundary(index, copied.end) - span.inPts);
  // Decode times must rise throughout: those of the first end move back by what the copied packets are ahead.
  const decodeTime = `if(lt(PTS\\,${start})\\,PTS-${delay}\\,if(lt(PTS\\,${end})\\,DTS\\,PTS))`;
  const sound = spanSound(work);
  const [attempt] = planSeeks(work.facts, index, span.inFrame, span.outFrame - span.inFrame);
  const guards = inputGuards.map((word, at) => (inputGuards[at - 1] === '-format_whitelist' ? 'concat,mov' : word));
  return [
    ...['-hide_banner', '-nostats', '-nostdin', '-v', 'level+warning', '-copyts'],
    ...[...guards, '-f', 'concat', '-i', fileUrl(path.join(work.folder, 'parts.txt'))],
    ...(sound === null || attempt === undefined
      ? []
      : [
          ...[...inputGuards, ...(attempt.isPtsTrusted ? ['-fflags', '+igndts'] : [])],
          ...[...seekOptions(attempt.seekSeconds), '-i', fileUrl(work.path)],
        ]),
    ...['-map', '0:0', '-c:v', 'copy', '-bsf:v', `setts=pts=PTS:dts=${decodeTime}`],
    ...(sound === null ? [] : ['-map', `1:${sound.stream}`, '-filter:a', sound.filter, '-c:a', 'aac', '-b:a', '160k']),
    ...[...withoutMetadata, '-video_track_timescale', String(timescaleFor(index.timebase))],
    ...['-avoid_negative_ts', 'disabled', '-movflags', '+faststart', '-f', 'mp4', '-y', fileUrl(clipPath)],
  ];
}

async function makeParts(work: Work, range: CopyRange): Promise<SmartCut | NoSmartCut> {
  const { span } = work;
  const copied: Part = { name: 'copied.mp4', ...range };
  const ends: Part[] = [
    { name: 'first.mp4', first: span.inFrame, end: range.first },
    { name: 'last.mp4', first: range.end, end: span.outFrame },
  ].filter((part) => part.end > part.first);
  const commands: (readonly string[])[] = [];
  commands.push((await run(work, copyArguments(work, copied))).argv);
  const delay = await delayOfCopy(work, copied);
  if (delay === null) {
    return { reason: 'The packets that came out of the recording were not exactly those of the frames.' };
  }
  for (const part of ends) {
    const argv = await encodeEnd(work, part);
    if (argv === null) {
      return { reason: 'The frames at the ends of the clip could not be proved while they were encoded.' };
    }
    commands.push(argv);
  }
  const parts = [...ends, copied].sort((a, b) => a.first - b.first);
  const setUps = new Set(await Promise.all(parts.map((part) => setUpOf(work, part))));
  if (setUps.size > 1) {
    return { reason: `The ends could not be coded as the recording is (${[...setUps].join('; ')}).` };
  }
  const list = parts.map((part) => `file ${part.name}\nduration ${partSeconds(work, part)}\n`).join('');
  await writeFile(path.join(work.folder, 'parts.txt'), `ffconcat version 1.0\n${list}`);
  commands.push((await run(work, joinArguments(work, copied, delay))).argv);
  return { argv: commands.flatMap((argv, at) => (at === 0 ? argv : ['&&', ...argv])), copied: range };
}

/**
 * Cuts a clip out of an H.264 recording so that all pictures but those of the two ends are the source's own coded
 * pictures: the packets between two closed sync points are copied, the frames before and after them encoded to match, the
 * sound encoded once over the whole span (specs/frames.md 5). H.264 only, progressive, 4:2:0 of 8 bits; at any doubt it
 * says why and makes nothing. The result is a claim: it counts only once `proveEveryFrame` has found the copied pictures
 * identical. Copied packets keep what the camera wrote into them (SEI), so this is never for the public. Throws
 * `tool-failed`, `disk-full`, `cancelled`.
 */
export async function makeSmartCut(request: SmartCutRequest): Promise<SmartCut | NoSmartCut> {
  const doubt = whyNotCopied(request.facts, request.index);
  if (doubt !== null) {
    return { reason: doubt };
  }
  const range = copyRange(request.index, request.span);
  if (range === null) {
    return { reason: 'No whole closed group of pictures lies within the span.' };
  }
  const tools = request.tools ?? (await findMediaTools());
  const folder = `${request.clipPath}.parts`;
  await mkdir(folder);
  try {
    return await makeParts({ ...request, tools, folder, video: mainVideoOf(request.facts) }, range);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
