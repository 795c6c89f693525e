import { AppError } from './app-error.ts';
import { type ByteReader, type ByteWriter, createByteReader, createByteWriter } from './byte-columns.ts';
import type { FrameIndex } from './frame-index.ts';

/**
 * The FrameIndex as bytes: "FORI", a version, the head, then one column after another, each coded as differences from
 * what the frames before it lead one to expect, so that regular recordings become runs of zeros for deflate. Order:
 * decode order, pts, durations, key frames, byte sizes, byte positions, hidden packets; a CRC-32 closes it.
 */
const magic = [0x46, 0x4f, 0x52, 0x49];
const version = 1;

/** More frames than any recording has; a damaged count must not make us allocate. */
const mostFrames = 200_000_000;

function damaged(reason: string): AppError {
  return new AppError(
    'media-unreadable',
    `A stored frame index is damaged (${reason}) and cannot be used. Index the recording again.`,
  );
}

/** Frame numbers in decode order. Throws when the ranks are not all different or out of range. */
function framesInDecodeOrder(decodeOrder: Uint32Array, pictureCount: number, fail: () => AppError): Uint32Array {
  let inOrder = 0;
  while (inOrder < decodeOrder.length && decodeOrder[inOrder] === inOrder) {
    inOrder += 1;
  }
  if (inOrder === decodeOrder.length) {
    return decodeOrder;
  }
  const frameOfRank = new Int32Array(pictureCount).fill(-1);
  for (let frame = 0; frame < decodeOrder.length; frame += 1) {
    const rank = decodeOrder[frame] ?? pictureCount;
    if (rank >= pictureCount || frameOfRank[rank] !== -1) {
      throw fail();
    }
    frameOfRank[rank] = frame;
  }
  const frames = new Uint32Array(decodeOrder.length);
  let filled = 0;
  for (let rank = 0; rank < pictureCount; rank += 1) {
    const frame = frameOfRank[rank] ?? -1;
    if (frame !== -1) {
      frames[filled] = frame;
      filled += 1;
    }
  }
  return frames;
}

function writeRanks(writer: ByteWriter, ranks: Uint32Array): void {
  let previous = 0;
  ranks.forEach((rank, position) => {
    writer.writeSigned(rank - position - previous);
    previous = rank - position;
  });
}

function readRanks(reader: ByteReader, count: number, pictureCount: number): Uint32Array {
  const steps = new Float64Array(count);
  reader.readSignedInto(steps);
  const ranks = new Uint32Array(count);
  let previous = 0;
  for (let position = 0; position < count; position += 1) {
    previous += steps[position] ?? 0;
    const rank = position + previous;
    if (rank < 0 || rank >= pictureCount) {
      throw damaged('a decode order outside the recording');
    }
    ranks[position] = rank;
  }
  return ranks;
}

function writePts(writer: ByteWriter, pts: Float64Array): void {
  let previous = 0;
  let previousStep = 0;
  for (const value of pts) {
    const step = value - previous;
    writer.writeSigned(step - previousStep);
    previous = value;
    previousStep = step;
  }
}

function readPts(reader: ByteReader, count: number): Float64Array {
  const pts = new Float64Array(count);
  reader.readSignedInto(pts);
  let previous = 0;
  let step = 0;
  for (let position = 0; position < count; position += 1) {
    step += pts[position] ?? 0;
    previous += step;
    if (Math.abs(previous) > Number.MAX_SAFE_INTEGER) {
      throw damaged('a time stamp that is not a whole number');
    }
    pts[position] = previous;
  }
  return pts;
}

/** The duration one expects of a frame: the step to the next; for the last one the duration before it. */
function expectedDuration(pts: Float64Array, durations: Float64Array, frame: number): number {
  return frame + 1 < pts.length ? (pts[frame + 1] ?? 0) - (pts[frame] ?? 0) : (durations[frame - 1] ?? 0);
}

