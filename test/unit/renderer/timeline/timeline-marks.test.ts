import { describe, expect, test } from 'vitest';
import type { AnnotationId } from '../../../../src-main/domain/identifier.ts';
import { placeInRows, type TimelineSpan } from '../../../../src-renderer/timeline/annotation-rows.ts';
import { rulerMarks } from '../../../../src-renderer/timeline/ruler-marks.ts';
import { extentOf, wholeView, zoomAt } from '../../../../src-renderer/timeline/timeline-view.ts';
import { steadyFrameIndex } from '../small-frame-index.ts';

const index = steadyFrameIndex(2500);
const extent = extentOf(index, 40, 1000);

describe('ruler', () => {
  test('from afar it says media time, labels never closer than 92 pixels', () => {
    const { unit, marks } = rulerMarks(wholeView(extent), index, extent);
    const labels = marks.filter((mark) => mark.label !== null);
    expect(unit).toBe('time');
    expect(labels.length).toBeGreaterThan(5);
    for (const [place, mark] of labels.entries()) {
      const before = labels[place - 1];
      expect(before === undefined || mark.x - before.x >= 91).toBe(true);
    }
    expect(labels.map((mark) => mark.label)).toContain('0:00:10');
  });

  test('from near it numbers frames at their true starts', () => {
    const view = zoomAt(wholeView(extent), extent, 1e9, 500);
    const { unit, marks } = rulerMarks(view, index, extent);
    expect(unit).toBe('frames');
    const labelled = marks.find((mark) => mark.label !== null);
    expect(labelled?.x).toBeCloseTo((Number(labelled?.label) * 40 - view.startTick) / view.ticksPerPixel, 6);
  });
});

function span(id: string, inTick: number, outTick: number): TimelineSpan {
  return { id: id as AnnotationId, inTick, outTick, label: id, kind: 'conduct' };
}

describe('rows of annotations', () => {
  test('spans that touch share a row, spans that overlap do not', () => {
    const { placed, rowCount } = placeInRows([span('c', 50, 90), span('a', 0, 50), span('b', 20, 60)]);
    expect(rowCount).toBe(2);
    expect(Object.fromEntries(placed.map(({ id, row }) => [id, row]))).toEqual({ a: 0, b: 1, c: 0 });
  });

  test('ten thousand spans are placed quickly', () => {
    const spans = Array.from({ length: 10_000 }, (_value, place) => span(String(place), place * 10, place * 10 + 25));
    const start = performance.now();
    expect(placeInRows(spans).rowCount).toBe(3);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
