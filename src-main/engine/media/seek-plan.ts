import {
  endPtsOfFrame,
  type FrameIndex,
  hasDistinctPts,
  isClosedAt,
  keyFrameAtOrBefore,
  ptsOfFrame,
} from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import { type FrameNumber, type Pts, ptsToSeconds } from '../../domain/time.ts';
import type { Filter } from './ffmpeg-arguments.ts';

/** Bare streams have no index: ffmpeg cannot seek in them. */
const containersWithoutSeek = ['h264', 'hevc', 'm4v', 'mpegvideo', 'mjpeg', 'dv'];

/** Containers whose packets have no pts, or not all of them: there the decode times are needed. */
const containersWithoutPts = ['avi', ...containersWithoutSeek];

/** Whether ffmpeg is to believe the pts of this recording's packets alone when it reads it from the start. */
export function hasTrustedPts(facts: RecordingFacts): boolean {
  return !containersWithoutPts.includes(facts.container);
}

/**
 * Distances in seconds to begin before the key frame. The container's flag is no promise that decoding can start there,
 * so at least half a second more is decoded; when that did not serve, a long way more.
 */
const leads = [0.5, 12] as const;

/** Containers in which ffmpeg lands on the very key frame asked for: there a closed group needs no lead. */
const containersWithExactSeek = ['mov'];

/** One way to get at a run of frames: begin near a moment and pick by pts, or begin at the start and count pictures. */
export interface SeekAttempt {
  /** Null: from the start of the file. */
  readonly seekSeconds: number | null;
  /** Picks exactly the run out of what is decoded. */
  readonly pick: Filter;
  readonly isByPts: boolean;
  /** For `clockOptions`. After a seek it stays false: MPEG-TS is sought by decode times. */
  readonly isPtsTrusted: boolean;
}

/** End of a run in ticks, past its last picture and not past the next one. */
export function runEndPts(index: FrameIndex, last: FrameNumber): Pts {
  return Math.max(endPtsOfFrame(index, last), ptsOfFrame(index, last) + 1) as Pts;
}

/**
 * Ways to decode the frames `first` to `first + count - 1`, quickest first. A pts picks a frame only where every pts is
 * different; else, and as the last resort, pictures are counted from the start of the file.
 */
export function planSeeks(facts: RecordingFacts, index: FrameIndex, first: FrameNumber, count: number): SeekAttempt[] {
  const last = (first + count - 1) as FrameNumber;
  const byCount: SeekAttempt = {
    seekSeconds: null,
    pick: { filter: 'trim', options: { start_frame: first, end_frame: last + 1 } },
    isByPts: false,
    isPtsTrusted: hasTrustedPts(facts),
  };
  if (!hasDistinctPts(index) || containersWithoutSeek.includes(facts.container)) {
    return [byCount];
  }
  const pick: Filter = {
    filter: 'trim',
    options: { start_pts: ptsOfFrame(index, first), end_pts: runEndPts(index, last) },
  };
  const start = ptsToSeconds(ptsOfFrame(index, 0 as FrameNumber), index.timebase);
  const keyFrame = keyFrameAtOrBefore(index, first);
  const key = ptsToSeconds(ptsOfFrame(index, keyFrame), index.timebase);
  const isDirect = containersWithExactSeek.includes(facts.container) && isClosedAt(index, keyFrame);
  const insideKey =
    key + ptsToSeconds((endPtsOfFrame(index, keyFrame) - ptsOfFrame(index, keyFrame)) as Pts, index.timebase) / 2;
  const seeks = [...(isDirect ? [insideKey] : []), ...leads.map((lead) => key - lead)].filter(
    (seconds) => seconds > start,
  );
  return [
    ...seeks.map((seekSeconds): SeekAttempt => ({ seekSeconds, pick, isByPts: true, isPtsTrusted: false })),
    byCount,
  ];
}

/**
 * The pts of the frames `first` to `end - 1` as a player needs them, each later than the one before: those of the index,
 * moved on by a tick where they repeat or go back.
 */
export function steadyTimes(index: FrameIndex, first: number, end: number): Float64Array {
  let previous = Number.NEGATIVE_INFINITY;
  return index.pts.slice(first, end).map((pts) => {
    previous = Math.max(pts, previous + 1);
    return previous;
  });
}
