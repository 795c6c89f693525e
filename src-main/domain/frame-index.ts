import { AppError } from './app-error.ts';
import {
  type FrameNumber,
  type FrameSpan,
  frameSpanSchema,
  type Micros,
  microsToPts,
  type Pts,
  ptsToMicros,
  type Timebase,
} from './time.ts';

/** Packets the container holds but says must not be shown (pre-roll of an edit list), in decode order. */
export interface HiddenPackets {
  readonly count: number;
  readonly pts: Float64Array;
  readonly decodeOrder: Uint32Array;
}

/**
 * Every frame of one stream in presentation order: frame N is the N-th picture ffmpeg's decoder puts out. Columns of
 * equal length instead of objects, because a day at 30 fps is 2.6 million frames. Pts and durations are ticks of
 * `timebase`; repeated and decreasing pts are kept as they are.
 */
export interface FrameIndex {
  /** Index of the stream in its container. */
  readonly stream: number;
  readonly timebase: Timebase;
  /** `packets`: read from the container, sorted by pts; `decode`: every picture was decoded to know. */
  readonly readFrom: 'packets' | 'decode';
  readonly count: number;
  /** Safe integers; may be negative. */
  readonly pts: Float64Array;
  /** Ticks the container gives the frame, else the step to the next one; never negative. */
  readonly durations: Float64Array;
  /** 1 where the packet is flagged as a key frame. A flag is not yet a safe place to start decoding. */
  readonly isKey: Uint8Array;
  /** Rank of the frame's packet among all packets of the stream, the hidden ones included. */
  readonly decodeOrder: Uint32Array;
  /** Byte position of the frame's packet in the file; -1 where the container does not say. */
  readonly bytePositions: Float64Array;
  /** Bytes of the frame's packet; 0 where unknown. */
  readonly byteSizes: Float64Array;
  readonly hidden: HiddenPackets;
}

/** Reads a column where the caller has already checked the bounds. */
function at(column: Float64Array | Uint32Array | Uint8Array, position: number): number {
  const value = column[position];
  if (value === undefined) {
    throw new AppError(
      'internal',
      `A frame index column was read at ${position}, outside its ${column.length} frames.`,
    );
  }
  return value;
}

function requireFrame(index: FrameIndex, frame: FrameNumber): void {
  if (!Number.isSafeInteger(frame) || frame < 0 || frame >= index.count) {
    throw new AppError(
      'frame-out-of-range',
      `Frame ${frame} does not exist; this recording has the frames 0 to ${index.count - 1}. Choose one of those.`,
      { frame, frameCount: index.count },
    );
  }
}

/** Pts of a frame. Throws `frame-out-of-range`. */
export function ptsOfFrame(index: FrameIndex, frame: FrameNumber): Pts {
  requireFrame(index, frame);
  return at(index.pts, frame) as Pts;
}

/**
 * Where a frame's interval ends: the pts of the next frame, for the last one its pts plus its duration. Never before
 * the frame's own pts, so that a frame followed by a repeated or decreasing pts has an empty interval.
 */
export function endPtsOfFrame(index: FrameIndex, frame: FrameNumber): Pts {
  const start = ptsOfFrame(index, frame);
  const end = frame + 1 < index.count ? at(index.pts, frame + 1) : start + at(index.durations, frame);
  return Math.max(start, end) as Pts;
}

const distinct = new WeakMap<FrameIndex, boolean>();

/**
 * True when every pts is greater than the one before: only then does a pts name exactly one frame. Remembered, because
 * an index of a day is long.
 */
export function hasDistinctPts(index: FrameIndex): boolean {
  const known = distinct.get(index);
  if (known !== undefined) {
    return known;
  }
  let frame = 1;
  while (frame < index.count && at(index.pts, frame) > at(index.pts, frame - 1)) {
    frame += 1;
  }
  const isDistinct = frame >= index.count;
  distinct.set(index, isDistinct);
  return isDistinct;
}

/**
 * The frame on screen at a pts: the last frame whose pts is at or before it. Before the first frame it is frame 0, after
 * the end the last frame. Where pts repeat it is the last of the equal ones; where they decrease, the search keeps to the
 * part it lands in. Throws `frame-out-of-range` when there are no frames at all.
 */
export function frameAtPts(index: FrameIndex, pts: Pts): FrameNumber {
  requireFrame(index, 0 as FrameNumber);
  let low = 0;
  let high = index.count - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (at(index.pts, middle) <= pts) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low as FrameNumber;
}