/** Compact bytes of a FrameIndex; deflate them for storage. Throws `internal` when the index contradicts itself. */
export function encodeFrameIndex(index: FrameIndex): Uint8Array {
  const pictureCount = index.count + index.hidden.count;
  const writer = createByteWriter(index.count * 10 + 256);
  for (const byte of magic) {
    writer.writeByte(byte);
  }
  writer.writeByte(version);
  writer.writeByte(index.readFrom === 'packets' ? 0 : 1);
  for (const value of [index.stream, index.timebase.num, index.timebase.den, index.count, index.hidden.count]) {
    writer.writeCount(value);
  }
  writeRanks(writer, index.decodeOrder);
  writePts(writer, index.pts);
  for (let frame = 0; frame < index.count; frame += 1) {
    writer.writeSigned((index.durations[frame] ?? 0) - expectedDuration(index.pts, index.durations, frame));
  }
  let previousKey = -1;
  writer.writeCount(index.isKey.reduce((count, flag) => count + flag, 0));
  index.isKey.forEach((flag, frame) => {
    if (flag === 1) {
      writer.writeCount(frame - previousKey - 1);
      previousKey = frame;
    }
  });
  const order = framesInDecodeOrder(
    index.decodeOrder,
    pictureCount,
    () => new AppError('internal', 'A frame index lists one packet for two frames.'),
  );
  for (const frame of order) {
    writer.writeCount(index.byteSizes[frame] ?? 0);
  }
  let expectedPosition = 0;
  for (const frame of order) {
    const position = index.bytePositions[frame] ?? -1;
    writer.writeSigned(position - expectedPosition);
    expectedPosition = position + (index.byteSizes[frame] ?? 0);
  }
  writePts(writer, index.hidden.pts);
  writeRanks(writer, index.hidden.decodeOrder);
  return writer.finish();
}

function readKeys(reader: ByteReader, count: number): Uint8Array {
  const isKey = new Uint8Array(count);
  const keyCount = reader.readCount();
  let frame = -1;
  for (let position = 0; position < keyCount; position += 1) {
    frame += reader.readCount() + 1;
    if (frame >= count) {
      throw damaged('a key frame outside the recording');
    }
    isKey[frame] = 1;
  }
  return isKey;
}

function readDurations(reader: ByteReader, pts: Float64Array): Float64Array {
  const durations = new Float64Array(pts.length);
  reader.readSignedInto(durations);
  for (let frame = 0; frame < pts.length; frame += 1) {
    const duration = (durations[frame] ?? 0) + expectedDuration(pts, durations, frame);
    if (duration < 0) {
      throw damaged('a frame of negative duration');
    }
    durations[frame] = duration;
  }
  return durations;
}

/** Sizes and positions of the packets, which are stored in decode order. */
function readPlaces(reader: ByteReader, order: Uint32Array): [sizes: Float64Array, positions: Float64Array] {
  const count = order.length;
  const [sizes, positions] = [new Float64Array(count), new Float64Array(count)];
  const stored = new Float64Array(count);
  reader.readCountsInto(stored);
  for (let rank = 0; rank < count; rank += 1) {
    sizes[order[rank] ?? 0] = stored[rank] ?? 0;
  }
  reader.readSignedInto(stored);
  let expected = 0;
  for (let rank = 0; rank < count; rank += 1) {
    const frame = order[rank] ?? 0;
    const position = (stored[rank] ?? 0) + expected;
    if (position < -1) {
      throw damaged('a byte position before the file');
    }
    positions[frame] = position;
    expected = position + (sizes[frame] ?? 0);
  }
  return [sizes, positions];
}

/** Reads the bytes of `encodeFrameIndex`; throws `media-unreadable` when they are damaged or of a newer version. */
export function decodeFrameIndex(bytes: Uint8Array): FrameIndex {
  const reader = createByteReader(bytes, 'A stored frame index');
  if (magic.some((byte) => reader.readByte() !== byte)) {
    throw damaged('it does not begin as one');
  }
  const foundVersion = reader.readByte();
  if (foundVersion !== version) {
    throw damaged(`it has the version ${foundVersion}, this program reads version ${version}`);
  }
  const readFrom = reader.readByte() === 0 ? 'packets' : 'decode';
  const stream = reader.readCount();
  const timebase = { num: reader.readCount(), den: reader.readCount() };
  const count = reader.readCount();
  const hiddenCount = reader.readCount();
  const pictureCount = count + hiddenCount;
  if (timebase.num < 1 || timebase.den < 1 || pictureCount > mostFrames || pictureCount > reader.remaining()) {
    throw damaged('impossible numbers in its head');
  }
  const decodeOrder = readRanks(reader, count, pictureCount);
  const pts = readPts(reader, count);
  const durations = readDurations(reader, pts);
  const isKey = readKeys(reader, count);
  const order = framesInDecodeOrder(decodeOrder, pictureCount, () => damaged('one packet for two frames'));
  const [byteSizes, bytePositions] = readPlaces(reader, order);
  const hidden = {
    count: hiddenCount,
    pts: readPts(reader, hiddenCount),
    decodeOrder: readRanks(reader, hiddenCount, pictureCount),
  };
  if (reader.remaining() !== 0) {
    throw damaged('bytes after its end');
  }
  return { stream, timebase, readFrom, count, pts, durations, isKey, decodeOrder, bytePositions, byteSizes, hidden };
}
