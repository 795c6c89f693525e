import { expect, test } from 'vitest';
import type { Peaks } from '../../../../src-main/domain/peaks.ts';
import { waveformColumns } from '../../../../src-renderer/waveform/waveform-columns.ts';

/** One second at 1,000 Hz, starting at media time 0.5 s, a click at sample 400; bins of 10 and of 100 samples. */
function clickPeaks(): Peaks {
  const level = (samplesPerBin: number) => {
    const binCount = 1000 / samplesPerBin;
    const values = new Int16Array(binCount * 2);
    const bin = Math.floor(400 / samplesPerBin);
    values[bin * 2] = -20_000;
    values[bin * 2 + 1] = 30_000;
    return { samplesPerBin, binCount, values };
  };
  return { sampleRate: 1000, startMicros: 500_000, sampleCount: 1000, levels: [level(10), level(100)] };
}

test('a click stands where it sounds, on the clock of the frames', () => {
  const columns = waveformColumns(clickPeaks(), { startMicros: 0, microsPerPixel: 10_000, width: 200 });
  const loud = [...columns.high.keys()].filter((x) => (columns.high[x] ?? 0) > 0);
  expect(loud).toEqual([90]);
  expect(columns.low[90]).toBe(-20_000);
});

test('outside the sound there is nothing, not silence', () => {
  const columns = waveformColumns(clickPeaks(), { startMicros: 0, microsPerPixel: 10_000, width: 200 });
  expect(columns.hasSound[49]).toBe(0);
  expect(columns.hasSound[51]).toBe(1);
  expect(columns.hasSound[149]).toBe(1);
  expect(columns.hasSound[151]).toBe(0);
});

test('from afar the coarse level keeps the click', () => {
  const columns = waveformColumns(clickPeaks(), { startMicros: 0, microsPerPixel: 200_000, width: 10 });
  expect(Math.max(...columns.high)).toBe(30_000);
});
