import { AppError } from './app-error.ts';

/**
 * Whole numbers as variable-length bytes (seven bits a byte, low bits first; signed ones zigzag), the alphabet of the
 * binary files in this house. Numbers are safe integers; nothing is read beyond the end.
 */

const longestNumber = 8;

export interface ByteWriter {
  writeCount(value: number): void;
  writeSigned(value: number): void;
  writeByte(value: number): void;
  /** The bytes so far, followed by their CRC-32 (little endian). */
  finish(): Uint8Array;
}

export interface ByteReader {
  readCount(): number;
  readSigned(): number;
  readByte(): number;
  /** Fills a column with signed numbers: many times quicker than asking for each, because most take one byte. */
  readSignedInto(column: Float64Array): void;
  readCountsInto(column: Float64Array): void;
  /** Bytes not read yet, the closing CRC-32 not counted. */
  remaining(): number;
}

/** The CRC of each byte, and after one to seven zero bytes: eight bytes are taken at a time. */
const crcTables: readonly Uint32Array[] = (() => {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) {
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
    return value >>> 0;
  });
  const tables = [first];
  for (let previous = first; tables.length < 8; ) {
    previous = previous.map((value) => ((value >>> 8) ^ (first[value & 0xff] ?? 0)) >>> 0);
    tables.push(previous);
  }
  return tables;
})();

/** CRC-32 (IEEE) of the bytes: finds damage, proves nothing. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = crcTables as readonly [
    ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
    ...[Uint32Array, Uint32Array, Uint32Array, Uint32Array],
  ];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let crc = -1;
  let position = 0;
  for (; position + 8 <= bytes.length; position += 8) {
    const low = crc ^ view.getInt32(position, true);
    const high = view.getInt32(position + 4, true);
    crc =
      (t7[low & 0xff] ?? 0) ^
      (t6[(low >>> 8) & 0xff] ?? 0) ^
      (t5[(low >>> 16) & 0xff] ?? 0) ^
      (t4[low >>> 24] ?? 0) ^
      (t3[high & 0xff] ?? 0) ^
      (t2[(high >>> 8) & 0xff] ?? 0) ^
      (t1[(high >>> 16) & 0xff] ?? 0) ^
      (t0[high >>> 24] ?? 0);
  }
  for (; position < bytes.length; position += 1) {
    crc = (t0[(crc ^ (bytes[position] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ -1) >>> 0;
}

/** Collects bytes in a buffer that grows. Throws `internal` for what is not a safe integer. */
export function createByteWriter(expectedBytes = 1024): ByteWriter {
  let buffer = new Uint8Array(Math.max(64, expectedBytes));
  let length = 0;

  const reserve = (count: number): void => {
    if (length + count > buffer.length) {
      const grown = new Uint8Array(Math.max(buffer.length * 2, length + count));
      grown.set(buffer);
      buffer = grown;
    }
  };
  const writeByte = (value: number): void => {
    reserve(1);
    buffer[length] = value;
    length += 1;
  };
  const writeCount = (value: number): void => {
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new AppError('internal', `The value ${value} cannot be stored as a whole number.`);
    }
    reserve(longestNumber);
    let rest = value;
    while (rest >= 0x80) {
      buffer[length] = (rest % 0x80) | 0x80;
      length += 1;
      rest = Math.floor(rest / 0x80);
    }
    buffer[length] = rest;
    length += 1;
  };
  const writeSigned = (value: number): void => writeCount(value >= 0 ? value * 2 : value * -2 - 1);
  const finish = (): Uint8Array => {
    const crc = crc32(buffer.subarray(0, length));
    for (let shift = 0; shift < 32; shift += 8) {
      writeByte((crc >>> shift) & 0xff);
    }
    return buffer.slice(0, length);
  };
  return { writeCount, writeSigned, writeByte, finish };
}

/** The signed number that was written as this count. */
function signedOf(count: number): number {
  if (count <= 0x7fffffff) {
    return (count >>> 1) ^ -(count & 1);
  }
  return count % 2 === 0 ? count / 2 : -(count + 1) / 2;
}

/** Reads what `createByteWriter` wrote. `what` names the thing in the sentence of the error (`media-unreadable`). */
export function createByteReader(bytes: Uint8Array, what: string): ByteReader {
  const damaged = (): AppError =>
    new AppError('media-unreadable', `${what} is damaged and cannot be read. Make it again from the original.`, {
      byteCount: bytes.length,
    });
  const end = bytes.length - 4;
  if (end < 0) {
    throw damaged();
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(end, true) !== crc32(bytes.subarray(0, end))) {
    throw damaged();
  }
  let position = 0;

  const readByte = (): number => {
    const value = bytes[position];
    if (position >= end || value === undefined) {
      throw damaged();
    }
    position += 1;
    return value;
  };
  const readCount = (): number => {
    let byte = readByte();
    if (byte < 0x80) {
      return byte;
    }
    let value = byte & 0x7f;
    let scale = 0x80;
    for (let count = 1; count < longestNumber; count += 1) {
      byte = readByte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (!Number.isSafeInteger(value)) {
          throw damaged();
        }
        return value;
      }
      scale *= 0x80;
    }
    throw damaged();
  };
  const readSigned = (): number => signedOf(readCount());
  const readInto = (column: Float64Array, isSigned: boolean): void => {
    let at = position;
    let place = 0;
    while (place < column.length) {
      const low = at + 4 <= end ? (bytes[at] ?? 0x80) : 0x80;
      const high = low < 0x80 ? 0 : (bytes[at + 1] ?? 0x80);
      let count: number;
      if (low === 0 && view.getInt32(at, true) === 0 && place + 4 <= column.length) {
        // A regular recording is mostly these.
        for (const last = place + 4; place < last; place += 1) {
          column[place] = 0;
        }
        at += 4;
        continue;
      }
      if (high < 0x80 && at + 4 <= end) {
        count = low < 0x80 ? low : (low & 0x7f) | (high << 7);
        at += low < 0x80 ? 1 : 2;
      } else {
        position = at;
        count = readCount();
        at = position;
      }
      column[place] = isSigned ? signedOf(count) : count;
      place += 1;
    }
    position = at;
  };
  return {
    readCount,
    readSigned,
    readByte,
    readSignedInto: (column) => readInto(column, true),
    readCountsInto: (column) => readInto(column, false),
    remaining: () => end - position,
  };
}
