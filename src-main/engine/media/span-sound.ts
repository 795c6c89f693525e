import { type FrameIndex, hasDistinctPts } from '../../domain/frame-index.ts';
import type { AudioStreamFacts, RecordingFacts } from '../../domain/recording-facts.ts';
import { type FrameSpan, ptsToSeconds } from '../../domain/time.ts';
import { gapFillingFromZero, sampleTicks } from './encode-options.ts';
import { type Filter, filterText } from './ffmpeg-arguments.ts';
import { audioFacts } from './playable.ts';

interface SpanOfRecording {
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly span: FrameSpan;
}

/** The sound of a span: its stream in the recording and what cuts it. */
export interface SpanSound {
  readonly stream: number;
  readonly filters: readonly Filter[];
  /** The same as text. */
  readonly filter: string;
}

function filtersOf({ index, span }: SpanOfRecording, audio: AudioStreamFacts): Filter[] {
  const sampleAt = (pts: FrameSpan['inPts']): number =>
    Math.round(ptsToSeconds(pts, index.timebase) * audio.sampleRate);
  const first = sampleAt(span.inPts);
  return [
    sampleTicks(audio),
    { filter: 'atrim', options: { start_pts: first, end_pts: sampleAt(span.outPts) } },
    { filter: 'asetpts', options: { expr: `PTS-(${first})` } },
    gapFillingFromZero,
  ];
}

/**
 * Sound of exactly the span's time, silence where the recording has none. Null without sound, and where frames outside
 * the span carry times inside it: wrong sound is worse than none.
 */
export function spanSound(request: SpanOfRecording): SpanSound | null {
  const { index, span, facts } = request;
  const isElsewhere = (pts: number, frame: number): boolean =>
    (frame < span.inFrame || frame >= span.outFrame) && pts >= span.inPts && pts < span.outPts;
  const isCertain = hasDistinctPts(index) || !index.pts.some(isElsewhere);
  const audio = isCertain ? audioFacts(facts, facts.mainAudioStream) : null;
  if (audio === null) {
    return null;
  }
  const filters = filtersOf(request, audio);
  return { stream: audio.stream, filters, filter: filters.map(filterText).join(',') };
}
