import type { PictureExtent } from '../../src-main/domain/illustration-geometry.ts';
import type { RecordingFacts } from '../../src-main/domain/recording-facts.ts';
import { displayAspect, mainVideo } from '../player/picture-size.ts';

/** The upright picture in square pixels, as the engine makes it for the aid. */
export function pictureOf(facts: RecordingFacts): PictureExtent {
  const video = mainVideo(facts);
  if (video === null) {
    return { width: 1600, height: 900 };
  }
  const isTurned = video.rotation === 90 || video.rotation === 270;
  const aspect = displayAspect(video);
  return isTurned
    ? { width: video.height, height: Math.round(video.height / aspect) }
    : { width: Math.round(video.height * aspect), height: video.height };
}
