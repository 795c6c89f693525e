import type { ClipQuality } from './clip-proof.ts';
import { type FrameIndex, keyFrameAtOrBefore } from './frame-index.ts';
import type { Illustration } from './illustration.ts';
import type { RecordingFacts } from './recording-facts.ts';
import { type FrameSpan, type Micros, ptsToMicros } from './time.ts';

/** What an MP4 file is made of before its first picture and its first sound, and the entry of each picture in its table. */
const container = { start: 800, soundTrack: 600, frame: 4 } as const;
/** AAC at 160 kbit/s, as clips are made. */
const soundBytesPerSecond = 20_000;
/** Coded again at CRF 18, an ordinary H.264 recording grows by about half; without any loss by about eight times. */
const growth: Readonly<Record<ClipQuality, number>> = { 'visually-lossless': 1.5, lossless: 8 };

/** Running time of a span. */
export function spanMicros(index: FrameIndex, span: FrameSpan): Micros {
  return (ptsToMicros(span.outPts, index.timebase) - ptsToMicros(span.inPts, index.timebase)) as Micros;
}

/** Running time of the illustrative version of a span: slowed down, with its freezes. */
export function illustratedMicros(index: FrameIndex, span: FrameSpan, illustration: Illustration): Micros {
  const frozen = illustration.freezes
    .filter(({ frame }) => frame >= span.inFrame && frame < span.outFrame)
    .reduce((sum, { millis }) => sum + millis * 1000, 0);
  return (spanMicros(index, span) * illustration.slowdown + frozen) as Micros;
}

function sizesOf(index: FrameIndex, first: number, end: number): number {
  let sum = 0;
  for (let frame = first; frame < end; frame += 1) {
    sum += index.byteSizes[frame] ?? 0;
  }
  return sum;
}

/** About how many bytes a clip of these frames will have; good enough to choose a stick, no promise. */
export function clipBytes(
  index: FrameIndex,
  span: FrameSpan,
  source: { readonly byteCount: number; readonly quality: ClipQuality; readonly hasSound: boolean },
): number {
  const sum = sizesOf(index, span.inFrame, span.outFrame);
  // A clip begins with a whole picture, whatever the recording stores of its first frame.
  const keySize = index.byteSizes[keyFrameAtOrBefore(index, span.inFrame)] ?? 0;
  const whole = Math.max(0, keySize - (index.byteSizes[span.inFrame] ?? 0));
  const known = sum + whole;
  // Where the container does not say how large its frames are, the file is shared out evenly.
  const pictures = known > 0 ? known : (source.byteCount * (span.outFrame - span.inFrame)) / index.count;
  const seconds = spanMicros(index, span) / 1_000_000;
  const sound = source.hasSound ? container.soundTrack + seconds * soundBytesPerSecond : 0;
  const head = container.start + (span.outFrame - span.inFrame) * container.frame;
  return Math.ceil(head + pictures * growth[source.quality] + sound);
}

/** About how many bytes a PNG of a frame of this recording has: camera pictures shrink to half of their samples. */
export function stillBytes(facts: RecordingFacts): number {
  const video = facts.streams.find(({ stream }) => stream === facts.mainVideoStream);
  return video?.kind === 'video' ? Math.ceil((video.width * video.height * 3) / 2) : 0;
}

/** About how many bytes a contact sheet has, a PNG of a page's size. */
export const sheetBytes = 2_000_000;

/** About how many bytes of captions a second of speech gives. */
export function captionBytes(micros: Micros): number {
  return Math.ceil((micros / 1_000_000) * 30) + 20;
}
