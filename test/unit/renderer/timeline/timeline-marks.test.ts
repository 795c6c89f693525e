import { describe, expect, test } from 'vitest';
import { microsText } from '../../../../src-renderer/playback/time-text.ts';
import { rulerMarks } from '../../../../src-renderer/timeline/ruler-marks.ts';
import { extentOf, wholeView, zoomAt } from '../../../../src-renderer/timeline/timeline-view.ts';
import { smallFrameIndex, steadyFrameIndex } from '../small-frame-index.ts';

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
    const frame = Number(labelled?.frame?.replace(',', ''));
    expect(labelled?.x).toBeCloseTo((frame * 40 - view.startTick) / view.ticksPerPixel, 6);
    expect(labelled?.label).toBe(microsText(frame * 40_000));
  });

  test('every labelled moment names the frame that is shown at it, by time stamps', () => {
    const variable = smallFrameIndex(
      Array.from({ length: 400 }, (_value, frame) => frame * 40 + (frame > 100 ? 5000 : 0)),
    );
    const whole = extentOf(variable, 40, 1000);
    const { marks } = rulerMarks(wholeView(whole), variable, whole);
    const inGap = marks.find((mark) => mark.label === '0:00:06');
    expect(inGap?.frame).toBe('100');
    expect(marks.find((mark) => mark.label === '0:00:02')?.frame).toBe('50');
  });
});
