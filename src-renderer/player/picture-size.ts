import type { RecordingFacts, VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';
import type { PictureShape } from './picture-view.ts';

/** The picture track that is shown and counted; null when there is none. */
export function mainVideo(facts: RecordingFacts): VideoStreamFacts | null {
  return (
    facts.streams.find(
      (stream): stream is VideoStreamFacts => stream.kind === 'video' && stream.stream === facts.mainVideoStream,
    ) ?? null
  );
}

/** Width over height as the picture is meant to be seen: upright, with its pixels' own shape. */
export function displayAspect(video: VideoStreamFacts): number {
  const { num, den } = video.sampleAspectRatio;
  const pixelAspect = num > 0 && den > 0 ? num / den : 1;
  const coded = (video.width * pixelAspect) / video.height;
  return video.rotation === 90 || video.rotation === 270 ? 1 / coded : coded;
}

/** The upright picture in coded pixels with the shape of each; a plain one where nothing is known of the track. */
export function pictureShape(video: VideoStreamFacts | null): PictureShape {
  if (video === null) {
    return { width: 1600, height: 900, pixelWidth: 1, pixelHeight: 1 };
  }
  const { num, den } = video.sampleAspectRatio;
  const pixelAspect = num > 0 && den > 0 ? num / den : 1;
  const isTurned = video.rotation === 90 || video.rotation === 270;
  return isTurned
    ? { width: video.height, height: video.width, pixelWidth: 1, pixelHeight: pixelAspect }
    : { width: video.width, height: video.height, pixelWidth: pixelAspect, pixelHeight: 1 };
}
