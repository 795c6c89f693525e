import type { VideoStreamFacts } from '../../domain/recording-facts.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size a person sees: pixels made square by the sample aspect ratio, then turned upright. */
export function displaySize(video: VideoStreamFacts): PictureSize {
  const { num, den } = video.sampleAspectRatio;
  const wide = { width: Math.round((video.width * num) / den), height: video.height };
  return video.rotation === 90 || video.rotation === 270 ? { width: wide.height, height: wide.width } : wide;
}

/** The same shape, no larger than `most` in either direction, with even sides. */
export function fitInto(size: PictureSize, most: PictureSize): PictureSize {
  const scale = Math.min(1, most.width / size.width, most.height / size.height);
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(size.width), height: even(size.height) };
}
