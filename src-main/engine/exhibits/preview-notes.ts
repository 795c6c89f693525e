import type { Exhibit } from '../../domain/exhibit.ts';
import { contextSpan } from '../../domain/exhibit-files.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import type { FrameIndexSummary, RecordingFacts, TimingFinding } from '../../domain/recording-facts.ts';
import { type FrameSpan, type Pts, ptsToMicros } from '../../domain/time.ts';

export type PreviewSource = {
  readonly index: FrameIndex;
  readonly summary: FrameIndexSummary;
  readonly facts: RecordingFacts;
};

const findingTexts: Readonly<Record<TimingFinding['kind'], string>> = {
  gap: 'a gap without frames',
  'repeated-pts': 'frames with one and the same time stamp',
  'decreasing-pts': 'a time stamp that goes back',
  'hidden-frames': 'frames that the file says must not be shown',
  'long-frame': 'a frame that stands unusually long',
};

/** What is known of the sound of a span: a sentence where there is none, or not throughout. */
export function soundNote(facts: RecordingFacts, index: FrameIndex, span: FrameSpan): string | null {
  const audio = facts.streams.find(({ stream }) => stream === facts.mainAudioStream);
  if (audio === undefined) {
    return 'The recording has no sound, and so has the clip.';
  }
  if (audio.startPts === null || audio.durationPts === null) {
    return null;
  }
  const begins = ptsToMicros(audio.startPts, audio.timebase);
  const ends = ptsToMicros((audio.startPts + audio.durationPts) as Pts, audio.timebase);
  const from = ptsToMicros(span.inPts, index.timebase);
  const to = ptsToMicros(span.outPts, index.timebase);
  if (begins >= to || ends <= from) {
    return 'The recording has no sound in this span; the clip is silent.';
  }
  // Sound is cut in packets: less than a tenth of a second at an end says nothing.
  return begins > from + 100_000 || ends < to - 100_000
    ? 'The recording has sound in a part of this span only; the clip is silent in the rest.'
    : null;
}

function contextNotes({ options, content }: Exhibit, index: FrameIndex): string[] {
  if (content.kind !== 'clip' || options.context === 'none') {
    return [];
  }
  const { span } = content;
  const { contextBeforeMicros: before, contextAfterMicros: after } = options;
  const wide = contextSpan(index, span, before, after);
  const micros = (pts: Pts) => ptsToMicros(pts, index.timebase);
  const seconds = (length: number) => `${Number((length / 1_000_000).toFixed(1))} s`;
  const isShortBefore = wide.inFrame === 0 && micros(span.inPts) - micros(wide.inPts) < before;
  const isShortAfter = wide.outFrame === index.count && micros(wide.outPts) - micros(span.outPts) < after;
  return [
    ...(isShortBefore
      ? [`The recording begins ${seconds(micros(span.inPts) - micros(wide.inPts))} before this span.`]
      : []),
    ...(isShortAfter
      ? [`The recording ends ${seconds(micros(wide.outPts) - micros(span.outPts))} after this span.`]
      : []),
  ];
}

function illustrationNotes({ options, content }: Exhibit): string[] {
  if (content.kind !== 'clip' || options.illustration === null) {
    return [];
  }
  const { span } = content;
  const isOutside = (frame: number) => frame < span.inFrame || frame >= span.outFrame;
  const { shapes, freezes, slowdown } = options.illustration;
  const hidden =
    shapes.filter(({ keyframes }) => keyframes.every(({ frame }) => isOutside(frame))).length +
    freezes.filter(({ frame }) => isOutside(frame)).length;
  return [
    ...(slowdown > 1 ? ['The illustrative aid is slowed down and has no sound.'] : []),
    ...(hidden > 0
      ? [
          `${hidden} ${hidden === 1 ? 'mark' : 'marks'} of the illustration ${hidden === 1 ? 'lies' : 'lie'} outside the span and will not be seen.`,
        ]
      : []),
  ];
}

/** What a reader of an exhibit should know of it, one sentence each. `span` is what it shows, without context. */
export function previewNotes(exhibit: Exhibit, { index, summary, facts }: PreviewSource, span: FrameSpan): string[] {
  const sound = exhibit.content.kind === 'clip' ? soundNote(facts, index, span) : null;
  const found = summary.findings.filter(({ frame }) => frame >= span.inFrame && frame < span.outFrame);
  const kinds = [...new Set(found.map(({ kind }) => findingTexts[kind]))];
  const holdsNative = exhibit.content.kind === 'native' || exhibit.options.withNative;
  return [
    ...(sound === null ? [] : [sound]),
    ...(summary.isConstantRate || exhibit.content.kind === 'still'
      ? []
      : ['The recording has a variable frame rate; every frame keeps its own time.']),
    ...(kinds.length === 0 ? [] : [`In this span the recording has ${kinds.join(', ')}.`]),
    ...(summary.isCountVerified
      ? []
      : ['The frames of this recording have not been counted by decoding every one of them yet.']),
    ...contextNotes(exhibit, index),
    ...illustrationNotes(exhibit),
    ...(holdsNative
      ? ['The native file is the whole recording with everything in it; a public packet leaves it out.']
      : []),
  ];
}
