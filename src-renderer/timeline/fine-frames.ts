import { type FrameIndex, keyFrameAtOrBefore } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import { firstAbove } from './row-placing.ts';
import { frameAtX, type TimelineExtent, type TimelineView, xOfTick } from './timeline-view.ts';

/** A picture on the strip: where it begins on the screen and which frame it shows. */
export type PlacedPicture = { readonly frame: number; readonly x: number };

type Window = {
  readonly view: TimelineView;
  readonly extent: TimelineExtent;
  readonly index: FrameIndex;
  /** Width of a picture on the strip in CSS pixels. */
  readonly pictureWidth: number;
};

/** Pictures that fit side by side, each where its own frame begins; `frames` ascending, the earlier one wins. */
export function placePictures(
  frames: Iterable<number>,
  { view, extent, index, pictureWidth }: Window,
): PlacedPicture[] {
  const placed: PlacedPicture[] = [];
  let free = Number.NEGATIVE_INFINITY;
  for (const frame of frames) {
    const x = Math.round(xOfTick(view, index.pts[frame] ?? 0));
    if (x >= free && x + pictureWidth >= 0 && x <= extent.width) {
      placed.push({ frame, x });
      free = x + pictureWidth + 1;
    }
  }
  return placed;
}

/** As `placePictures`, in the places that those already there leave empty. */
export function placeBetween(
  there: readonly PlacedPicture[],
  frames: Iterable<number>,
  window: Window,
): PlacedPicture[] {
  const width = window.pictureWidth;
  let next = 0;
  return placePictures(frames, window).filter(({ x }) => {
    while (next < there.length && (there[next]?.x ?? 0) + width < x) {
      next += 1;
    }
    const neighbour = there[next];
    return neighbour === undefined || neighbour.x > x + width;
  });
}

/**
 * The frames whose pictures would fill the places that `placed` leaves empty: a key frame where the place holds one, since
 * it is cheap, otherwise the first frame that begins there.
 */
export function framesForGaps(
  placed: readonly PlacedPicture[],
  keyFrames: Float64Array,
  { view, extent, index, pictureWidth }: Window,
): number[] {
  const wanted: number[] = [];
  let x = 1 - pictureWidth;
  for (const next of [...placed, { frame: -1, x: extent.width + pictureWidth }]) {
    while (x + pictureWidth < next.x && x < extent.width) {
      const frame = frameFor(x, Math.min(next.x - pictureWidth, x + pictureWidth));
      if (frame === null) {
        x += pictureWidth;
        continue;
      }
      wanted.push(frame);
      x = Math.round(xOfTick(view, index.pts[frame] ?? 0)) + pictureWidth + 1;
    }
    x = Math.max(x, next.x + pictureWidth + 1);
  }
  return wanted;

  /** A frame that begins between two places; null when none does. */
  function frameFor(from: number, to: number): number | null {
    const under = frameAtX(view, index, from);
    const first = xOfTick(view, index.pts[under] ?? 0) >= from ? under : under + 1;
    if (first >= index.count || xOfTick(view, index.pts[first] ?? 0) > to) {
      return null;
    }
    const key = keyFrames[firstAbove(keyFrames, first - 1)];
    return key !== undefined && xOfTick(view, index.pts[key] ?? 0) <= to ? key : first;
  }
}

/** Frames to decode in one go, and what that costs: frames from the key frame before to the last. */
export type DecodeRun = {
  readonly first: number;
  readonly last: number;
  readonly frames: readonly number[];
  readonly cost: number;
};

/** Frames nearer to each other than this are decoded in one run. */
const joinedFrames = 12;

/** Runs for these frames, in order, as long as all together cost no more than `budget` decoded frames. */
export function decodeRuns(frames: readonly number[], index: FrameIndex, budget: number): DecodeRun[] {
  const groups: number[][] = [];
  for (const frame of frames.toSorted((a, b) => a - b)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && frame - last <= joinedFrames) {
      group.push(frame);
    } else {
      groups.push([frame]);
    }
  }
  const runs: DecodeRun[] = [];
  let spent = 0;
  for (const group of groups) {
    const [first = 0, last = 0] = [group[0], group.at(-1)];
    const cost = last - keyFrameAtOrBefore(index, first as FrameNumber) + 1;
    if (spent + cost <= budget) {
      spent += cost;
      runs.push({ first, last, frames: group, cost });
    }
  }
  return runs;
}
