import type { AnnotationId } from '../../src-main/domain/identifier.ts';
import type { Bench } from '../playback/bench.ts';
import type { DragResult, SpanDrag } from './drag-span.ts';
import type { UnderPointer } from './find-under-pointer.ts';
import type { Lane } from './lane-layout.ts';
import type { SpanFrames } from './timeline-span.ts';
import type { TimelineSurface } from './timeline-surface.ts';

/** Where a menu was asked for, in client coordinates, and for what. */
export type MenuRequest = {
  readonly x: number;
  readonly y: number;
  readonly laneId: string | null;
  readonly hasSpan: boolean;
};

/** What the pointer works on, and what it may bring about. */
export type PointerHost = {
  readonly bench: Bench;
  readonly surface: TimelineSurface;
  /** Holds heads, axis and lanes. */
  readonly field: HTMLElement;
  readonly axis: HTMLElement;
  readonly scroller: HTMLElement;
  /** Lies over axis and lanes and takes no press. */
  readonly overlay: HTMLElement;
  canChange(): boolean;
  /** Records new frames as one edit; settles when they are on the screen or an error is shown. */
  commit(spans: readonly SpanFrames[]): Promise<void>;
  /** Asks for a code for these annotations; of the group when one is given. */
  recode(ids: readonly AnnotationId[], groupId: string | null): void;
  openMenu(request: MenuRequest): void;
  /** Opens the form of an annotation. */
  open(id: AnnotationId): void;
};

/** CSS pixels from the left of the axis and the top of the timeline. */
export type Point = { readonly x: number; readonly y: number };

export type Press = {
  readonly kind: 'press';
  readonly from: Point;
  readonly under: UnderPointer;
  readonly isAdding: boolean;
};
export type Marquee = {
  readonly kind: 'marquee';
  readonly from: Point;
  readonly fromTick: number;
  readonly isAdding: boolean;
};
export type HeldSpan = {
  readonly kind: 'span';
  readonly drag: SpanDrag;
  readonly home: Lane;
  /** Where the playhead stood before the drag took the picture along. */
  readonly frameBefore: number;
  result: DragResult | null;
  /** Another lane under the hand, or the place below all lanes: what is held would be recoded there. */
  target: Lane | 'elsewhere' | null;
};
export type Gesture = { readonly kind: 'scrub' } | { readonly kind: 'pan'; x: number } | Press | Marquee | HeldSpan;
