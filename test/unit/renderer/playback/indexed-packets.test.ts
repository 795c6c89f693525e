import { describe, expect, test } from 'vitest';
import {
  createChunkReader,
  createIndexedPackets,
  knowsEveryPacket,
} from '../../../../src-renderer/playback/indexed-packets.ts';
import { smallFrameIndex } from '../small-frame-index.ts';

/** Display order I0 B1 B2 P3 I4 B5 P6, decoded I0 P3 B1 B2 I4 P6 B5, 10 bytes each, in that order from byte 100 on. */
const decodeOrder = [0, 2, 3, 1, 4, 6, 5];
const index = {
  ...smallFrameIndex([0, 40, 80, 120, 160, 200, 240], [0, 4]),
  decodeOrder: Uint32Array.from(decodeOrder),
  bytePositions: Float64Array.from(decodeOrder, (rank) => 100 + rank * 10),
  byteSizes: new Float64Array(7).fill(10),
};

function packets(isReal: (place: number) => boolean = () => true) {
  const track = {
    determinePacketType: async ({ data }: { data: Uint8Array }) => (isReal(data[0] ?? 0) ? 'key' : 'delta'),
  };
  const readBytes = async (start: number, end: number) =>
    Uint8Array.from({ length: end - start }, () => (start - 100) / 10);
  return createIndexedPackets(index, track as never, readBytes);
}

describe('coded pictures by the frame list', () => {
  test('begin at the key frame at or before a time, and follow in decode order under their own times', async () => {
    const { keyPacketAt, nextPacket } = packets();
    const first = await keyPacketAt(0.1);
    expect(first).toMatchObject({ timestamp: 0, type: 'key', sequenceNumber: 0 });
    const times: number[] = [];
    for (let packet = first; packet !== null; packet = await nextPacket(packet)) {
      times.push(Math.round(packet.timestamp * 1000));
    }
    expect(times).toEqual([0, 120, 40, 80, 160, 240, 200]);
    expect(await keyPacketAt(0.21)).toMatchObject({ timestamp: 0.16 });
    expect(await keyPacketAt(0.16)).toMatchObject({ timestamp: 0.16 });
    expect(await keyPacketAt(-0.01)).toBeNull();
  });

  test('are looked into before decoding begins at one', async () => {
    const { keyPacketAt, isRandomAccess } = packets((rank) => rank === 0);
    const [first, second] = [await keyPacketAt(0), await keyPacketAt(0.2)];
    expect(first !== null && (await isRandomAccess(first))).toBe(true);
    expect(second !== null && (await isRandomAccess(second))).toBe(false);
  });

  test('are used only where the list says of every one where it lies', () => {
    expect(knowsEveryPacket(index)).toBe(true);
    expect(knowsEveryPacket({ ...index, readFrom: 'decode' })).toBe(false);
    expect(
      knowsEveryPacket({ ...index, bytePositions: index.bytePositions.map((at, frame) => (frame === 3 ? -1 : at)) }),
    ).toBe(false);
    expect(
      knowsEveryPacket({ ...index, hidden: { count: 1, pts: new Float64Array(1), decodeOrder: new Uint32Array(1) } }),
    ).toBe(false);
  });
});

test('a file is read in pieces that are kept a while, also across their borders', async () => {
  const piece = 2 * 1024 * 1024;
  const asked: number[] = [];
  const read = createChunkReader(async (start, end) => {
    asked.push(start / piece);
    return Uint8Array.from({ length: end - start }, (_, place) => (start + place) % 251);
  });
  const expected = (start: number, end: number) =>
    Uint8Array.from({ length: end - start }, (_, place) => (start + place) % 251);
  expect(await read(10, 20)).toEqual(expected(10, 20));
  expect(await read(piece - 5, piece + 5)).toEqual(expected(piece - 5, piece + 5));
  expect(asked).toEqual([0, 1]);
  for (let place = 2; place < 9; place += 1) {
    await read(place * piece, place * piece + 1);
  }
  await read(0, 1);
  expect(asked.at(-1)).toBe(0);
});
