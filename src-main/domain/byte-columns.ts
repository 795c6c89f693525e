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

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value >>> 0;
});

/** CRC-32 (IEEE) of the bytes: finds damage, proves nothing. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let position = 0; position < bytes.length; position += 1) {
    crc = (crcTable[(crc ^ (bytes[position] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
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
  const stored = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(end, true);
  if (stored !== crc32(bytes.subarray(0, end))) {
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
  const readSigned = (): number => {
    const value = readCount();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  };
  /** The next count where it takes one or two bytes that are there; -1 otherwise, nothing read. */
  const readShort = (): number => {
    const low = bytes[position] ?? 0x80;
    if (low < 0x80) {
      position += 1;
      return low;
    }
    const high = bytes[position + 1] ?? 0x80;
    if (high < 0x80) {
      position += 2;
      return (low & 0x7f) | (high << 7);
    }
    return -1;
  };
  const readSignedInto = (column: Float64Array): void => {
    for (let place = 0; place < column.length; place += 1) {
      const count = position + 2 <= end ? readShort() : -1;
      column[place] = count < 0 ? readSigned() : count & 1 ? -((count + 1) >> 1) : count >> 1;
    }
  };
  const readCountsInto = (column: Float64Array): void => {
    for (let place = 0; place < column.length; place += 1) {
      const count = position + 2 <= end ? readShort() : -1;
      column[place] = count < 0 ? readCount() : count;
    }
  };
  return { readCount, readSigned, readByte, readSignedInto, readCountsInto, remaining: () => end - position };
}
