import type { VideoStreamFacts } from './recording-facts.ts';

/** A timecode rate: how many pictures its seconds count, and whether numbers are dropped to keep up with the clock. */
export type Timecode = {
  /** Pictures counted since 00:00:00:00 of the timecode's own day. */
  readonly count: number;
  /** 24, 25, 30, 50, 60. */
  readonly nominalRate: number;
  readonly isDropFrame: boolean;
};

/** Frames a second that a timecode counts in, or 0 where the pictures of the track do not come evenly. */
export function timecodeRate({
  statedFrameRate: stated,
  averageFrameRate: average,
}: Pick<VideoStreamFacts, 'statedFrameRate' | 'averageFrameRate'>): number {
  const isEven = Math.abs(stated.num * average.den - average.num * stated.den) * 1000 <= stated.num * average.den;
  return isEven && stated.den > 0 ? Math.round(stated.num / stated.den) : 0;
}

const pattern = /^(\d{2}):(\d{2}):(\d{2})([:;.,])(\d{2,3})$/;

/** Numbers left out at the start of each minute but every tenth; 0 for a rate that knows no drop-frame. */
function droppedPerMinute(nominalRate: number): number {
  return nominalRate % 30 === 0 ? nominalRate / 15 : 0;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * Reads `HH:MM:SS:FF`; a semicolon, comma or point before the last part means drop-frame, as recorders write it. Null when the text is
 * none, or when such a number does not exist: frames beyond the rate, drop-frame at a rate without it, a number that
 * drop-frame leaves out.
 */
export function parseTimecode(text: string, nominalRate: number): Timecode | null {
  const parts = pattern.exec(text.trim());
  if (parts === null || nominalRate < 1 || !Number.isInteger(nominalRate)) {
    return null;
  }
  const [hours, minutes, seconds, frames] = [parts[1], parts[2], parts[3], parts[5]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const isDropFrame = parts[4] !== ':';
  const dropped = droppedPerMinute(nominalRate);
  const isLeftOut = isDropFrame && seconds === 0 && minutes % 10 !== 0 && frames < dropped;
  if (
    hours > 23 ||
    minutes > 59 ||
    seconds > 59 ||
    frames >= nominalRate ||
    isLeftOut ||
    (isDropFrame && dropped === 0)
  ) {
    return null;
  }
  const wholeMinutes = hours * 60 + minutes;
  const left = isDropFrame ? dropped * (wholeMinutes - Math.floor(wholeMinutes / 10)) : 0;
  return { count: (wholeMinutes * 60 + seconds) * nominalRate + frames - left, nominalRate, isDropFrame };
}

/** `HH:MM:SS:FF`, with a semicolon for drop-frame; after 24 hours it begins again. */
export function timecodeText({ count, nominalRate, isDropFrame }: Timecode): string {
  const dropped = isDropFrame ? droppedPerMinute(nominalRate) : 0;
  const perMinute = nominalRate * 60 - dropped;
  const perTenMinutes = perMinute * 10 + dropped;
  const perDay = perTenMinutes * 144;
  const ofDay = ((count % perDay) + perDay) % perDay;
  const tens = Math.floor(ofDay / perTenMinutes);
  const rest = ofDay % perTenMinutes;
  // The first minute of ten keeps all its numbers.
  const minutesPast = rest < nominalRate * 60 ? 0 : 1 + Math.floor((rest - nominalRate * 60) / perMinute);
  const named = ofDay + dropped * (tens * 9 + minutesPast);
  const wholeSeconds = Math.floor(named / nominalRate);
  return `${pad(Math.floor(wholeSeconds / 3600))}:${pad(Math.floor(wholeSeconds / 60) % 60)}:${pad(wholeSeconds % 60)}${isDropFrame ? ';' : ':'}${pad(named % nominalRate)}`;
}

/** The timecode `frames` pictures later (or earlier). */
export function advanceTimecode(timecode: Timecode, frames: number): Timecode {
  return { ...timecode, count: timecode.count + frames };
}
