import type { StagePicture } from './stage-picture.ts';

/** A picture of our own, and what it weighs. */
export type OwnPicture = { readonly picture: StagePicture; readonly byteCount: number };

/**
 * Copies a decoded picture into memory of our own and closes the decoder's, so that a decoder which has only so many
 * surfaces never waits for us. Closes `frame` whatever happens.
 */
export async function copyOut(frame: VideoFrame, rotation: StagePicture['rotation']): Promise<OwnPicture> {
  try {
    const source = await copyOf(frame);
    const coded = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
    const isTurned = rotation === 90 || rotation === 270;
    const [width, height] = isTurned ? [coded.height, coded.width] : [coded.width, coded.height];
    const byteCount = source instanceof VideoFrame ? source.allocationSize() : width * height * 4;
    return { picture: { source, rotation, width, height }, byteCount };
  } finally {
    frame.close();
  }
}

async function copyOf(frame: VideoFrame): Promise<VideoFrame | ImageBitmap> {
  const { format, visibleRect } = frame;
  if (format === null || visibleRect === null) {
    // A format that has no name here (some ten-bit ones) cannot be copied as it is, only as it looks.
    return createImageBitmap(frame, { colorSpaceConversion: 'none' });
  }
  const bytes = new ArrayBuffer(frame.allocationSize());
  const layout = await frame.copyTo(bytes);
  // `transfer` is not in the library's types yet: the bytes become the picture's own instead of being copied again.
  const init: VideoFrameBufferInit & { readonly transfer: readonly ArrayBuffer[] } = {
    format,
    codedWidth: visibleRect.width,
    codedHeight: visibleRect.height,
    timestamp: frame.timestamp,
    layout,
    colorSpace: frame.colorSpace,
    transfer: [bytes],
  };
  return new VideoFrame(bytes, init);
}
