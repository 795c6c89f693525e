import type { CodeGroup } from '../../src-main/domain/codebook.ts';
import type { AnnotationId } from '../../src-main/domain/identifier.ts';

export type CodeGroupKind = CodeGroup['kind'];

/** One annotation as the timeline needs it: whose it is, where it lies, what it is called and whose lane it stands in. */
export type TimelineSpan = {
  readonly id: AnnotationId;
  /** The revision that an edit begun here is made to. */
  readonly revision: number;
  readonly inFrame: number;
  /** First frame after the span. */
  readonly outFrame: number;
  readonly inTick: number;
  readonly outTick: number;
  readonly code: string;
  /** Code and short title, conduct never without its prefix. */
  readonly label: string;
  /** The code group, which is the lane. */
  readonly groupId: string;
  readonly kind: CodeGroupKind;
};

/** Frames that an edit gives a span. */
export type SpanFrames = { readonly id: AnnotationId; readonly inFrame: number; readonly outFrame: number };