/** `frameAtPts` for media time in microseconds, exact at frame starts whatever the timebase rounds to. */
export function frameAtMicros(index: FrameIndex, micros: Micros): FrameNumber {
  const start = (frame: number) => ptsToMicros(at(index.pts, frame) as Pts, index.timebase);
  let frame: number = frameAtPts(index, microsToPts(micros, index.timebase));
  while (frame + 1 < index.count && start(frame) < start(frame + 1) && start(frame + 1) <= micros) {
    frame += 1;
  }
  while (frame > 0 && start(frame) > micros && start(frame - 1) < start(frame)) {
    frame -= 1;
  }
  return frame as FrameNumber;
}

/**
 * The half-open span of the frames `inFrame` to `outFrame`, the last one not included. Throws `frame-out-of-range` for
 * frames that do not exist and for a span that holds no frame or no time (its frames repeat one pts).
 */
export function spanOfFrames(index: FrameIndex, inFrame: FrameNumber, outFrame: FrameNumber): FrameSpan {
  requireFrame(index, inFrame);
  if (!Number.isSafeInteger(outFrame) || outFrame <= inFrame || outFrame > index.count) {
    throw new AppError(
      'frame-out-of-range',
      `The frames ${inFrame} to ${outFrame} (the last one not included) are not a span of this recording of ${index.count} frames. Choose an end after the start.`,
      { inFrame, outFrame, frameCount: index.count },
    );
  }
  const span = frameSpanSchema.safeParse({
    inFrame,
    outFrame,
    inPts: ptsOfFrame(index, inFrame),
    outPts: endPtsOfFrame(index, (outFrame - 1) as FrameNumber),
  });
  if (!span.success) {
    throw new AppError(
      'frame-out-of-range',
      `The frames ${inFrame} to ${outFrame} of this recording carry no running time of their own (their time stamps repeat or go back). Choose a longer span.`,
      { inFrame, outFrame, frameCount: index.count },
    );
  }
  return span.data;
}

/** The nearest frame flagged key at or before a frame; frame 0 when none is flagged. */
export function keyFrameAtOrBefore(index: FrameIndex, frame: FrameNumber): FrameNumber {
  requireFrame(index, frame);
  for (let candidate: number = frame; candidate > 0; candidate -= 1) {
    if (at(index.isKey, candidate) === 1) {
      return candidate as FrameNumber;
    }
  }
  return 0 as FrameNumber;
}

/** The nearest frame flagged key after a frame, or null. */
export function keyFrameAfter(index: FrameIndex, frame: FrameNumber): FrameNumber | null {
  requireFrame(index, frame);
  for (let candidate = frame + 1; candidate < index.count; candidate += 1) {
    if (at(index.isKey, candidate) === 1) {
      return candidate as FrameNumber;
    }
  }
  return null;
}

/**
 * Whether decoding can begin at a key frame without losing a frame shown after it: no frame shown earlier is decoded
 * later. An open group fails this, whatever its flag says.
 */
export function isClosedAt(index: FrameIndex, frame: FrameNumber): boolean {
  requireFrame(index, frame);
  const rank = at(index.decodeOrder, frame);
  // Decoders reorder at most a few dozen pictures, so only near neighbours can be decoded late.
  for (let earlier = Math.max(0, frame - 64); earlier < frame; earlier += 1) {
    if (at(index.decodeOrder, earlier) > rank) {
      return false;
    }
  }
  return at(index.isKey, frame) === 1;
}

/** Checks the shape every maker of a FrameIndex promises; throws `internal` when columns disagree or hold no integers. */
export function assertFrameIndex(index: FrameIndex): FrameIndex {
  const columns = [
    index.pts,
    index.durations,
    index.isKey,
    index.decodeOrder,
    index.bytePositions,
    index.byteSizes,
  ] as const;
  const hasEqualLengths = columns.every((column) => column.length === index.count);
  const hasEqualHidden =
    index.hidden.pts.length === index.hidden.count && index.hidden.decodeOrder.length === index.hidden.count;
  if (!hasEqualLengths || !hasEqualHidden) {
    throw new AppError('internal', `A frame index of ${index.count} frames has columns of other lengths.`);
  }
  for (let frame = 0; frame < index.count; frame += 1) {
    if (!Number.isSafeInteger(at(index.pts, frame)) || !(at(index.durations, frame) >= 0)) {
      throw new AppError('internal', `Frame ${frame} of a frame index has a time stamp that is not a whole number.`);
    }
  }
  return index;
}
