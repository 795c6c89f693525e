import { AppError } from './app-error.ts';

/**
 * The loudness of a recording's sound over its whole length, for drawing. One file, little endian:
 *
 * | bytes | what |
 * |---|---|
 * | 0-3 | "FORW" |
 * | 4 | version, 1 |
 * | 5 | number of levels |
 * | 6-7 | 0 |
 * | 8-11 | sample rate (uint32) |
 * | 12-15 | 0 |
 * | 16-23 | media time of the first sample in microseconds (float64 holding an integer) |
 * | 24-31 | number of samples (float64 holding an integer) |
 * | then per level | samples per bin (uint32), number of bins (uint32) |
 * | then per level | for each bin the lowest and the highest sample over all channels (int16, int16) |
 *
 * Sample `i` sounds at `startMicros + i / sampleRate`; gaps in the sound are silence, so this holds everywhere.
 */
export interface Peaks {
  readonly sampleRate: number;
  /** Media time of the first sample, on the same clock as the pts of the frames. */
  readonly startMicros: number;
  readonly sampleCount: number;
  /** Finest first. */
  readonly levels: readonly PeakLevel[];
}

export interface PeakLevel {
  readonly samplesPerBin: number;
  readonly binCount: number;
  /** lowest, highest, lowest, highest, ... */
  readonly values: Int16Array;
}

const magic = [0x46, 0x4f, 0x52, 0x57];
const version = 1;
const headBytes = 32;
const levelHeadBytes = 8;

function damaged(): AppError {
  return new AppError(
    'media-unreadable',
    'The stored waveform of this recording is damaged. Make it again from the original.',
  );
}

/** The bytes of the format above. */
export function writePeaks(peaks: Peaks): Uint8Array {
  const valueBytes = peaks.levels.reduce((bytes, level) => bytes + level.binCount * 4, 0);
  const bytes = new Uint8Array(headBytes + peaks.levels.length * levelHeadBytes + valueBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  bytes[4] = version;
  bytes[5] = peaks.levels.length;
  view.setUint32(8, peaks.sampleRate, true);
  view.setFloat64(16, peaks.startMicros, true);
  view.setFloat64(24, peaks.sampleCount, true);
  let offset = headBytes;
  for (const level of peaks.levels) {
    view.setUint32(offset, level.samplesPerBin, true);
    view.setUint32(offset + 4, level.binCount, true);
    offset += levelHeadBytes;
  }
  for (const level of peaks.levels) {
    for (const value of level.values.subarray(0, level.binCount * 2)) {
      view.setInt16(offset, value, true);
      offset += 2;
    }
  }
  return bytes;
}

/** Reads the bytes of `writePeaks`; throws `media-unreadable` when they are not whole. */
export function readPeaks(bytes: Uint8Array): Peaks {
  if (bytes.length < headBytes || magic.some((byte, position) => bytes[position] !== byte) || bytes[4] !== version) {
    throw damaged();
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const levelCount = bytes[5] ?? 0;
  const sampleRate = view.getUint32(8, true);
  const startMicros = view.getFloat64(16, true);
  const sampleCount = view.getFloat64(24, true);
  let offset = headBytes + levelCount * levelHeadBytes;
  if (bytes.length < offset || !Number.isSafeInteger(startMicros) || !Number.isSafeInteger(sampleCount)) {
    throw damaged();
  }
  const levels: PeakLevel[] = [];
  for (let level = 0; level < levelCount; level += 1) {
    const samplesPerBin = view.getUint32(headBytes + level * levelHeadBytes, true);
    const binCount = view.getUint32(headBytes + level * levelHeadBytes + 4, true);
    if (samplesPerBin === 0 || bytes.length < offset + binCount * 4) {
      throw damaged();
    }
    const values = new Int16Array(binCount * 2);
    for (let position = 0; position < values.length; position += 1) {
      values[position] = view.getInt16(offset, true);
      offset += 2;
    }
    levels.push({ samplesPerBin, binCount, values });
  }
  if (offset !== bytes.length || sampleRate === 0) {
    throw damaged();
  }
  return { sampleRate, startMicros, sampleCount, levels };
}
