/**
 * An H.264 stream whose pictures are coded as two fields each, written bit by bit because no encoder at hand makes one:
 * every macroblock is stored raw (I_PCM). Two access units a frame is what some interlaced cameras record.
 */
class BitWriter {
  private readonly bytes: number[] = [];
  private filled = 0;
  private byte = 0;

  bit(value: number): void {
    this.byte = (this.byte << 1) | (value & 1);
    this.filled += 1;
    if (this.filled === 8) {
      this.bytes.push(this.byte);
      this.byte = 0;
      this.filled = 0;
    }
  }

  bits(value: number, count: number): void {
    for (let shift = count - 1; shift >= 0; shift -= 1) {
      this.bit(value >>> shift);
    }
  }

  /** Exp-Golomb, unsigned. */
  unsigned(value: number): void {
    const length = 31 - Math.clz32(value + 1);
    this.bits(0, length);
    this.bits(value + 1, length + 1);
  }

  /** Exp-Golomb, signed. */
  signed(value: number): void {
    this.unsigned(value > 0 ? value * 2 - 1 : value * -2);
  }

  alignWithZeros(): void {
    while (this.filled !== 0) {
      this.bit(0);
    }
  }

  raw(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.bytes.push(byte);
    }
  }

  /** Closes the payload with its stop bit. */
  finish(): number[] {
    this.bit(1);
    this.alignWithZeros();
    return this.bytes;
  }
}

/** A start code, the unit's head, and its payload with emulation bytes put in. */
function unit(head: number, payload: number[]): Buffer {
  const escaped: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      escaped.push(3);
      zeros = 0;
    }
    escaped.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from([0, 0, 0, 1, head, ...escaped]);
}

function sequenceSet(widthInBlocks: number, heightInBlocks: number): Buffer {
  const writer = new BitWriter();
  writer.bits(77, 8); // Main profile
  writer.bits(0, 8);
  writer.bits(30, 8); // level 3
  writer.unsigned(0);
  writer.unsigned(4); // frame numbers of 8 bits
  writer.unsigned(0); // picture order type 0
  writer.unsigned(4); // of 8 bits
  writer.unsigned(1);
  writer.bit(0);
  writer.unsigned(widthInBlocks - 1);
  writer.unsigned(heightInBlocks / 2 - 1);
  writer.bit(0); // fields allowed
  writer.bit(0);
  writer.bit(1);
  writer.bit(0);
  writer.bit(0);
  return unit(0x67, writer.finish());
}

function pictureSet(): Buffer {
  const writer = new BitWriter();
  writer.unsigned(0);
  writer.unsigned(0);
  writer.bit(0); // CAVLC
  writer.bit(1); // the order of the bottom field is stated
  writer.unsigned(0);
  writer.unsigned(0);
  writer.unsigned(0);
  writer.bit(0);
  writer.bits(0, 2);
  writer.signed(0);
  writer.signed(0);
  writer.signed(0);
  writer.bit(1); // deblocking can be switched off
  writer.bit(0);
  writer.bit(0);
  return unit(0x68, writer.finish());
}

function field(luma: Uint8Array, width: number, fieldHeight: number, picture: number, isBottom: boolean): Buffer {
  const isIdr = !isBottom && picture === 0;
  const writer = new BitWriter();
  writer.unsigned(0); // first macroblock
  writer.unsigned(7); // I slice
  writer.unsigned(0);
  writer.bits(picture & 0xff, 8);
  writer.bit(1); // a field
  writer.bit(isBottom ? 1 : 0);
  if (isIdr) {
    writer.unsigned(0);
  }
  writer.bits((picture * 2 + (isBottom ? 1 : 0)) & 0xff, 8);
  if (isIdr) {
    writer.bits(0, 2);
  } else {
    writer.bit(0);
  }
  writer.signed(0);
  writer.unsigned(1); // no deblocking
  const chroma = new Uint8Array(128).fill(128);
  for (let top = 0; top < fieldHeight; top += 16) {
    for (let left = 0; left < width; left += 16) {
      writer.unsigned(25); // I_PCM
      writer.alignWithZeros();
      for (let line = 0; line < 16; line += 1) {
        const start = ((top + line) * 2 + (isBottom ? 1 : 0)) * width + left;
        writer.raw(luma.subarray(start, start + 16));
      }
      writer.raw(chroma);
    }
  }
  return unit(isIdr ? 0x65 : 0x61, writer.finish());
}

/** The stream of the given upright luma planes; width must divide by 16, height by 32. */
export function encodeFieldCoded(planes: readonly Uint8Array[], width: number, height: number): Buffer {
  const units = [sequenceSet(width / 16, height / 16), pictureSet()];
  planes.forEach((luma, picture) => {
    units.push(field(luma, width, height / 2, picture, false), field(luma, width, height / 2, picture, true));
  });
  return Buffer.concat(units);
}
