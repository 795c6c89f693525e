import type { FrameIndex } from '../../domain/frame-index.ts';
import type { VideoStreamFacts } from '../../domain/recording-facts.ts';
import { type PacketColumns, packetFlags } from './read-packets.ts';

/**
 * Codecs that put one picture out for each packet. Others have packets without a picture (VP8's hidden reference
 * frames, MPEG-4's "not coded" pictures), so they are always decoded to be sure.
 */
const onePicturePerPacket = ['h264', 'hevc', 'av1', 'vp9', 'mjpeg', 'prores', 'dnxhd', 'dvvideo', 'mpeg2video', 'ffv1'];

function hasFlag(packets: PacketColumns, row: number, flag: number): boolean {
  return ((packets.flags[row] ?? 0) & flag) !== 0;
}

function someRow(packets: PacketColumns, test: (row: number) => boolean): boolean {
  for (let row = 0; row < packets.count; row += 1) {
    if (test(row)) {
      return true;
    }
  }
  return false;
}

/** Why the packets alone do not tell which pictures the decoder will put out, or null when they do. */
export function whyPacketsAreNotEnough(packets: PacketColumns, video: VideoStreamFacts): string | null {
  const column = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
  if (!onePicturePerPacket.includes(video.codec)) {
    return `${video.codec} packets may hold no picture`;
  }
  if (packets.count === 0 || !hasFlag(packets, 0, packetFlags.key)) {
    return 'the first packet is not a key frame';
  }
  const firstKeyPts = column(packets.pts, 0);
  const isShown = (row: number): boolean => !hasFlag(packets, row, packetFlags.hidden);
  const checks: readonly (readonly [string, (row: number) => boolean])[] = [
    ['a packet has no pts', (row) => Number.isNaN(column(packets.pts, row))],
    ['a packet is empty', (row) => !(column(packets.byteSizes, row) > 0)],
    ['a packet is marked corrupt', (row) => hasFlag(packets, row, packetFlags.corrupt)],
    ['the clock of the packets goes back', (row) => column(packets.dts, row) < column(packets.dts, row - 1)],
    ['a picture comes before the first key frame', (row) => isShown(row) && column(packets.pts, row) < firstKeyPts],
  ];
  for (const [reason, test] of checks) {
    if (someRow(packets, test)) {
      return reason;
    }
  }
  return null;
}

/** Rows of shown packets in presentation order: by pts, packets of equal pts in decode order. */
function shownRows(packets: PacketColumns): Uint32Array {
  const rows = new Uint32Array(packets.count);
  let count = 0;
  for (let row = 0; row < packets.count; row += 1) {
    if (!hasFlag(packets, row, packetFlags.hidden)) {
      rows[count] = row;
      count += 1;
    }
  }
  const pts = packets.pts;
  return rows.subarray(0, count).sort((a, b) => (pts[a] ?? 0) - (pts[b] ?? 0) || a - b);
}

function hiddenRows(packets: PacketColumns): number[] {
  const rows: number[] = [];
  for (let row = 0; row < packets.count; row += 1) {
    if (hasFlag(packets, row, packetFlags.hidden) && !Number.isNaN(packets.pts[row] ?? Number.NaN)) {
      rows.push(row);
    }
  }
  return rows;
}

export function hiddenOf(packets: PacketColumns): FrameIndex['hidden'] {
  const rows = hiddenRows(packets);
  return {
    count: rows.length,
    pts: Float64Array.from(rows, (row) => packets.pts[row] ?? 0),
    decodeOrder: Uint32Array.from(rows),
  };
}

/**
 * Durations in presentation order. MP4 states the step between decode times, which with reordered pictures is another
 * picture's; there, and where nothing is stated, the step to the next frame is taken. The last frame keeps the stated
 * one, else the step before it.
 */
export function settleDurations(pts: Float64Array, stated: Float64Array, areDecodeSteps: boolean): Float64Array {
  const durations = new Float64Array(pts.length);
  for (let frame = 0; frame < pts.length; frame += 1) {
    const isLast = frame + 1 === pts.length;
    const step = isLast ? (durations[frame - 1] ?? 0) : (pts[frame + 1] ?? 0) - (pts[frame] ?? 0);
    const said = stated[frame] ?? Number.NaN;
    const isSaid = said > 0 && (isLast || !areDecodeSteps);
    durations[frame] = isSaid ? said : Math.max(0, step);
  }
  return durations;
}

/** The FrameIndex the packets tell; only true when `whyPacketsAreNotEnough` found nothing. */
export function indexFromPackets(packets: PacketColumns, video: VideoStreamFacts, container: string): FrameIndex {
  const rows = shownRows(packets);
  const pick = (column: Float64Array, missing: number): Float64Array =>
    Float64Array.from(rows, (row) => {
      const value = column[row] ?? missing;
      return Number.isNaN(value) ? missing : value;
    });
  const pts = pick(packets.pts, 0);
  return {
    stream: video.stream,
    timebase: video.timebase,
    readFrom: 'packets',
    count: rows.length,
    pts,
    durations: settleDurations(pts, pick(packets.durations, Number.NaN), container === 'mov'),
    isKey: Uint8Array.from(rows, (row) => (hasFlag(packets, row, packetFlags.key) ? 1 : 0)),
    decodeOrder: Uint32Array.from(rows),
    bytePositions: pick(packets.bytePositions, -1),
    byteSizes: pick(packets.byteSizes, 0),
    hidden: hiddenOf(packets),
  };
}
