import type { Peaks } from '../../src-main/domain/peaks.ts';

const microsPerSecond = 1_000_000;

/** Lowest and highest sample (int16) under each pixel column; `isSilent` columns lie outside the sound. */
export type WaveformColumns = { readonly low: Int16Array; readonly high: Int16Array; readonly hasSound: Uint8Array };

/**
 * What to draw for the media time `startMicros` on, `microsPerPixel` to a column. Takes the coarsest zoom whose bins are
 * no wider than a column, so the work is about two bins a column at any length of recording.
 */
export function waveformColumns(
  peaks: Peaks,
  window: { readonly startMicros: number; readonly microsPerPixel: number; readonly width: number },
): WaveformColumns {
  const { startMicros, microsPerPixel, width } = window;
  const low = new Int16Array(width);
  const high = new Int16Array(width);
  const hasSound = new Uint8Array(width);
  const samplesPerPixel = (microsPerPixel * peaks.sampleRate) / microsPerSecond;
  const finestFirst = [...peaks.levels].sort((a, b) => a.samplesPerBin - b.samplesPerBin);
  const level = finestFirst.findLast((candidate) => candidate.samplesPerBin <= samplesPerPixel) ?? finestFirst[0];
  if (level === undefined) {
    return { low, high, hasSound };
  }
  const firstSample = ((startMicros - peaks.startMicros) * peaks.sampleRate) / microsPerSecond;
  for (let x = 0; x < width; x += 1) {
    const from = firstSample + x * samplesPerPixel;
    const to = from + samplesPerPixel;
    if (to <= 0 || from >= peaks.sampleCount) {
      continue;
    }
    const firstBin = Math.max(0, Math.floor(from / level.samplesPerBin));
    const lastBin = Math.min(level.binCount - 1, Math.max(firstBin, Math.ceil(to / level.samplesPerBin) - 1));
    let lowest = 0;
    let highest = 0;
    for (let bin = firstBin; bin <= lastBin; bin += 1) {
      lowest = Math.min(lowest, level.values[bin * 2] ?? 0);
      highest = Math.max(highest, level.values[bin * 2 + 1] ?? 0);
    }
    low[x] = lowest;
    high[x] = highest;
    hasSound[x] = 1;
  }
  return { low, high, hasSound };
}
