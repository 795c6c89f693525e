import { deflateSync, inflateSync, crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/domain/app-error.ts';
import { crc32, createByteReader, createByteWriter } from '../../../src-main/domain/byte-columns.ts';
import type { FrameIndex } from '../../../src-main/domain/frame-index.ts';
import { decodeFrameIndex, encodeFrameIndex } from '../../../src-main/domain/frame-index-codec.ts';
import { madeFrameIndex } from '../../helpers/made-frame-index.ts';
import { seededRandom } from '../../helpers/seeded-random.ts';

/** A day of H.264 at 30 fps with B-frames: reordered packets, sizes without a pattern, sound in between. */
function dayOfFrames(): FrameIndex {
  const count = 24 * 3600 * 30;
  const random = seededRandom(7);
  const index = madeFrameIndex([]);
  const decodeOrder = new Uint32Array(count);
  for (let frame = 0; frame < count; frame += 1) {
    const place = frame % 60;
    const isReordered = place > 0 && place < 58;
    decodeOrder[frame] = !isReordered ? frame : place % 3 === 0 ? frame - 2 : frame + 1;
  }
  const byteSizes = new Float64Array(count);
  const bytePositions = new Float64Array(count);
  const frameOfRank = new Uint32Array(count);
  decodeOrder.forEach((rank, frame) => {
    frameOfRank[rank] = frame;
  });
  let position = 48;
  for (const frame of frameOfRank) {
    byteSizes[frame] = frame % 60 === 0 ? 40_000 + Math.floor(random() * 30_000) : 800 + Math.floor(random() * 6000);
    bytePositions[frame] = position;
    position += (byteSizes[frame] ?? 0) + Math.floor(random() * 200);
  }
  return {
    ...index,
    timebase: { num: 1, den: 90_000 },
    count,
    pts: Float64Array.from({ length: count }, (_, frame) => frame * 3000),
    durations: new Float64Array(count).fill(3000),
    isKey: Uint8Array.from({ length: count }, (_, frame) => (frame % 60 === 0 ? 1 : 0)),
    decodeOrder,
    byteSizes,
    bytePositions,
  };
}

describe('the bytes of a FrameIndex', () => {
  it('come back as they were', () => {
    const indexes = [
      madeFrameIndex([0]),
      madeFrameIndex([-100, -67, -33, 0], { hiddenPts: [-300, -200] }),
      madeFrameIndex([0, 10, 10, 5, 2 ** 50, 2 ** 50 + 1], { keyEvery: 1 }),
      { ...madeFrameIndex([5, 6, 7]), readFrom: 'decode' as const, decodeOrder: Uint32Array.of(0, 2, 1) },
      { ...madeFrameIndex([5, 6, 7]), bytePositions: Float64Array.of(-1, -1, -1), byteSizes: new Float64Array(3) },
    ];
    for (const index of indexes) {
      expect(decodeFrameIndex(encodeFrameIndex(index))).toEqual(index);
    }
  });

  it('come back for any time stamps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { minLength: 1, maxLength: 60 }), (pts) => {
        const index = madeFrameIndex(pts);
        expect(decodeFrameIndex(encodeFrameIndex(index))).toEqual(index);
      }),
      { numRuns: 200 },
    );
  });

  it('of a day at 30 fps are a few megabytes and quickly read', () => {
    const index = dayOfFrames();
    const stored = deflateSync(encodeFrameIndex(index));
    expect(stored.length).toBeLessThan(10 * 1024 ** 2);
    const start = performance.now();
    const read = decodeFrameIndex(inflateSync(stored));
    const milliseconds = performance.now() - start;
    console.log(
      `a day of frames: ${(stored.length / 1024 ** 2).toFixed(1)} MiB stored, read in ${milliseconds.toFixed(0)} ms`,
    );
    expect(read.count).toBe(index.count);
    expect(Buffer.compare(Buffer.from(read.pts.buffer), Buffer.from(index.pts.buffer))).toBe(0);
    expect(Buffer.compare(Buffer.from(read.bytePositions.buffer), Buffer.from(index.bytePositions.buffer))).toBe(0);
    expect(Buffer.compare(Buffer.from(read.decodeOrder.buffer), Buffer.from(index.decodeOrder.buffer))).toBe(0);
  });

  it('say so when a byte is changed, left out or added', () => {
    const bytes = encodeFrameIndex(madeFrameIndex(Array.from({ length: 40 }, (_, frame) => frame * 40)));
    for (let position = 0; position < bytes.length; position += 1) {
      const changed = bytes.slice();
      changed[position] = (changed[position] ?? 0) ^ 0x11;
      expect(() => decodeFrameIndex(changed)).toThrowError(expect.objectContaining({ code: 'media-unreadable' }));
      expect(() => decodeFrameIndex(bytes.slice(0, position))).toThrowError(AppError);
    }
    expect(() => decodeFrameIndex(Uint8Array.of(...bytes, 0))).toThrowError(AppError);
  });

  it('never crash or hang on any bytes with a right checksum', () => {
    const real = encodeFrameIndex(madeFrameIndex(Array.from({ length: 20 }, (_, frame) => frame * 40)));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(real.length - 5), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const bytes = real.slice();
          for (const [position, value] of changes) {
            bytes[position] = value;
          }
          const body = bytes.subarray(0, bytes.length - 4);
          new DataView(bytes.buffer).setUint32(body.length, crc32(body), true);
          try {
            decodeFrameIndex(bytes);
          } catch (error) {
            expect(error).toBeInstanceOf(AppError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('numbers as bytes', () => {
  it('come back over the whole range of safe integers', () => {
    const values = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, 2 ** 45 + 3, Number.MAX_SAFE_INTEGER];
    const writer = createByteWriter();
    for (const value of values) {
      writer.writeCount(value);
    }
    for (const value of values.slice(0, -1)) {
      writer.writeSigned(value);
      writer.writeSigned(-value);
    }
    const reader = createByteReader(writer.finish(), 'A test');
    expect(values.map(() => reader.readCount())).toEqual(values);
    for (const value of values.slice(0, -1)) {
      expect(reader.readSigned()).toBe(value);
      expect(reader.readSigned()).toBe(value === 0 ? 0 : -value);
    }
    expect(reader.remaining()).toBe(0);
    expect(() => reader.readByte()).toThrowError(AppError);
  });

  it('come back by the column, whatever the column held before', () => {
    const number = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer(), fc.maxSafeInteger());
    fc.assert(
      fc.property(
        fc.array(
          number.filter((value) => Math.abs(value) < 2 ** 52),
          { maxLength: 60 },
        ),
        (values) => {
          const writer = createByteWriter();
          for (const value of values) {
            writer.writeSigned(value);
          }
          for (const value of values) {
            writer.writeCount(Math.abs(value));
          }
          const reader = createByteReader(writer.finish(), 'A test');
          const column = new Float64Array(values.length).fill(7);
          reader.readSignedInto(column);
          expect([...column]).toEqual(values.map((value) => value + 0));
          reader.readCountsInto(column);
          expect([...column]).toEqual(values.map((value) => Math.abs(value)));
          expect(reader.remaining()).toBe(0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('have the known CRC-32, at any length and place', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(9), (bytes, skipped) => {
        const part = bytes.subarray(skipped);
        expect(crc32(part)).toBe(zlibCrc32(part));
      }),
    );
  });
});
