// @ts-check
'use strict';
// Frames of a file as a player shows them, by the file's own table: never "seconds times rate".

/** @typedef {NonNullable<ViewerFile['frameTable']>['sourcePts']} PackedTicks */

/** @param {PackedTicks} packed @param {number} count */
function unpackTicks({ first, steps }, count) {
  const values = new Float64Array(count);
  let value = first;
  let at = 0;
  if (count > 0) {
    values[0] = value;
  }
  for (const [step, times] of steps) {
    for (let time = 0; time < times && at + 1 < count; time += 1) {
      value += step;
      at += 1;
      values[at] = value;
    }
  }
  return values;
}

class Frames {
  /** @param {{ count: number, starts: Float64Array, end: number, secondsPerTick: number, sourcePts: Float64Array | null, firstFrame: number, isOfTable: boolean }} parts */
  constructor(parts) {
    this.count = parts.count;
    /** Ticks at which each frame begins, on the player's clock. */
    this.starts = parts.starts;
    this.end = parts.end;
    this.secondsPerTick = parts.secondsPerTick;
    this.sourcePts = parts.sourcePts;
    this.firstFrame = parts.firstFrame;
    /** False where the packet states no times for the file and even steps are assumed. */
    this.isOfTable = parts.isOfTable;
  }

  /** Of what is played, seconds. */
  get duration() {
    return (this.end - (this.starts[0] ?? 0)) * this.secondsPerTick;
  }

  /** @param {number} frame */
  startOf(frame) {
    return (this.starts[frame] ?? 0) * this.secondsPerTick;
  }

  /** @param {number} frame */
  endOf(frame) {
    return (frame + 1 < this.count ? (this.starts[frame + 1] ?? 0) : this.end) * this.secondsPerTick;
  }

  /** Where to seek to: the middle of the frame's time, so that no rounding can land on a neighbour. @param {number} frame */
  middleOf(frame) {
    return (this.startOf(frame) + this.endOf(frame)) / 2;
  }

  /** The frame shown at a moment: the last that began. @param {number} seconds */
  at(seconds) {
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.startOf(middle) <= seconds) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * The frame that begins at the time a browser states for a picture, and whether it begins there closely enough to say so.
   * @param {number} seconds
   */
  named(seconds) {
    const before = this.at(seconds);
    const after = Math.min(this.count - 1, before + 1);
    const isAfter = Math.abs(this.startOf(after) - seconds) < Math.abs(this.startOf(before) - seconds);
    const frame = isAfter ? after : before;
    const step = this.endOf(frame) - this.startOf(frame);
    const isSure = Math.abs(this.startOf(frame) - seconds) <= Math.min(0.002, Math.max(step / 4, 0.000_002));
    // Some browsers name the moment that was looked for instead of the picture's own; it lies within the frame.
    return { frame: isSure ? frame : before, isSure };
  }

  /** Number in the source; null where frames of the file are not frames of the source. @param {number} frame */
  sourceFrame(frame) {
    return this.sourcePts === null ? null : this.firstFrame + frame;
  }

  /** Frame of this file for a number in the source, within the file; null where there is none. @param {number} sourceFrame */
  ofSource(sourceFrame) {
    const frame = sourceFrame - this.firstFrame;
    return this.sourcePts === null || frame < 0 || frame >= this.count ? null : frame;
  }
}

/**
 * The frames of a file: by its table, else in even steps, else null (the number of frames is not stated).
 * @param {ViewerFile} file
 */
function framesOf(file) {
  const table = file.frameTable;
  if (table !== null && table.count > 0) {
    const sourcePts = unpackTicks(table.sourcePts, table.count);
    const first = sourcePts[0] ?? 0;
    return new Frames({
      count: table.count,
      starts: table.shownAt === null ? sourcePts.map((pts) => pts - first) : unpackTicks(table.shownAt, table.count),
      end: table.end,
      secondsPerTick: table.timebase.num / table.timebase.den,
      sourcePts,
      firstFrame: table.firstFrame,
      isOfTable: true,
    });
  }
  if (file.frameCount === null || file.frameCount < 1 || file.durationMicros === null) {
    return null;
  }
  const step = file.durationMicros / file.frameCount;
  return new Frames({
    count: file.frameCount,
    starts: Float64Array.from({ length: file.frameCount }, (_, at) => at * step),
    end: file.durationMicros,
    secondsPerTick: 0.000_001,
    sourcePts: null,
    firstFrame: 0,
    isOfTable: false,
  });
}

/** Media time of a source's pts, microseconds. @param {number} pts @param {ViewerSource} source */
function microsOfPts(pts, { timebase }) {
  return (pts * timebase.num * 1_000_000) / timebase.den;
}

/**
 * What the recording's own clock says at a moment of it: its first statement that can be carried on, nothing corrected.
 * @param {number} pts
 * @param {ViewerSource} source
 */
function sourceClock(pts, source) {
  const clock = source.clocks.find(({ basis, at }) => at !== null && basis !== 'file-modified');
  if (clock === undefined || clock.at === null) {
    return null;
  }
  return { text: utcText(clock.at + microsOfPts(pts, source)), basis: basisText(clock.basis) };
}
