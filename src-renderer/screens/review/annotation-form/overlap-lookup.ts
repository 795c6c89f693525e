type Ticks = { readonly inPts: number; readonly outPts: number };

/**
 * Finds what overlaps a stretch of time, in order of start, without going through everything: sorted once, and each half
 * of the order knows its latest end. `outPts` is not included, so what only touches does not overlap.
 */
export function overlapLookup<T extends { readonly span: Ticks }>(
  items: readonly T[],
): (stretch: Ticks) => readonly T[] {
  const ordered = items.toSorted((a, b) => a.span.inPts - b.span.inPts);
  /** At the middle of each half, the latest end in that half. */
  const latestEnd = new Float64Array(ordered.length);
  function measure(from: number, to: number): number {
    if (from >= to) {
      return Number.NEGATIVE_INFINITY;
    }
    const middle = (from + to) >> 1;
    const own = ordered[middle]?.span.outPts ?? Number.NEGATIVE_INFINITY;
    const latest = Math.max(own, measure(from, middle), measure(middle + 1, to));
    latestEnd[middle] = latest;
    return latest;
  }
  measure(0, ordered.length);

  return ({ inPts, outPts }) => {
    const found: T[] = [];
    function collect(from: number, to: number): void {
      const middle = (from + to) >> 1;
      const item = ordered[middle];
      if (from >= to || item === undefined || (latestEnd[middle] ?? 0) <= inPts) {
        return;
      }
      collect(from, middle);
      // Everything later starts later still.
      if (item.span.inPts < outPts) {
        if (item.span.outPts > inPts) {
          found.push(item);
        }
        collect(middle + 1, to);
      }
    }
    collect(0, ordered.length);
    return found;
  };
}
