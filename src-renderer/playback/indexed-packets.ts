import { EncodedPacket, type InputVideoTrack } from 'mediabunny';
import { AppError } from '../../src-main/domain/app-error.ts';
import { type FrameIndex, frameAtPts, keyFrameAtOrBefore } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';

/** Coded pictures in decode order, by their times on the file's clock. */
export type Packets = {
  /** The last packet flagged key at or before a time; null before the first. */
  keyPacketAt(seconds: number): Promise<EncodedPacket | null>;
  nextPacket(packet: EncodedPacket): Promise<EncodedPacket | null>;
  /** Whether decoding may begin at this packet, by its own bytes: a container's flag is not enough. */
  isRandomAccess(packet: EncodedPacket): Promise<boolean>;
};

/** Reads bytes `start` to `end` (not included) of one file. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** Coded pictures lie one after another. */
const picturesBytes = 2 * 1024 * 1024;
const chunksKept = 6;

/** Reads a file in pieces of `chunkBytes` and keeps the newest few. */
export function createChunkReader(fetchRange: ReadBytes, chunkBytes = picturesBytes): ReadBytes {
  const chunks = new Map<number, Promise<Uint8Array>>();

  function chunk(place: number): Promise<Uint8Array> {
    const known = chunks.get(place);
    chunks.delete(place);
    const wanted = known ?? fetchRange(place * chunkBytes, (place + 1) * chunkBytes);
    chunks.set(place, wanted);
    wanted.catch(() => chunks.delete(place));
    for (const [oldest] of chunks) {
      if (chunks.size <= chunksKept) {
        break;
      }
      chunks.delete(oldest);
    }
    return wanted;
  }

  return async (start, end) => {
    const bytes = new Uint8Array(end - start);
    for (let place = Math.floor(start / chunkBytes); place * chunkBytes < end; place += 1) {
      const from = place * chunkBytes;
      const piece = (await chunk(place)).subarray(Math.max(0, start - from), end - from);
      bytes.set(piece, Math.max(start, from) - start);
    }
    return bytes;
  };
}

const complete = new WeakMap<FrameIndex, boolean>();

function hasEveryPlace({ count, bytePositions, byteSizes }: FrameIndex): boolean {
  let frame = 0;
  while (frame < count && (bytePositions[frame] ?? -1) >= 0 && (byteSizes[frame] ?? 0) > 0) {
    frame += 1;
  }
  return frame === count;
}

/**
 * Whether the FrameIndex says of every coded picture where it lies: then the demuxer's own table is not needed.
 * Remembered, because an index of a day is long.
 */
export function knowsEveryPacket(index: FrameIndex): boolean {
  const known =
    complete.get(index) ?? (index.hidden.count === 0 && index.readFrom === 'packets' && hasEveryPlace(index));
  complete.set(index, known);
  return known;
}

/** The frame whose packet has this rank: it lies at most as far from there as pictures are reordered. */
function frameOfRank({ decodeOrder, count }: FrameIndex, rank: number): number {
  for (let away = 0; away < count; away += 1) {
    if (decodeOrder[rank - away] === rank) {
      return rank - away;
    }
    if (decodeOrder[rank + away] === rank) {
      return rank + away;
    }
  }
  throw new AppError('internal', `No frame of this recording has the coded picture ${rank}.`);
}

/**
 * The coded pictures of an MP4 by the FrameIndex itself: where each lies, and in what order they are decoded. Opening it
 * costs the same for a minute and for a day; mediabunny would first lay out the times of all its pictures.
 */
export function createIndexedPackets(
  index: FrameIndex,
  track: Pick<InputVideoTrack, 'determinePacketType'>,
  readBytes: ReadBytes,
): Packets {
  const tick = index.timebase.num / index.timebase.den;
  async function read(frame: number): Promise<EncodedPacket> {
    const start = index.bytePositions[frame] ?? 0;
    const data = await readBytes(start, start + (index.byteSizes[frame] ?? 0));
    const type = index.isKey[frame] === 1 ? 'key' : 'delta';
    const seconds = (index.pts[frame] ?? 0) * tick;
    return new EncodedPacket(data, type, seconds, (index.durations[frame] ?? 0) * tick, index.decodeOrder[frame] ?? 0);
  }

  return {
    async keyPacketAt(seconds) {
      const pts = Math.floor(seconds / tick + 1e-6) as Pts;
      if (pts < (index.pts[0] ?? 0)) {
        return null;
      }
      const key: FrameNumber = keyFrameAtOrBefore(index, frameAtPts(index, pts));
      return index.isKey[key] === 1 ? read(key) : null;
    },
    async nextPacket({ sequenceNumber }) {
      const next = sequenceNumber + 1;
      return next < index.count ? read(frameOfRank(index, next)) : null;
    },
    isRandomAccess: async (packet) => ((await track.determinePacketType(packet)) ?? packet.type) === 'key',
  };
}
