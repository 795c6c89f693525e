import type { ClockStatement, RecordingFacts, VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';
import { type Micros, type Pts, ptsToMicros, type Timebase } from '../../src-main/domain/time.ts';
import { advanceTimecode, parseTimecode, timecodeRate, timecodeText } from '../../src-main/domain/timecode.ts';

const microsPerSecond = 1_000_000;

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** `H:MM:SS.mmm`, cut (never rounded up) to the millisecond; negative times keep their sign. */
export function microsText(micros: number): string {
  const size = Math.abs(micros);
  const wholeSeconds = Math.floor(size / microsPerSecond);
  const millis = Math.floor((size % microsPerSecond) / 1000);
  const text = `${Math.floor(wholeSeconds / 3600)}:${pad(Math.floor(wholeSeconds / 60) % 60, 2)}:${pad(wholeSeconds % 60, 2)}.${pad(millis, 3)}`;
  return micros < 0 ? `−${text}` : text;
}

/** Media time of a moment as text. */
export function ptsText(pts: Pts, timebase: Timebase): string {
  return microsText(ptsToMicros(pts, timebase));
}

/** A length for people: `4 min 39 s`, `17.4 s`, `0.033 s`. */
export function lengthText(micros: number): string {
  const seconds = micros / microsPerSecond;
  if (seconds >= 3600) {
    return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
  }
  if (seconds >= 60) {
    return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
  }
  return seconds >= 1 ? `${seconds.toFixed(1)} s` : `${seconds.toFixed(3)} s`;
}

/** `2017-09-26 16:57:49.100 UTC`. */
export function utcText(at: number): string {
  return `${new Date(Math.floor(at / 1000)).toISOString().replace('T', ' ').replace('Z', '')} UTC`;
}

const numberFormat = new Intl.NumberFormat('en-US', { useGrouping: true });

/** A frame number or count with thin grouping: `12,345`. */
export function countText(count: number): string {
  return numberFormat.format(count);
}

/** The frames of a span in the middle of a sentence; `outFrame` is not included, both ends that are said are. */
export function framesText({ inFrame, outFrame }: { readonly inFrame: number; readonly outFrame: number }): string {
  const last = outFrame - 1;
  return last === inFrame ? `frame ${countText(last)}` : `frames ${countText(inFrame)} to ${countText(last)}`;
}

export type JumpRequest =
  | { readonly kind: 'frame'; readonly frame: number }
  | { readonly kind: 'micros'; readonly micros: Micros }
  | { readonly kind: 'frames-by'; readonly frames: number };

const clockPattern = /^(?:(\d+):)?(?:(\d{1,2}):)?(\d+)(?:[.,](\d{1,6}))?\s*(s)?$/;

/**
 * Reads what a person types into "Go to": `1250` or `1,250` is a frame; `0:12.5`, `1:02:03.250` or `12.5s` is a media
 * time; `+10` and `-10` are frames from here. Anything else is null.
 */
export function parseJump(text: string): JumpRequest | null {
  const typed = text.trim().toLowerCase();
  const relative = /^([+\-−])(\d{1,9})$/.exec(typed);
  if (relative !== null) {
    const frames = Number(relative[2]);
    return { kind: 'frames-by', frames: relative[1] === '+' ? frames : -frames };
  }
  if (/^\d{1,3}(,\d{3})+$/.test(typed) || /^\d{1,9}$/.test(typed)) {
    return { kind: 'frame', frame: Number(typed.replaceAll(',', '')) };
  }
  const clock = clockPattern.exec(typed);
  if (clock === null) {
    return null;
  }
  const [, first, second, last, fraction, unit] = clock;
  if (first === undefined && fraction === undefined && unit === undefined) {
    return null;
  }
  const hours = second === undefined ? 0 : Number(first);
  const minutes = second === undefined ? Number(first ?? 0) : Number(second);
  const seconds = Number(last);
  if ((first !== undefined && seconds > 59) || (second !== undefined && minutes > 59)) {
    return null;
  }
  const fractionMicros = Number((fraction ?? '').padEnd(6, '0'));
  return {
    kind: 'micros',
    micros: (((hours * 60 + minutes) * 60 + seconds) * microsPerSecond + fractionMicros) as Micros,
  };
}

/** One clock of the recording at the frame on screen, with what it rests on. */
export type SourceClock = {
  readonly kind: ClockStatement['basis'];
  readonly basis: string;
  readonly text: string;
  /** The statement was carried on to the frame; otherwise it is repeated as the file has it. */
  readonly isDerived: boolean;
};

const basisNames = {
  'container-creation-time': 'creation time in the file header',
  'stream-creation-time': 'creation time of the picture track',
  timecode: 'timecode track',
  'file-modified': 'file date on the source medium',
  'file-name': 'file name',
} as const;

export function clockBasisName(basis: keyof typeof basisNames): string {
  return basisNames[basis];
}

/** `HH:MM:SS:FF` moved on by `frames`, drop-frame where it is; null when the text is no timecode at that rate. */
export function timecodeAfter(text: string, frames: number, nominalRate: number): string | null {
  const timecode = parseTimecode(text, nominalRate);
  return timecode === null ? null : timecodeText(advanceTimecode(timecode, frames));
}

/**
 * What each clock of the recording says at one frame. A creation time is taken as the time of media time zero, which the
 * recorder may or may not have meant (phones stamp the end): the basis is shown beside it and nothing is corrected.
 */
export function sourceClocksAt(
  facts: RecordingFacts,
  stream: VideoStreamFacts | null,
  frame: { readonly number: number; readonly micros: number },
): SourceClock[] {
  return facts.clocks.map((clock) => {
    const basis = basisNames[clock.basis];
    if (clock.basis === 'timecode') {
      const moved = timecodeAfter(clock.text, frame.number, stream === null ? 0 : timecodeRate(stream));
      return {
        kind: clock.basis,
        basis: `${basis} (first frame ${clock.text})`,
        text: moved ?? clock.text,
        isDerived: moved !== null,
      };
    }
    if (clock.basis === 'file-modified' || clock.at === null) {
      return { kind: clock.basis, basis, text: clock.at === null ? clock.text : utcText(clock.at), isDerived: false };
    }
    return {
      kind: clock.basis,
      basis: `${basis}, plus media time`,
      text: utcText(clock.at + frame.micros),
      isDerived: true,
    };
  });
}
