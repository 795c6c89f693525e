import type { RecordingFacts, VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';

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
