import { deflateSync, inflateSync } from 'node:zlib';
import { AppError } from '../../domain/app-error.ts';
import type { FrameIndex } from '../../domain/frame-index.ts';
import { decodeFrameIndex, encodeFrameIndex } from '../../domain/frame-index-codec.ts';

/** Larger than the index of any recording that is believed (seven days at 1,000 fps would be cut short). */
const mostInflatedBytes = 512 * 1024 ** 2;

/** The FrameIndex as it is stored: compact columns, deflated. A day at 30 fps is a few megabytes. */
export function packFrameIndex(index: FrameIndex): Uint8Array {
  return deflateSync(encodeFrameIndex(index));
}

/** Reads what `packFrameIndex` made; throws `media-unreadable` when the bytes are damaged. */
export function unpackFrameIndex(bytes: Uint8Array): FrameIndex {
  let inflated: Uint8Array;
  try {
    inflated = inflateSync(bytes, { maxOutputLength: mostInflatedBytes });
  } catch (error) {
    throw new AppError(
      'media-unreadable',
      'A stored frame index is damaged and cannot be used. Index the recording again.',
      { byteCount: bytes.length },
      error,
    );
  }
  return decodeFrameIndex(inflated);
}
