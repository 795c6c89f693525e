import type { FrameIndex } from '../../domain/frame-index.ts';
import type { AudioStreamFacts, VideoStreamFacts } from '../../domain/recording-facts.ts';
import type { Timebase } from '../../domain/time.ts';
import type { Filter } from './ffmpeg-arguments.ts';

/** MP4 players round less well below this many ticks a second. */
const leastTimescale = 1000;

/** Ticks a second for an MP4 track in which every pts of `timebase` is a whole number. */
export function timescaleFor(timebase: Timebase): number {
  return timebase.den * Math.ceil(leastTimescale / timebase.den);
}

/** Frames in about `seconds`, at the middle step between frames. */
export function framesIn(index: FrameIndex, seconds: number): number {
  const span = (index.pts[index.count - 1] ?? 0) - (index.pts[0] ?? 0);
  const step = index.count > 1 && span > 0 ? span / (index.count - 1) : 0;
  const frames = step === 0 ? 1 : Math.round((seconds * index.timebase.den) / (index.timebase.num * step));
  return Math.max(1, Math.min(600, frames));
}

/** H.264 needs even sides; a line or column is added where one is odd, never taken away. */
export function evenSize(video: VideoStreamFacts): Filter[] {
  const isEven = video.width % 2 === 0 && video.height % 2 === 0;
  return isEven ? [] : [{ filter: 'pad', options: { w: 'ceil(iw/2)*2', h: 'ceil(ih/2)*2' } }];
}

/** Keeps every frame and its exact time: no frame is doubled or dropped to fit a rate. */
export function exactTimingOptions(timebase: Timebase): string[] {
  return [
    ...['-fps_mode', 'passthrough', '-enc_time_base', `${timebase.num}/${timebase.den}`],
    ...['-video_track_timescale', String(timescaleFor(timebase))],
  ];
}

/** Fills gaps in the sound with silence, so that sound and picture stay in step. */
export const gapFilling: Filter = { filter: 'aresample', options: { async: 1 } };

/** The same, and silence from 0 to the first sound. */
export const gapFillingFromZero: Filter = { filter: 'aresample', options: { async: 1, first_pts: 0 } };

/** Makes the ticks of a sound's filter chain its samples. */
export function sampleTicks(audio: AudioStreamFacts): Filter {
  return { filter: 'asettb', options: { expr: `1/${audio.sampleRate}` } };
}

/**
 * Threads of the encoder. x264 divides its work by them and its bytes depend on how many there are; left alone it takes
 * the machine's cores, and the same packet sealed on another machine would have other bytes.
 */
export const encoderThreads: readonly string[] = ['-threads', '4'];

/** Nothing of the source but pictures and sound: no tags, chapters, subtitles, data. */
export const withoutMetadata: readonly string[] = [
  ...['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1', '-dn', '-sn'],
  ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
];
