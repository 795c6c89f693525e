import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import type { CodeGroupKind, TimelineSpan } from '../../../../src-renderer/timeline/timeline-span.ts';

/** A span over frames of `steadyFrameIndex` (40 ticks a frame). */
export function madeSpan(
  id: string,
  inFrame: number,
  outFrame: number,
  more: { readonly groupId?: string; readonly kind?: CodeGroupKind } = {},
): TimelineSpan {
  return {
    id: id as AnnotationId,
    revision: 1,
    inFrame,
    outFrame,
    inTick: inFrame * 40,
    outTick: outFrame * 40,
    code: `${more.groupId ?? 'UOF'}.1`,
    label: id,
    groupId: more.groupId ?? 'UOF',
    kind: more.kind ?? 'conduct',
  };
}
