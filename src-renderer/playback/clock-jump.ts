import { type ClockCorrection, correctedStart } from '../../src-main/domain/clock-correction.ts';
import { type FrameIndex, frameAtMicros, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';
import { type FrameNumber, type Micros, ptsToMicros } from '../../src-main/domain/time.ts';
import {
  advanceTimecode,
  parseTimecode,
  type Timecode,
  timecodeRate,
  timecodeText,
} from '../../src-main/domain/timecode.ts';
import { clockBasisName, countText, type JumpRequest, parseJump, ptsText, utcText } from './time-text.ts';

/** Where what was typed leads, or a sentence why nowhere. */
export type JumpPlace = { readonly frame: number } | { readonly problem: string };

/** A clock of the recording that a reviewer can go by. */
export type JumpClock = {
  readonly id: string;
  /** What it rests on. */
  readonly basis: string;
  /** Whether it is the file's own statement, or a reviewer's correction. */
  readonly isCorrected: boolean;
  /** What it says at the first and at the last frame. */
  readonly first: string;
  readonly last: string;
  /** An example of what to type. */
  readonly example: string;
  /** The frame on screen at what was typed, or a sentence why there is none. */
  frameOf(typed: string): JumpPlace;
};

const microsPerSecond = 1_000_000;
const dayMicros = 86_400 * microsPerSecond;

/** UTC microseconds of `2026-03-14 21:05:07.25`, or of a time of day alone on or after the day the clock starts. */
export function readClockTime(typed: string, startAt: number): number | null {
  const parts = /^(?:(\d{4})-(\d{2})-(\d{2})[ T])?(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d{1,6}))?\s*(?:utc|z)?$/i.exec(
    typed.trim(),
  );
  if (parts === null) {
    return null;
  }
  const [, year, month, day, hours, minutes, seconds, fraction] = parts;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) {
    return null;
  }
  const ofDay =
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * microsPerSecond +
    Number((fraction ?? '').padEnd(6, '0'));
  if (year === undefined) {
    const sameDay = Math.floor(startAt / dayMicros) * dayMicros + ofDay;
    // A recording that runs over midnight: the earlier time of day is the next day's, unless it is just before the start.
    return sameDay < startAt - dayMicros / 2 ? sameDay + dayMicros : sameDay;
  }
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isRealDate = new Date(midnight).toISOString().startsWith(`${year}-${month}-${day}`);
  return isRealDate ? midnight * 1000 + ofDay : null;
}

/** By more than a second: somebody who types whole seconds means the first and the last frame too. */
function isOutside(index: FrameIndex, micros: number): boolean {
  const microsOf = (frame: number) => ptsToMicros(ptsOfFrame(index, frame as FrameNumber), index.timebase);
  return micros < microsOf(0) - microsPerSecond || micros > microsOf(index.count - 1) + microsPerSecond;
}

function frameOfRequest(index: FrameIndex, here: number, request: JumpRequest): JumpPlace {
  const last = (index.count - 1) as FrameNumber;
  switch (request.kind) {
    case 'frame':
      return request.frame > last
        ? { problem: `This recording has the frames 0 to ${countText(last)}.` }
        : { frame: request.frame };
    case 'frames-by':
      return { frame: here + request.frames };
    case 'micros': {
      const textOf = (frame: FrameNumber) => ptsText(ptsOfFrame(index, frame), index.timebase);
      return isOutside(index, request.micros)
        ? { problem: `The media time of this recording runs from ${textOf(0 as FrameNumber)} to ${textOf(last)}.` }
        : { frame: frameAtMicros(index, request.micros) };
    }
  }
}

/** The frame that a frame number, a media time or a number of frames from `here` leads to. */
export function placeInRecording(index: FrameIndex, here: number, typed: string): JumpPlace {
  const request = parseJump(typed);
  return request === null
    ? { problem: 'Type a frame number such as 1250, a time such as 0:01:02.5 or 12.5s, or +10 and -10.' }
    : frameOfRequest(index, here, request);
}

function utcClock(id: string, basis: string, startAt: number, index: FrameIndex): JumpClock {
  const microsOf = (frame: number) => ptsToMicros(ptsOfFrame(index, frame as FrameNumber), index.timebase);
  const [first, last] = [utcText(startAt + microsOf(0)), utcText(startAt + microsOf(index.count - 1))];
  return {
    id,
    basis: `${basis}, plus media time`,
    isCorrected: false,
    first,
    last,
    example: `${first.slice(11, 19)} or ${first.slice(0, 19)}`,
    frameOf(typed) {
      const at = readClockTime(typed, startAt);
      if (at === null) {
        return { problem: `Type a time of this clock such as ${first.slice(11, 19)} or ${first.slice(0, 19)} (UTC).` };
      }
      const micros = at - startAt;
      return isOutside(index, micros)
        ? { problem: `By this clock the recording runs from ${first} to ${last}.` }
        : { frame: frameAtMicros(index, Math.round(micros) as Micros) };
    },
  };
}

/** A timecode counts frames by definition: the label of the first frame and one more for each. */
function timecodeClock(id: string, basis: string, start: string, rate: number, index: FrameIndex): JumpClock | null {
  const first = parseTimecode(start, rate);
  if (first === null) {
    return null;
  }
  const last = timecodeText(advanceTimecode(first, index.count - 1));
  const dayFrames = countOfDay(first);
  return {
    id,
    basis: `${basis}, counted in frames`,
    isCorrected: false,
    first: start,
    last,
    example: start,
    frameOf(typed) {
      const wanted = parseTimecode(first.isDropFrame ? typed.trim().replace(/:(\d{2,3})$/, ';$1') : typed, rate);
      if (wanted === null) {
        return { problem: `Type a timecode such as ${start} (hours, minutes, seconds, frames).` };
      }
      const frame = (((wanted.count - first.count) % dayFrames) + dayFrames) % dayFrames;
      return frame < index.count
        ? { frame: frame as FrameNumber }
        : { problem: `By this timecode the recording runs from ${start} to ${last}.` };
    },
  };
}

/** Pictures after which a timecode begins again. */
function countOfDay(timecode: Timecode): number {
  const lastMinute = parseTimecode(
    `23:59:59${timecode.isDropFrame ? ';' : ':'}${timecode.nominalRate - 1}`,
    timecode.nominalRate,
  );
  return (lastMinute?.count ?? 0) + 1;
}

/** The corrected clock, if any, then those of the recording that can be carried on to its frames, in the order the file states them. */
export function jumpClocks(
  facts: RecordingFacts | null,
  stream: VideoStreamFacts | null,
  index: FrameIndex,
  correction: ClockCorrection | null = null,
): JumpClock[] {
  const corrected =
    correction === null
      ? []
      : [
          {
            ...utcClock('corrected', 'corrected clock', correctedStart(correction, index.timebase), index),
            isCorrected: true,
          },
        ];
  const stated = (facts?.clocks ?? []).flatMap((clock, place) => {
    const [id, basis] = [`${place}`, clockBasisName(clock.basis)];
    if (clock.basis === 'timecode') {
      const made = timecodeClock(id, basis, clock.text, stream === null ? 0 : timecodeRate(stream), index);
      return made === null ? [] : [made];
    }
    return clock.basis === 'file-modified' || clock.at === null ? [] : [utcClock(id, basis, clock.at, index)];
  });
  return [...corrected, ...stated];
}
