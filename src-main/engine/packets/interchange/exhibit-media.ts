import type { Timebase } from '../../../domain/time.ts';
import { parseTimecode } from '../../../domain/timecode.ts';
import type { PacketRecord, RecordAnnotation, RecordExhibit, RecordFile, RecordSource } from '../packet-record.ts';

export type Ratio = { readonly num: number; readonly den: number };

/**
 * The file of the packet that an editing program is sent to for an exhibit, and which part of it the exhibit is: the whole
 * recording where it goes along, otherwise the exhibit's own file.
 */
export type ExhibitMedia = {
  readonly exhibit: RecordExhibit;
  readonly source: RecordSource;
  readonly file: RecordFile;
  /** Frames and ticks of the source at which the file begins. */
  readonly origin: { readonly frame: number; readonly pts: number };
  /** Frames of the file; null for a picture. */
  readonly frameCount: number | null;
  /** The rate at which its frames come; null where they come unevenly and cannot stand for time. */
  readonly rate: Ratio | null;
  /** Whether the ends of the exhibit lie on that rate to the tick. */
  readonly isExact: boolean;
  /** What the timecode of the recording counts at its first frame; 0 where it has none or the file is not the recording. */
  readonly firstCount: number;
  /** Whether its timecode leaves numbers out to keep up with the clock: as the recording has it, else as is usual at its rate. */
  readonly isDropFrame: boolean;
};

function divisor(one: number, other: number): number {
  return other === 0 ? one : divisor(other, one % other);
}

export function reduced({ num, den }: Ratio): Ratio {
  const common = divisor(Math.abs(num), Math.abs(den)) || 1;
  return { num: num / common, den: den / common };
}

/** Frames a second as people count them: 30 for 30000/1001. */
export function nominalRate(rate: Ratio): number {
  return Math.round(rate.num / rate.den);
}

/**
 * By how much, in ticks times `scale`, frame `frame` is shown later than `frame / rate` seconds after the first one.
 * `scale` makes a whole number of it.
 */
function lateness(rate: Ratio, timebase: Timebase, frame: number, ticks: number): { late: bigint; scale: bigint } {
  const scale = BigInt(timebase.num) * BigInt(rate.num);
  return { late: BigInt(ticks) * scale - BigInt(frame) * BigInt(rate.den) * BigInt(timebase.den), scale };
}

/** The stated rate, then the whole and the television rate that it may be a rounding of, the nearer first. */
function candidateRates(stated: Ratio): Ratio[] {
  const perSecond = stated.num / stated.den;
  const whole = { num: Math.round(perSecond), den: 1 };
  const near = [whole, { num: whole.num * 1000, den: 1001 }].filter(
    ({ num, den }) => num > 0 && Math.abs(num / den / perSecond - 1) < 0.0005,
  );
  const nearest = near.sort(
    (one, other) => Math.abs(one.num / one.den - perSecond) - Math.abs(other.num / other.den - perSecond),
  );
  return [reduced(stated), ...nearest];
}

/**
 * The rate at which the frames of a recording come evenly, checked at both ends of the span. Containers that count
 * milliseconds round every time stamp, so a tick is allowed; then it is not exact.
 */
function rateOf(exhibit: RecordExhibit): { readonly rate: Ratio | null; readonly isExact: boolean } {
  const { source, span } = exhibit;
  if (!source.isConstantRate || source.frameRate.num <= 0 || source.frameRate.den <= 0) {
    return { rate: null, isExact: true };
  }
  const ends = [
    { frame: span.inFrame, ticks: span.inPts - source.firstPts },
    { frame: span.outFrame, ticks: span.outPts - source.firstPts },
  ];
  const [stated, ...known] = candidateRates(source.frameRate);
  const measured = (rate: Ratio) => ends.map(({ frame, ticks }) => lateness(rate, source.timebase, frame, ticks));
  const all = [...known, ...(stated === undefined ? [] : [stated])];
  const exact = all.find((rate) => measured(rate).every(({ late }) => late === 0n));
  // Where the last frame of a recording ends says nothing of the rate: many containers give it another length.
  const checked = span.outFrame === source.frameCount ? 1 : 2;
  const isNear = ({ late, scale }: { late: bigint; scale: bigint }) => late <= scale && late >= -scale;
  const near = all.find((rate) => measured(rate).slice(0, checked).every(isNear));
  return { rate: exact ?? near ?? null, isExact: exact !== undefined || near === undefined };
}

/** 29.97 and 59.94 pictures a second usually drop numbers; 23.976 cannot. */
export function usuallyDrops(rate: Ratio): boolean {
  return rate.den === 1001 && rate.num % 30_000 === 0;
}

function timecodeOf(file: RecordFile, source: RecordSource, rate: Ratio | null) {
  if (rate === null) {
    return { firstCount: 0, isDropFrame: false };
  }
  const stated = source.clocks.find(({ basis }) => basis === 'timecode');
  const timecode =
    file.role !== 'native' || stated === undefined ? null : parseTimecode(stated.text, nominalRate(rate));
  return {
    firstCount: timecode?.count ?? 0,
    isDropFrame: timecode?.isDropFrame ?? usuallyDrops(rate),
  };
}

/** What each exhibit points to, in the order of the packet. */
export function exhibitMedia(record: PacketRecord): ExhibitMedia[] {
  return record.exhibits.flatMap((exhibit) => {
    const { source } = exhibit;
    const [main] = exhibit.files;
    const file = source.native ?? main;
    if (file === undefined) {
      return [];
    }
    const isNative = file.role === 'native';
    const { rate, isExact } = rateOf(exhibit);
    const begins = file.span ?? exhibit.span;
    return [
      {
        exhibit,
        source,
        file,
        origin: isNative ? { frame: 0, pts: source.firstPts } : { frame: begins.inFrame, pts: begins.inPts },
        frameCount: isNative ? source.frameCount : file.mediaType.startsWith('image/') ? null : file.frameCount,
        rate,
        isExact,
        ...timecodeOf(file, source, rate),
      },
    ];
  });
}

/** Part of an annotation that lies within what the exhibit shows; null when none does. */
export function within(
  annotation: Pick<RecordAnnotation, 'span'>,
  span: RecordExhibit['span'],
): { readonly inFrame: number; readonly outFrame: number; readonly inPts: number; readonly outPts: number } | null {
  const isAfter = annotation.span.inPts > span.inPts;
  const isBefore = annotation.span.outPts < span.outPts;
  const part = {
    inFrame: isAfter ? annotation.span.inFrame : span.inFrame,
    inPts: isAfter ? annotation.span.inPts : span.inPts,
    outFrame: isBefore ? annotation.span.outFrame : span.outFrame,
    outPts: isBefore ? annotation.span.outPts : span.outPts,
  };
  return part.inPts < part.outPts ? part : null;
}

/** A path of the packet as a relative URL from the folder `interchange`. */
export function relativeUrl(path: string): string {
  return `../${path}`;
}
