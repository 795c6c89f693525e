import type { LaneLayout } from './lane-layout.ts';
import type { PinnedLanes } from './pinned-lanes.ts';
import type { SpanRow } from './row-placing.ts';
import type { TimelinePalette } from './timeline-palette.ts';
import type { RecordingScene } from './timeline-scene.ts';

/** What is drawn, but for where it is looked at from. */
export type SurfaceInput = {
  readonly scene: RecordingScene;
  readonly pinned: PinnedLanes;
  readonly layout: LaneLayout;
  readonly chosen: ReadonlyMap<number, readonly SpanRow[]>;
  readonly visible: ReadonlyMap<number, readonly SpanRow[]> | null;
  readonly primaryId: string | null;
  readonly palette: TimelinePalette;
};

export type SurfaceElements = {
  readonly axis: HTMLElement;
  readonly axisCanvas: HTMLCanvasElement;
  readonly scroller: HTMLElement;
  readonly lanesCanvas: HTMLCanvasElement;
};
