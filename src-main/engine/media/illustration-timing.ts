import { endPtsOfFrame, type FrameIndex } from '../../domain/frame-index.ts';
import type { Illustration } from '../../domain/illustration.ts';
import type { FrameNumber, FrameSpan } from '../../domain/time.ts';
import { timescaleFor } from './encode-options.ts';
import { steadyTimes } from './seek-plan.ts';

/** One picture of an aid: which frame of the source it shows, and from when on. */
export interface AidPicture {
  readonly frame: FrameNumber;
  /** Of the aid's timescale, from 0. */
  readonly ticks: number;
}

export interface AidTiming {
  /** Ticks a second. */
  readonly timescale: number;
  /** In order. A frame that stands long is there several times, since players lose their time over long pictures. */
  readonly pictures: readonly AidPicture[];
  readonly endTicks: number;
  /** Moves the time stamps of the span's frames, in ticks from 0 as recorded, to where the aid shows them. */
  readonly retime: string;
}

/** Beyond this ffmpeg's frame synchronisation counts in millionths of a second anyway. */
const mostTimescale = 400_000;
const microsTimescale = 1_000_000;
/** No picture stands longer than this without being there again. */
const longestSeconds = 0.2;

/** To the nearest tick, halves away from zero: as ffmpeg's settb rounds. */
function rescale(ticks: number, { num, den }: FrameIndex['timebase'], timescale: number): number {
  const numerator = BigInt(ticks) * BigInt(num) * BigInt(timescale) * 2n + BigInt(den);
  return Number(numerator / (BigInt(den) * 2n));
}

/** Length of the last frame as recorded; the step before it where the recording gives it none. */
function lastLength(index: FrameIndex, span: FrameSpan, times: Float64Array): number {
  const last = (span.outFrame - 1) as FrameNumber;
  const own = endPtsOfFrame(index, last) - (index.pts[last] ?? 0);
  const before = (times.at(-1) ?? 0) - (times.at(-2) ?? 0);
  return own > 0 ? own : Math.max(1, before);
}

/** When an aid shows each frame of its span: as recorded, slower, standing still, without making up a picture. */
export function planAidTiming(
  index: FrameIndex,
  span: FrameSpan,
  { slowdown, freezes }: Pick<Illustration, 'slowdown' | 'freezes'>,
): AidTiming {
  const exact = timescaleFor(index.timebase);
  const timescale = exact > mostTimescale ? microsTimescale : exact;
  const times = steadyTimes(index, span.inFrame, span.outFrame);
  const start = times[0] ?? 0;
  const recorded = [...times, (times.at(-1) ?? 0) + lastLength(index, span, times)].map((pts) =>
    rescale(pts - start, index.timebase, timescale),
  );
  const held = new Map<number, number>();
  for (const { frame, millis } of freezes) {
    if (frame >= span.inFrame && frame < span.outFrame) {
      held.set(frame - span.inFrame, (held.get(frame - span.inFrame) ?? 0) + Math.round((millis * timescale) / 1000));
    }
  }
  const pictures: AidPicture[] = [];
  let ticks = 0;
  for (let offset = 0; offset < times.length; offset += 1) {
    const length = ((recorded[offset + 1] ?? 0) - (recorded[offset] ?? 0)) * slowdown + (held.get(offset) ?? 0);
    const parts = Math.max(1, Math.ceil(length / (longestSeconds * timescale) - 1e-9));
    for (let part = 0; part < parts; part += 1) {
      pictures.push({
        frame: (span.inFrame + offset) as FrameNumber,
        ticks: ticks + Math.floor((length * part) / parts),
      });
    }
    ticks += length;
  }
  const later = [...held].map(([offset, more]) => `+gt(PTS,${recorded[offset] ?? 0})*${more}`).join('');
  return { timescale, pictures, endTicks: ticks, retime: `PTS*${slowdown}${later}` };
}
