import { EncodedPacket, type InputVideoTrack } from 'mediabunny';
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

const chunkBytes = 2 * 1024 * 1024;
const chunksKept = 6;

/** Reads a file in large pieces and keeps the newest few: coded pictures lie one after another. */
export function createChunkReader(fetchRange: ReadBytes): ReadBytes {
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

/** Whether the FrameIndex says of every coded picture where it lies: then the demuxer's own table is not needed. */
export function knowsEveryPacket(index: FrameIndex): boolean {
  return (
    index.hidden.count === 0 &&
    index.readFrom === 'packets' &&
    index.bytePositions.every((position) => position >= 0) &&
    index.byteSizes.every((size) => size > 0)
  );
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
  let frameOfRank: Uint32Array | null = null;

  function ranks(): Uint32Array {
    if (frameOfRank === null) {
      const frames = new Uint32Array(index.count);
      index.decodeOrder.forEach((rank, frame) => {
        frames[rank] = frame;
      });
      frameOfRank = frames;
    }
    return frameOfRank;
  }

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
      return next < index.count ? read(ranks()[next] ?? 0) : null;
    },
    isRandomAccess: async (packet) => ((await track.determinePacketType(packet)) ?? packet.type) === 'key',
  };
}
