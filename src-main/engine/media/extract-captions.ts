import { writeFile } from 'node:fs/promises';
import { cueLines, escapeCue, oneLine } from '../../domain/cue-text.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import { clockText, millisAtOrAfter, millisAtOrBefore } from '../../domain/media-clock.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { type FrameSpan, ptsToSeconds, type Timebase } from '../../domain/time.ts';
import { clockOptions, seekOptions } from './decode-pass.ts';
import { buildFfmpegArguments } from './ffmpeg-arguments.ts';
import type { MediaOptions } from './media-options.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { runTool } from './run-tool.ts';
import { findMediaTools } from './tools.ts';

/** Captions that are text; those that are pictures (DVD, broadcast) stay in the recording. */
const textCodecs: ReadonlySet<string> = new Set(['mov_text', 'subrip', 'webvtt', 'ass', 'ssa']);
/** A caption that began longer before the span than this is no longer looked for. */
const longestCaptionSeconds = 300;
const mostTextBytes = 64 * 1024 * 1024;

type CaptionStream = RecordingFacts['streams'][number];

/** The stream of captions that is shown: the default one of those that are text, else the first; null for none. */
function captionStream(facts: Pick<RecordingFacts, 'streams'>): CaptionStream | null {
  const all = facts.streams.filter(({ kind, codec }) => kind === 'subtitle' && textCodecs.has(codec));
  return all.find(({ isDefault }) => isDefault) ?? all[0] ?? null;
}

/** Whether the recording carries captions that can be taken out as text. */
export function hasCaptions(facts: Pick<RecordingFacts, 'streams'>): boolean {
  return captionStream(facts) !== null;
}

/** One caption; milliseconds of whatever clock it was read from. */
export type Caption = { readonly startMillis: number; readonly endMillis: number; readonly text: string };

const timing = /^(\d{2,}):(\d{2}):(\d{2}),(\d{3}) --> (\d{2,}):(\d{2}):(\d{2}),(\d{3})$/;

function millisOf(parts: readonly (string | undefined)[]): number {
  const [hours = 0, minutes = 0, seconds = 0, millis = 0] = parts.map(Number);
  return ((hours * 60 + minutes) * 60 + seconds) * 1000 + millis;
}

/**
 * Reads SubRip as ffmpeg writes it. A caption begins only with the number that comes next, after an empty line and before
 * a line of times, so that text which looks like one seldom passes for one.
 */
export function readSubRip(text: string): Caption[] {
  const lines = text.replaceAll('\r', '').split('\n');
  const found: { startMillis: number; endMillis: number; lines: string[] }[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const isAfterGap = at === 0 || lines[at - 1] === '';
    const times = isAfterGap && line === String(found.length + 1) ? timing.exec(lines[at + 1] ?? '') : null;
    if (times === null) {
      found.at(-1)?.lines.push(line);
    } else {
      found.push({ startMillis: millisOf(times.slice(1, 5)), endMillis: millisOf(times.slice(5, 9)), lines: [] });
      at += 1;
    }
  }
  return found.map(({ startMillis, endMillis, lines: own }) => ({
    startMillis,
    endMillis,
    text: cueLines(own.join('\n')),
  }));
}

/** Those that are shown during the span, on a clock that begins with its first frame; rounded outward and cut at its ends. */
export function cutCaptions(captions: readonly Caption[], span: FrameSpan, timebase: Timebase): Caption[] {
  const length = millisAtOrAfter(span.outPts - span.inPts, timebase);
  return captions
    .map(({ startMillis, endMillis, text }) => ({
      startMillis: Math.max(0, startMillis - millisAtOrAfter(span.inPts, timebase)),
      endMillis: Math.min(length, endMillis - millisAtOrBefore(span.inPts, timebase)),
      text,
    }))
    .filter(({ startMillis, endMillis, text }) => text !== '' && endMillis > startMillis);
}

function webVtt(captions: readonly Caption[], stream: CaptionStream): string {
  const language = /^[A-Za-z]{2,3}$/.test(stream.language) ? `, language ${stream.language}` : '';
  const about = `Captions that the recording itself carries (stream ${stream.stream}${language}); not checked against its sound. Times count from the first frame of the clip.`;
  const cues = captions.map(({ startMillis, endMillis, text }, at) =>
    [String(at + 1), `${clockText(startMillis)} --> ${clockText(endMillis)}`, escapeCue(text), ''].join('\n'),
  );
  return ['WEBVTT', '', `NOTE ${oneLine(about)}`, '', ...cues].join('\n');
}

export interface CaptionRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
  /** A WebVTT file; replaced when it exists. */
  readonly outputPath: string;
}

/**
 * Writes the captions that a recording carries for a span as WebVTT, as text alone: markup of the recording is dropped,
 * what looks like markup of WebVTT is escaped. Null when the recording has none that are text; a file without cues when it
 * has some, but none in this span. Throws `tool-failed`, `cancelled`, `disk-full`, `destination-unusable`.
 */
export async function extractCaptions(
  request: CaptionRequest,
): Promise<(RenderedFile & { readonly cueCount: number }) | null> {
  const { facts, index, span } = request;
  const stream = captionStream(facts);
  if (stream === null) {
    return null;
  }
  const tools = request.tools ?? (await findMediaTools());
  const begin = ptsToSeconds(span.inPts, index.timebase) - longestCaptionSeconds;
  // A second more than the span: the cut is ours, this only ends the reading.
  const end = ptsToSeconds(span.outPts, index.timebase) + 1;
  const run = await runTool({
    executable: tools.ffmpeg,
    tool: 'ffmpeg',
    toolVersion: tools.version,
    arguments: buildFfmpegArguments({
      inputPath: request.path,
      inputOptions: [...clockOptions(false), ...seekOptions(begin > 0 ? begin : null)],
      outputOptions: [
        ...['-map', `0:${stream.stream}`, '-c:s', 'text'],
        ...(end > 0 ? ['-to', end.toFixed(3)] : []),
        ...['-f', 'srt'],
      ],
      output: '-',
    }),
    signal: request.signal,
    mostStdoutBytes: mostTextBytes,
  });
  const captions = cutCaptions(readSubRip(run.stdout.toString('utf8')), span, index.timebase);
  const written = await writeThenRename(request.outputPath, (temporaryPath) =>
    writeFile(temporaryPath, webVtt(captions, stream), { flag: 'wx' }),
  );
  request.onProgress?.({ done: captions.length, total: captions.length, unit: 'captions' });
  return {
    argv: [...run.argv],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    cueCount: captions.length,
  };
}
