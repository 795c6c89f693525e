import { type FrameIndex, frameAtMicros } from '../../src-main/domain/frame-index.ts';
import { type Micros, microsToPts, type Pts } from '../../src-main/domain/time.ts';
import { countText, microsText, ptsText } from '../playback/time-text.ts';
import { pixelsPerFrame, type TimelineExtent, type TimelineView, visibleFrames, xOfTick } from './timeline-view.ts';

/** One line of the ruler; labelled ones say the media time and the frame shown at it. */
export type RulerMark = { readonly x: number; readonly label: string | null; readonly frame: string | null };

const timeSteps = [
  1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000,
  15_000_000, 30_000_000, 60_000_000, 120_000_000, 300_000_000, 600_000_000, 900_000_000, 1_800_000_000, 3_600_000_000,
  7_200_000_000, 14_400_000_000,
] as const;
const frameSteps = [1, 2, 5, 10, 20, 50, 100] as const;
const labelPixels = 92;
/** From this width on a frame is worth its number on the ruler. */
const numberedFramePixels = 14;

function timeLabel(micros: number, step: number): string {
  const text = microsText(micros);
  return step >= 1_000_000 ? text.slice(0, -4) : text;
}

/** Marks of media time: labelled ones at least 92 pixels apart, four unlabelled ones between. */
function timeMarks(view: TimelineView, index: FrameIndex, width: number): RulerMark[] {
  const microsPerTick = (index.timebase.num * 1_000_000) / index.timebase.den;
  const microsPerPixel = view.ticksPerPixel * microsPerTick;
  const step =
    timeSteps.find((candidate) => candidate / microsPerPixel >= labelPixels) ?? timeSteps[timeSteps.length - 1];
  if (step === undefined) {
    return [];
  }
  const marks: RulerMark[] = [];
  const small = step / 5;
  const startMicros = view.startTick * microsPerTick;
  for (let count = Math.floor(startMicros / small); ; count += 1) {
    const micros = Math.round(count * small);
    const x = xOfTick(view, microsToPts(micros as Micros, index.timebase));
    if (x > width) {
      return marks;
    }
    if (x >= -labelPixels) {
      const isLabelled = count % 5 === 0;
      marks.push({
        x,
        label: isLabelled ? timeLabel(micros, step) : null,
        frame: isLabelled ? countText(frameAtMicros(index, micros as Micros)) : null,
      });
    }
  }
}

/** Marks at the true starts of frames, with their numbers. */
function frameMarks(view: TimelineView, index: FrameIndex, extent: TimelineExtent): RulerMark[] {
  const perFrame = pixelsPerFrame(view, extent);
  const step = frameSteps.find((candidate) => candidate * perFrame >= labelPixels - 4) ?? 100;
  const { first, last } = visibleFrames(view, index, extent.width);
  const marks: RulerMark[] = [];
  for (let frame: number = first; frame <= last; frame += 1) {
    const pts = (index.pts[frame] ?? 0) as Pts;
    const isLabelled = frame % step === 0;
    marks.push({
      x: xOfTick(view, pts),
      label: isLabelled ? ptsText(pts, index.timebase) : null,
      frame: isLabelled ? countText(frame) : null,
    });
  }
  return marks;
}

/** What the ruler counts in at this zoom: round media times from afar, frames from near. Both are named at every label. */
export function rulerMarks(
  view: TimelineView,
  index: FrameIndex,
  extent: TimelineExtent,
): { readonly unit: 'time' | 'frames'; readonly marks: readonly RulerMark[] } {
  return pixelsPerFrame(view, extent) >= numberedFramePixels
    ? { unit: 'frames', marks: frameMarks(view, index, extent) }
    : { unit: 'time', marks: timeMarks(view, index, extent.width) };
}
