import type { Annotation } from '../../../../src-main/domain/annotation.ts';
import type { NamedCode } from '../../../ui/code-name.ts';

type Frames = { readonly inFrame: number; readonly outFrame: number };

/** The context codes in use over any of these frames, each once. `outFrame` is not included. */
export function contextWithin(
  span: Frames,
  annotations: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
): NamedCode[] {
  const found = new Set<NamedCode>();
  for (const { code, span: other, state } of annotations) {
    const named = known.get(code);
    const isOver = other.inFrame < span.outFrame && span.inFrame < other.outFrame;
    if (named !== undefined && named.group.kind === 'context' && state !== 'withdrawn' && isOver) {
      found.add(named);
    }
  }
  return [...found];
}

/** Whether a conduct item stands alone: nobody recorded context over it or said that there is none (specs/evidence.md 4.6 e). */
export function lacksContext(
  annotation: Pick<Annotation, 'code' | 'span' | 'isContextReviewed'>,
  annotations: readonly Annotation[],
  known: ReadonlyMap<string, NamedCode>,
): boolean {
  return (
    known.get(annotation.code)?.group.kind === 'conduct' &&
    !annotation.isContextReviewed &&
    contextWithin(annotation.span, annotations, known).length === 0
  );
}
