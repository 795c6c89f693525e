import { basename } from 'node:path';
import { AppError } from '../../domain/app-error.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../domain/recording-facts.ts';
import type { Micros, Pts } from '../../domain/time.ts';
import { beginsAsRecording } from './file-signature.ts';
import { fileUrl, inputGuards } from './input-guard.ts';
import type { MediaOptions } from './media-options.ts';
import { needsProxy } from './playable.ts';
import { type ProbeAnswer, type ProbedStream, probeAnswerSchema } from './probe-answer.ts';
import { collectClocks } from './recording-clocks.ts';
import { runTool } from './run-tool.ts';
import { findMediaTools } from './tools.ts';

const gibibyte = 1024 ** 3;

/** What the file was called and when it was last changed where it came from; both say something about its clock. */
export interface ProbeOptions extends MediaOptions {
  readonly originalName: string;
  readonly modifiedAt: Micros | null;
}

/** ffprobe's answer is believed to be a recording only when it recognised the format by more than a guess. */
const leastProbeScore = 20;

function rotationOf(stream: ProbedStream): VideoStreamFacts['rotation'] {
  const matrix = stream.side_data_list.find((data) => data.side_data_type === 'Display Matrix');
  const quarterTurns = Math.round(-(matrix?.rotation ?? 0) / 90);
  const turns = ((quarterTurns % 4) + 4) % 4;
  return turns === 1 ? 90 : turns === 2 ? 180 : turns === 3 ? 270 : 0;
}

function timecodeOf(answer: ProbeAnswer, stream: ProbedStream): string | null {
  const track = answer.streams.find(
    (other) => other.codec_tag_string === 'tmcd' && other.tags['timecode'] !== undefined,
  );
  return stream.tags['timecode'] ?? track?.tags['timecode'] ?? answer.format.tags['timecode'] ?? null;
}

function hasMovingPicture(stream: ProbedStream): boolean {
  return (
    stream.codec_type === 'video' &&
    stream.disposition.attached_pic === 0 &&
    stream.codec_name !== 'unknown' &&
    stream.width > 0 &&
    stream.height > 0
  );
}

function hasSound(stream: ProbedStream): boolean {
  return (
    stream.codec_type === 'audio' && stream.codec_name !== 'unknown' && stream.sample_rate > 0 && stream.channels > 0
  );
}

function factsOfStream(answer: ProbeAnswer, stream: ProbedStream): RecordingFacts['streams'][number] {
  const base = {
    stream: stream.index,
    codec: stream.codec_name,
    codecTag: stream.codec_tag_string,
    timebase: stream.time_base,
    startPts: stream.start_pts as Pts | null,
    durationPts: stream.duration_ts,
    isDefault: stream.disposition.default === 1,
    language: stream.tags['language'] ?? 'und',
  };
  if (hasMovingPicture(stream)) {
    const hasAspect = stream.sample_aspect_ratio.num > 0 && stream.sample_aspect_ratio.den > 0;
    return {
      kind: 'video',
      ...base,
      profile: stream.profile,
      pixelFormat: stream.pix_fmt,
      width: stream.width,
      height: stream.height,
      rotation: rotationOf(stream),
      sampleAspectRatio: hasAspect ? stream.sample_aspect_ratio : { num: 1, den: 1 },
      statedFrameRate: stream.r_frame_rate,
      averageFrameRate: stream.avg_frame_rate,
      fieldOrder: stream.field_order,
      colourRange: stream.color_range,
      timecode: timecodeOf(answer, stream),
    };
  }
  if (hasSound(stream)) {
    return { kind: 'audio', ...base, sampleRate: stream.sample_rate, channels: stream.channels };
  }
  const kind = stream.codec_type === 'subtitle' || stream.codec_type === 'data' ? stream.codec_type : 'other';
  return { kind, ...base };
}

function mainStream(streams: RecordingFacts['streams'], kind: 'video' | 'audio'): number | null {
  const ofKind = streams.filter((stream) => stream.kind === kind);
  return (ofKind.find((stream) => stream.isDefault) ?? ofKind[0])?.stream ?? null;
}

function firstTag(tags: Readonly<Record<string, string>>, keys: readonly string[]): string | null {
  const key = keys.find((candidate) => (tags[candidate] ?? '').trim() !== '');
  return key === undefined ? null : (tags[key] ?? '').trim();
}

function deviceOf(tags: Readonly<Record<string, string>>): string | null {
  const make = firstTag(tags, ['com.apple.quicktime.make', 'com.android.manufacturer', 'make']);
  const model = firstTag(tags, ['com.apple.quicktime.model', 'com.android.model', 'model']);
  const named = [make, model].filter((part) => part !== null).join(' ');
  if (named !== '') {
    return named;
  }
  const android = firstTag(tags, ['com.android.version']);
  const firmware = firstTag(tags, ['firmware', 'com.apple.quicktime.software']);
  return android !== null ? `Android ${android}` : firmware !== null ? `firmware ${firmware}` : null;
}

