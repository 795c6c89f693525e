import { type FrameIndex, hasDistinctPts, isClosedAt } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { mainVideoOf } from './index-frames.ts';
import { hasTrustedPts } from './seek-plan.ts';

/** Frames of the recording whose packets can be copied; the last one is not included. */
export interface CopyRange {
  readonly first: FrameNumber;
  readonly end: FrameNumber;
}

/** The x264 profile that a decoder set up for the source's profile also reads. */
export const matchingProfiles: Readonly<Record<string, string>> = {
  'Constrained Baseline': 'baseline',
  Main: 'main',
  High: 'high',
};

/** Why no packet of this recording may stand beside a picture encoded anew, in words; null when one may. */
export function whyNotCopied(facts: RecordingFacts, index: FrameIndex): string | null {
  const video = mainVideoOf(facts);
  const doubts: readonly (readonly [boolean, string])[] = [
    [video.codec !== 'h264', `The recording is ${video.codec}; only H.264 is copied.`],
    [
      matchingProfiles[video.profile] === undefined,
      `The recording's H.264 profile (${video.profile}) is not one that is copied.`,
    ],
    [!/^yuvj?420p$/.test(video.pixelFormat), `The recording's pixel format (${video.pixelFormat}) is not copied.`],
    [video.rotation !== 0, 'The recording is turned for display, and the clip stands upright.'],
    [video.width % 2 !== 0 || video.height % 2 !== 0, 'The recording has an odd side, and the clip has even ones.'],
    [!['progressive', 'unknown'].includes(video.fieldOrder), 'The recording is interlaced.'],
    [!hasDistinctPts(index), 'Time stamps of the recording repeat or go back.'],
    [index.readFrom !== 'packets', 'The packets of the recording alone do not tell its frames.'],
    [!hasTrustedPts(facts), 'The container of the recording does not carry the time of each picture.'],
  ];
  return doubts.find(([isTrue]) => isTrue)?.[1] ?? null;
}

function isClosedEnd(index: FrameIndex, frame: number): boolean {
  return frame === index.count || isClosedAt(index, frame as FrameNumber);
}

/**
 * The longest run of frames in a span that begins at a closed sync point and ends before one, and whose packets stand
 * together in decode order with nothing else between them; null when there is none.
 */
export function copyRange(index: FrameIndex, span: FrameSpan): CopyRange | null {
  let first: number = span.inFrame;
  while (first < span.outFrame && !isClosedAt(index, first as FrameNumber)) {
    first += 1;
  }
  let end: number = span.outFrame;
  while (end > first && !isClosedEnd(index, end)) {
    end -= 1;
  }
  if (end <= first) {
    return null;
  }
  const start = index.decodeOrder[first] ?? 0;
  const isTogether = index.decodeOrder
    .subarray(first, end)
    .every((rank) => rank >= start && rank < start + (end - first));
  return isTogether ? { first: first as FrameNumber, end: end as FrameNumber } : null;
}
