import type { Annotation } from '../../../src-main/domain/annotation.ts';
import type { TimelineSpan } from '../../timeline/timeline-span.ts';
import { type NamedCode, shortTitle } from '../../ui/code-name.ts';

/** An annotation as the timeline shows it; a code that the codebook no longer has stands in a lane of its group's letters. */
function spanOf(annotation: Annotation, known: ReadonlyMap<string, NamedCode> | null): TimelineSpan {
  const { id, revision, span, code } = annotation;
  const named = known?.get(code);
  return {
    id,
    revision,
    inFrame: span.inFrame,
    outFrame: span.outFrame,
    inTick: span.inPts,
    outTick: span.outPts,
    code,
    label: named === undefined ? code : `${code} ${shortTitle(named)}`,
    groupId: named?.group.id ?? code.split('.')[0] ?? code,
    kind: named?.group.kind ?? 'setting',
  };
}

/** Spans of annotations in use. An annotation that did not change gives the very same span as before. */
export function createSpanMaker(
  known: ReadonlyMap<string, NamedCode> | null,
): (annotations: readonly Annotation[]) => TimelineSpan[] {
  const made = new WeakMap<Annotation, TimelineSpan>();
  return (annotations) => {
    const spans: TimelineSpan[] = [];
    for (const annotation of annotations) {
      if (annotation.state !== 'withdrawn') {
        const span = made.get(annotation) ?? spanOf(annotation, known);
        made.set(annotation, span);
        spans.push(span);
      }
    }
    return spans;
  };
}