function tagsOf(answer: ProbeAnswer): Record<string, string> {
  const tags: Record<string, string> = { ...answer.format.tags };
  for (const stream of answer.streams) {
    for (const [key, value] of Object.entries(stream.tags)) {
      tags[`stream ${stream.index}: ${key}`] = value;
    }
  }
  return tags;
}

function factsOf(answer: ProbeAnswer, options: ProbeOptions, toolVersion: string): RecordingFacts {
  const streams = answer.streams.map((stream) => factsOfStream(answer, stream));
  const { duration, bit_rate: bitRate, tags } = answer.format;
  const facts = {
    container: answer.format.format_name.split(',')[0] ?? '',
    containerDescription: answer.format.format_long_name,
    durationMicros: duration === undefined ? null : (Math.round(duration * 1_000_000) as Micros),
    bitRate: bitRate ?? null,
    streams,
    mainVideoStream: mainStream(streams, 'video'),
    mainAudioStream: mainStream(streams, 'audio'),
    clocks: collectClocks(answer, options),
    location: firstTag(tags, ['location', 'location-eng', 'com.apple.quicktime.location.ISO6709']),
    device: deviceOf(tags),
    tags: tagsOf(answer),
  };
  return { ...facts, needsProxy: needsProxy(facts), toolVersion };
}

function damaged(name: string, cause: unknown): AppError {
  return new AppError(
    'media-unreadable',
    `${name} begins as a recording but cannot be read; part of it may be missing. It is kept as received; ask the source for another copy.`,
    cause instanceof AppError ? { file: name, stderr: cause.details['stderr'] ?? null } : { file: name },
    cause,
  );
}

function unsupported(name: string, cause: unknown): AppError {
  return new AppError(
    'media-unsupported',
    `${name} is not a recording this program opens. It is kept as received and can still be handed on.`,
    cause instanceof AppError ? { file: name, stderr: cause.details['stderr'] ?? null } : { file: name },
    cause,
  );
}

/** ffprobe said no: why? Lists of allowed formats and codecs, damage, or no recording at all. */
async function explainRefusal(path: string, name: string, error: AppError): Promise<AppError> {
  const details = error.details['stderr'];
  const stderr = Array.isArray(details) ? details.join('\n') : '';
  if (error.code !== 'tool-failed' || /Permission denied|No such file/.test(stderr)) {
    return error;
  }
  if (/not on whitelist/.test(stderr)) {
    return unsupported(name, error);
  }
  return (await beginsAsRecording(path)) ? damaged(name, error) : unsupported(name, error);
}

/**
 * Reads what a recording says of itself. Throws `media-unreadable` for what claims to be a recording and cannot be
 * read, `media-unsupported` for everything else that is not one; never trusts a number it has not checked.
 */
export async function probeRecording(path: string, options: ProbeOptions): Promise<RecordingFacts> {
  const tools = options.tools ?? (await findMediaTools());
  const name = options.originalName === '' ? basename(path) : options.originalName;
  const run = await runTool({
    executable: tools.ffprobe,
    tool: 'ffprobe',
    toolVersion: tools.version,
    arguments: [
      ...['-v', 'level+error', '-hide_banner', '-threads', '2'],
      ...inputGuards,
      ...['-show_format', '-show_streams', '-of', 'json', fileUrl(path)],
    ],
    signal: options.signal,
    wallMs: 30_000,
    mostStdoutBytes: 8 * 1024 ** 2,
    mostMemoryBytes: gibibyte,
  }).catch(async (error: unknown) => {
    throw error instanceof AppError ? await explainRefusal(path, name, error) : error;
  });
  const parsed = parseAnswer(run.stdout.toString('utf8'));
  if (parsed === null) {
    throw damaged(name, undefined);
  }
  const facts = factsOf(parsed, options, tools.version);
  if (facts.mainVideoStream === null && facts.mainAudioStream === null) {
    throw (await beginsAsRecording(path)) ? damaged(name, undefined) : unsupported(name, undefined);
  }
  if (parsed.format.probe_score < leastProbeScore && !(await beginsAsRecording(path))) {
    throw unsupported(name, undefined);
  }
  return facts;
}

/** The parsed answer, or null when it is not one: then the file made ffprobe say impossible things. */
function parseAnswer(text: string): ProbeAnswer | null {
  try {
    return probeAnswerSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return null;
    }
    throw error;
  }
}
