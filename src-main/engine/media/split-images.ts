import { AppError } from '../../domain/app-error.ts';

function broken(kind: string): AppError {
  return new AppError('tool-failed', `ffmpeg wrote a ${kind} picture that is not whole. Please try again.`, {
    tool: 'ffmpeg',
  });
}

/** Cuts PNG files that stand one after another into single ones. */
export function splitPng(bytes: Buffer): Buffer[] {
  const images: Buffer[] = [];
  let start = 0;
  while (start < bytes.length) {
    let offset = start + 8;
    let type = '';
    while (type !== 'IEND') {
      if (offset + 12 > bytes.length) {
        throw broken('PNG');
      }
      const length = bytes.readUInt32BE(offset);
      type = bytes.toString('latin1', offset + 4, offset + 8);
      offset += 12 + length;
    }
    if (offset > bytes.length) {
      throw broken('PNG');
    }
    images.push(bytes.subarray(start, offset));
    start = offset;
  }
  return images;
}

/** Byte after the JPEG file that starts at `start`: segments are stepped over, picture data ends at the end marker. */
function endOfJpeg(bytes: Buffer, start: number): number {
  let offset = start + 2;
  while (offset + 4 <= bytes.length) {
    const marker = bytes[offset + 1];
    if (bytes[offset] !== 0xff || marker === undefined) {
      break;
    }
    if (marker === 0xd9) {
      return offset + 2;
    }
    offset += 2 + bytes.readUInt16BE(offset + 2);
    if (marker === 0xda) {
      const end = bytes.indexOf(Buffer.from([0xff, 0xd9]), offset);
      if (end !== -1) {
        return end + 2;
      }
      break;
    }
  }
  throw broken('JPEG');
}

/** Cuts baseline JPEG files that stand one after another into single ones. */
export function splitJpeg(bytes: Buffer): Buffer[] {
  const images: Buffer[] = [];
  let start = 0;
  while (start < bytes.length) {
    const end = endOfJpeg(bytes, start);
    images.push(bytes.subarray(start, end));
    start = end;
  }
  return images;
}

/** Cuts raw pictures of one size; a remainder means a picture is not whole. */
export function splitRaw(bytes: Buffer, pictureBytes: number): Buffer[] {
  if (pictureBytes <= 0 || bytes.length % pictureBytes !== 0) {
    throw broken('raw');
  }
  return Array.from({ length: bytes.length / pictureBytes }, (_, picture) =>
    bytes.subarray(picture * pictureBytes, (picture + 1) * pictureBytes),
  );
}
