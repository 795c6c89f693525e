import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { Peaks } from '../../src-main/domain/peaks.ts';
import type { TimingFinding } from '../../src-main/domain/recording-facts.ts';
import type { Filmstrip } from './filmstrip.ts';
import type { FinePictures } from './fine-pictures.ts';
import type { Hatching } from './hatching.ts';
import type { NotedStretch } from './noted-stretches.ts';
import type { TimelinePalette } from './timeline-palette.ts';
import type { TimelineExtent, TimelineView } from './timeline-view.ts';

/** Stretches of time, in order, that do not touch. */
export type TickRanges = { readonly inTicks: Float64Array; readonly outTicks: Float64Array };

/** What the recording itself has to show; changes when something was prepared, never while the view moves. */
export type RecordingScene = {
  readonly index: FrameIndex;
  readonly usualStepTicks: number;
  readonly isConstantRate: boolean;
  readonly keyFrames: Float64Array;
  readonly filmstrip: { readonly strip: Filmstrip; readonly image: CanvasImageSource } | null;
  /** Pictures between those of the strip, made while the hand rests; null where they cannot be. */
  readonly finePictures: FinePictures | null;
  readonly peaks: Peaks | null;
  readonly findings: readonly TimingFinding[];
  /** What has been watched; null where nobody keeps it. */
  readonly watched: TickRanges | null;
  /** What may disturb, in order of time; null until it is known. */
  readonly noted: readonly NotedStretch[] | null;
  /** The reviewer wants to see what may disturb without a notice. */
  readonly areNoticesOff: boolean;
};

/** Where and with what to draw: `context` is scaled so that one unit is one CSS pixel. */
export type Brush = {
  readonly context: CanvasRenderingContext2D;
  readonly view: TimelineView;
  readonly extent: TimelineExtent;
  readonly palette: TimelinePalette;
  readonly gapHatching: Hatching;
  readonly quietHatching: Hatching;
  readonly notedHatching: Hatching;
};
