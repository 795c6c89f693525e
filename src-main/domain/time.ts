import { z } from 'zod';

/**
 * Time in this house. A moment of footage is an integer in the stream's own timebase (`Pts`); incident time and wall
 * clock are integer microseconds (`Micros`). Seconds exist on screen and in ffmpeg arguments only. Spans are half-open.
 */

const safeInteger = z.int();

/** Presentation time in ticks of the stream's timebase. May be negative. */
export const ptsSchema = safeInteger.brand<'Pts'>();
export type Pts = z.infer<typeof ptsSchema>;

/** Position of a frame in presentation order, from 0, as listed by the FrameIndex. Never computed from a rate. */
export const frameNumberSchema = safeInteger.min(0).brand<'FrameNumber'>();
export type FrameNumber = z.infer<typeof frameNumberSchema>;

/** Integer microseconds: since the Unix epoch for wall clock (`*At`), since the start of the incident for `*Micros`. */
export const microsSchema = safeInteger.brand<'Micros'>();
export type Micros = z.infer<typeof microsSchema>;

/** Length of one tick in seconds as an exact fraction, just as the container states it. */
export const timebaseSchema = z.strictObject({ num: safeInteger.positive(), den: safeInteger.positive() });
export type Timebase = z.infer<typeof timebaseSchema>;

/** `[inPts, outPts)` in source ticks, with the frame numbers the FrameIndex gave them; `outFrame` is not included. */
export const frameSpanSchema = z
  .strictObject({
    inFrame: frameNumberSchema,
    outFrame: frameNumberSchema,
    inPts: ptsSchema,
    outPts: ptsSchema,
  })
  .refine((span) => span.outFrame > span.inFrame && span.outPts > span.inPts, 'A span holds at least one frame.');
export type FrameSpan = z.infer<typeof frameSpanSchema>;

const microsPerSecond = 1_000_000n;

/** Rounds the fraction `numerator / denominator` to the nearest integer, halves away from zero. */
function divideRounded(numerator: bigint, denominator: bigint): number {
  const half = denominator / 2n;
  const rounded = numerator >= 0n ? (numerator + half) / denominator : -((-numerator + half) / denominator);
  return Number(rounded);
}

/** Ticks to the nearest microsecond. */
export function ptsToMicros(pts: Pts, timebase: Timebase): Micros {
  return divideRounded(BigInt(pts) * BigInt(timebase.num) * microsPerSecond, BigInt(timebase.den)) as Micros;
}

/** Microseconds to the nearest tick. */
export function microsToPts(micros: Micros, timebase: Timebase): Pts {
  return divideRounded(BigInt(micros) * BigInt(timebase.den), BigInt(timebase.num) * microsPerSecond) as Pts;
}

/** Ticks to seconds for the screen and for a media element's clock. Never store the result. */
export function ptsToSeconds(pts: Pts, timebase: Timebase): number {
  return (pts * timebase.num) / timebase.den;
}

/** Seconds reported by a media element to the nearest tick; the caller then looks the tick up in the FrameIndex. */
export function secondsToPts(seconds: number, timebase: Timebase): Pts {
  return Math.round((seconds * timebase.den) / timebase.num) as Pts;
}
