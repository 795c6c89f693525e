import type { Illustration } from './illustration.ts';
import { drawableText, type MeasureText } from './label-box.ts';
import type { ClockStatement, RecordingFacts } from './recording-facts.ts';
import { advanceTimecode, parseTimecode, timecodeRate, timecodeText } from './timecode.ts';

/** Stands in every picture of an illustrative aid; nothing can take it away. */
export const aidNotice = 'ILLUSTRATIVE AID - NOT EVIDENCE';

export type BurnInFrame = {
  /** Of the source. */
  readonly number: number;
  /** Media time on the source's own clock, microseconds: what the screen shows as media time. */
  readonly micros: number;
};

const basisTexts: Readonly<Record<ClockStatement['basis'], string>> = {
  'container-creation-time': 'container creation time',
  'stream-creation-time': 'picture track creation time',
  timecode: 'timecode',
  'file-name': 'file name, zone not stated',
  'file-modified': 'file date',
};

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `H:MM:SS.mmm`, cut to the millisecond. */
export function mediaTimeText(micros: number): string {
  const millis = Math.floor(Math.abs(micros) / 1000);
  const seconds = Math.floor(millis / 1000);
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${micros < 0 ? '-' : ''}${clock}.${String(millis % 1000).padStart(3, '0')}`;
}

function momentText(at: number): string {
  return new Date(Math.floor(at / 1000)).toISOString().replace('T', ' ').replace('Z', '');
}

function rateOfTimecode(facts: RecordingFacts): number {
  const video = facts.streams.find((stream) => stream.kind === 'video' && stream.stream === facts.mainVideoStream);
  return video?.kind === 'video' ? timecodeRate(video) : 0;
}

/** A clock carried on to a frame, without its basis; null for one that cannot be carried on. */
function carriedOn(clock: ClockStatement, facts: RecordingFacts, frame: BurnInFrame): string | null {
  switch (clock.basis) {
    case 'container-creation-time':
    case 'stream-creation-time':
      return clock.at === null ? null : `${momentText(clock.at + frame.micros)} UTC`;
    case 'timecode': {
      const timecode = parseTimecode(clock.text, rateOfTimecode(facts));
      return timecode === null ? null : timecodeText(advanceTimecode(timecode, frame.number));
    }
    case 'file-name': {
      const at = Date.parse(`${clock.text.replace(' ', 'T')}Z`);
      return Number.isNaN(at) ? null : momentText(at * 1000 + frame.micros);
    }
    case 'file-modified':
      return null;
  }
}

/**
 * The recording's own statement of when a frame was taken, with what it rests on: the first of its clocks that can be
 * carried on from frame to frame, in the order of where they stand. The date of a copy is no such statement. Null where
 * the recording states none.
 */
export function sourceClockText(facts: RecordingFacts, frame: BurnInFrame): string | null {
  for (const clock of facts.clocks) {
    const text = carriedOn(clock, facts, frame);
    if (text !== null) {
      return `${text} (${basisTexts[clock.basis]})`;
    }
  }
  return null;
}

/** What is burned into one picture beside the notice, in the order in which it stands there. */
export function burnInTexts(
  burnIn: Illustration['burnIn'],
  facts: RecordingFacts,
  exhibitLabel: string,
  frame: BurnInFrame,
): string[] {
  const clock = burnIn.sourceClock ? sourceClockText(facts, frame) : null;
  const label = burnIn.exhibitLabel ? drawableText(exhibitLabel) : '';
  return [
    ...(label === '' ? [] : [label]),
    ...(burnIn.frameNumber ? [`Frame ${frame.number}`] : []),
    ...(burnIn.mediaTime ? [mediaTimeText(frame.micros)] : []),
    ...(clock === null ? [] : [clock]),
  ];
}

/** Where a text of the strip stands, in pixels from the strip's upper left corner. */
export type StripPlace = { readonly x: number; readonly baseline: number; readonly size: number };

/** The strip below the picture: it carries the notice and the burn-ins, and covers nothing that was recorded. */
export type AidStrip = {
  /** Even, as H.264 needs it. */
  readonly height: number;
  readonly notice: StripPlace;
  readonly texts: readonly StripPlace[];
};

/**
 * The pieces of a strip's text from left to right and the room each takes. Every digit takes the same, so that nothing in
 * the strip moves from frame to frame.
 */
export function stripPieces(text: string, size: number, measure: MeasureText): { text: string; width: number }[] {
  return text
    .split(/(\d)/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, width: measure(/\d/.test(piece) ? '0' : piece, size) }));
}

/** Width of a text in the strip. */
export function stripTextWidth(text: string, size: number, measure: MeasureText): number {
  return stripPieces(text, size, measure).reduce((width, piece) => width + piece.width, 0);
}

/**
 * Lays the strip out for a picture: the notice on the left, the rest in rows as they fit, each text smaller where it
 * alone is wider than the picture. `widest` are the texts as long as they will get.
 */
export function aidStrip(
  picture: { readonly width: number; readonly height: number },
  widest: readonly string[],
  measure: MeasureText,
): AidStrip {
  const usual = Math.max(10, Math.min(56, Math.round(Math.min(picture.width, picture.height) * 0.028)));
  const [edge, gap] = [Math.round(usual * 0.8), usual * 1.8];
  const room = picture.width - edge * 2;
  const rowHeight = usual * 1.7;
  const places: StripPlace[] = [];
  let [x, row] = [edge, 0];
  for (const text of [aidNotice, ...widest]) {
    const full = stripTextWidth(text, usual, measure);
    const size = usual * Math.min(1, room / full);
    const width = Math.min(full, room);
    if (x > edge && x + width > edge + room + 0.5) {
      [x, row] = [edge, row + 1];
    }
    places.push({ x, baseline: rowHeight * (row + 0.5) + usual * 0.36, size });
    x += width + gap;
  }
  const [notice = { x: edge, baseline: usual, size: usual }, ...texts] = places;
  const inner = Math.ceil(rowHeight * (row + 1));
  return { height: inner + (inner % 2), notice, texts };
}
