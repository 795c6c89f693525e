import type { ClockCorrection } from '../../src-main/domain/clock-correction.ts';
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { type FrameIndex, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { ClockStatement } from '../../src-main/domain/recording-facts.ts';
import { type FrameNumber, ptsToMicros } from '../../src-main/domain/time.ts';
import { correctedText, correctionBasis, statedDifference } from '../playback/corrected-clock.ts';
import { countText, lengthText, microsText, sourceClocksAt, timecodeAfter } from '../playback/time-text.ts';
import { mainVideo } from '../player/picture-size.ts';
import type { OverlayKind } from '../player/viewing-store.ts';

/** One line over the picture. */
export type OverlayLine = {
  readonly kind: OverlayKind;
  readonly label: string;
  readonly text: string;
  /** What it rests on, where that is not plain. */
  readonly note: string | null;
};

/** Statements that lie closer together than this are taken for one clock, microseconds. */
const sameClockMicros = 2_000_000;

/** How far the clocks that state a moment lie apart, microseconds; the date of a copy is no clock of the recording. */
export function clockSpread(clocks: readonly ClockStatement[]): number {
  const moments = clocks.flatMap((clock) => (clock.basis === 'file-modified' || clock.at === null ? [] : [clock.at]));
  return moments.length < 2 ? 0 : Math.max(...moments) - Math.min(...moments);
}

function timecodeLine({ facts, index }: FootageDetail, frame: FrameNumber): OverlayLine {
  const base = { kind: 'timecode', label: 'Timecode' } as const;
  const own = facts === null ? null : (mainVideo(facts)?.timecode ?? null);
  const stated = [
    ...new Set((facts?.clocks ?? []).flatMap((clock) => (clock.basis === 'timecode' ? [clock.text] : []))),
  ];
  const first = own ?? stated[0];
  if (first === undefined) {
    return { ...base, text: 'none in the file', note: null };
  }
  const others = stated.some((text) => text !== first) ? '; another timecode in the file differs' : '';
  if (index === null || !index.isConstantRate) {
    return {
      ...base,
      text: first,
      note: `of the first frame; not counted on, because the frame rate varies${others}`,
    };
  }
  const rate = Math.round(index.frameRate.num / index.frameRate.den);
  const moved = timecodeAfter(first, frame, rate);
  return moved === null
    ? { ...base, text: first, note: `as the file has it; it does not fit ${rate} frames a second${others}` }
    : { ...base, text: moved, note: `as stated by the file: counted from ${first}${others}` };
}

function clockLine(
  { facts }: FootageDetail,
  index: FrameIndex,
  frame: FrameNumber,
  correction: ClockCorrection | null,
): OverlayLine {
  const base = { kind: 'source-clock', label: 'Source clock' } as const;
  if (correction !== null) {
    const difference = statedDifference(facts, correction, index);
    return {
      ...base,
      label: 'Corrected clock',
      text: correctedText(correction, index, frame),
      note: `${correctionBasis(correction)}${difference === null ? '' : `; ${difference}`}`,
    };
  }
  const micros = ptsToMicros(ptsOfFrame(index, frame), index.timebase);
  const video = facts === null ? null : mainVideo(facts);
  const clocks = facts === null ? [] : sourceClocksAt(facts, video, { number: frame, micros });
  const recorded = clocks.filter((clock) => clock.kind !== 'file-modified' && clock.kind !== 'timecode');
  const clock = recorded.find((candidate) => candidate.isDerived) ?? recorded[0];
  if (clock === undefined) {
    return { ...base, text: 'none in the file', note: null };
  }
  const spread = clockSpread(facts?.clocks ?? []);
  const others = clocks.length - 1;
  const more =
    spread > sameClockMicros
      ? `; the clocks of this file disagree by ${lengthText(spread)}`
      : others > 0
        ? `; ${others} other ${others === 1 ? 'clock' : 'clocks'} in the file`
        : '';
  return { ...base, text: clock.text, note: `as stated by the file: ${clock.basis}${more}` };
}

/** What the overlays say of one frame, in their order. */
export function overlayLines(
  kinds: ReadonlySet<OverlayKind>,
  detail: FootageDetail,
  index: FrameIndex,
  frame: FrameNumber,
  correction: ClockCorrection | null,
): OverlayLine[] {
  const micros = ptsToMicros(ptsOfFrame(index, frame), index.timebase);
  const lines: Record<OverlayKind, () => OverlayLine> = {
    frame: () => ({ kind: 'frame', label: 'Frame', text: countText(frame), note: null }),
    'media-time': () => ({ kind: 'media-time', label: 'Media time', text: microsText(micros), note: null }),
    timecode: () => timecodeLine(detail, frame),
    'source-clock': () => clockLine(detail, index, frame, correction),
  };
  return (Object.keys(lines) as OverlayKind[]).filter((kind) => kinds.has(kind)).map((kind) => lines[kind]());
}
