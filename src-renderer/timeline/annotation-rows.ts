import type { CodeGroup } from '../../src-main/domain/codebook.ts';
import type { AnnotationId } from '../../src-main/domain/identifier.ts';

export type CodeGroupKind = CodeGroup['kind'];

/** One span to draw: whose it is, where it lies, what it is called and which kind of code it carries. */
export type TimelineSpan = {
  readonly id: AnnotationId;
  readonly inTick: number;
  readonly outTick: number;
  readonly label: string;
  readonly kind: CodeGroupKind;
};

export type PlacedSpan = TimelineSpan & { readonly row: number };

/** Puts spans that overlap in time into rows of their own, in order of their start: as few rows as possible. */
export function placeInRows(spans: readonly TimelineSpan[]): {
  readonly placed: PlacedSpan[];
  readonly rowCount: number;
} {
  const rowEnds: number[] = [];
  const placed: PlacedSpan[] = [];
  const ordered = [...spans].sort((a, b) => a.inTick - b.inTick || b.outTick - a.outTick || (a.id < b.id ? -1 : 1));
  for (const span of ordered) {
    const free = rowEnds.findIndex((end) => end <= span.inTick);
    const row = free === -1 ? rowEnds.length : free;
    rowEnds[row] = span.outTick;
    placed.push({ ...span, row });
  }
  return { placed, rowCount: rowEnds.length };
}
