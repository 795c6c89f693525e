/**
 * Raw pictures with time stamps as ffmpeg reads them from a pipe: the least Matroska that holds them (RFC 9559), one
 * uncompressed picture to a cluster. Bare raw video would carry no times, and pictures could not be left out or held.
 */
const unknownSize = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);

/** Ticks a second of the stream's time stamps. */
export const pictureStreamTicks = 1_000_000_000;

function sizeOf(length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(length) | (1n << 56n));
  return bytes;
}

function idOf(id: number): Buffer {
  const hex = id.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

function element(id: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([idOf(id), sizeOf(body.length), body]);
}

function whole(id: number, value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return element(id, bytes);
}

function words(id: number, text: string): Buffer {
  return element(id, Buffer.from(text, 'latin1'));
}

/** What stands before the first picture. */
export function pictureStreamHead(size: { readonly width: number; readonly height: number }): Buffer {
  const video = element(0xe0, whole(0xb0, size.width), whole(0xba, size.height), words(0x2eb524, 'RGBA'));
  const track = element(
    0xae,
    ...[whole(0xd7, 1), whole(0x73c5, 1), whole(0x83, 1), whole(0x9c, 0), words(0x86, 'V_UNCOMPRESSED'), video],
  );
  return Buffer.concat([
    element(0x1a45dfa3, words(0x4282, 'matroska'), whole(0x4287, 4), whole(0x4285, 2)),
    idOf(0x18538067),
    unknownSize,
    element(0x1549a966, whole(0x2ad7b1, 1), words(0x4d80, 'raw'), words(0x5741, 'raw')),
    element(0x1654ae6b, track),
  ]);
}

/** What stands before the `byteCount` bytes of a picture at `ticks`. */
export function pictureHead(ticks: number, byteCount: number): Buffer {
  const time = whole(0xe7, ticks);
  const block = Buffer.concat([idOf(0xa3), sizeOf(byteCount + 4), Buffer.from([0x81, 0, 0, 0x80])]);
  return Buffer.concat([idOf(0x1f43b675), sizeOf(time.length + block.length + byteCount), time, block]);
}
