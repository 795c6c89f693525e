import { describe, expect, it } from 'vitest';
import { readPeaks, writePeaks } from '../../../src-main/domain/peaks.ts';

const peaks = {
  sampleRate: 48_000,
  startMicros: -21_333,
  sampleCount: 700,
  levels: [
    { samplesPerBin: 256, binCount: 3, values: Int16Array.of(-5, 5, -32_768, 32_767, 0, 1) },
    { samplesPerBin: 2048, binCount: 1, values: Int16Array.of(-32_768, 32_767) },
  ],
};

describe('the bytes of peaks', () => {
  it('come back as they were', () => {
    expect(readPeaks(writePeaks(peaks))).toEqual(peaks);
  });

  it('are read at any offset of a larger buffer', () => {
    const bytes = writePeaks(peaks);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(readPeaks(shifted.subarray(3))).toEqual(peaks);
  });

  it('say so when they are not whole', () => {
    const bytes = writePeaks(peaks);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => readPeaks(bytes.subarray(0, length))).toThrowError(
        expect.objectContaining({ code: 'media-unreadable' }),
      );
    }
    expect(() => readPeaks(Uint8Array.of(...bytes, 0))).toThrowError(/damaged/);
  });
});
