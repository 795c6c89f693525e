import type { FootageDetail } from '../../../src-main/domain/footage.ts';
import type { AudioStreamFacts, VideoStreamFacts } from '../../../src-main/domain/recording-facts.ts';
import { countText, lengthText, utcText } from '../../playback/time-text.ts';

function pictureText(video: VideoStreamFacts): string {
  const isTurned = video.rotation === 90 || video.rotation === 270;
  const [width, height] = isTurned ? [video.height, video.width] : [video.width, video.height];
  return `${width} × ${height} ${video.codec.toUpperCase()}`;
}

function soundText(audio: AudioStreamFacts): string {
  return `${audio.codec.toUpperCase()}, ${audio.channels === 1 ? 'mono' : audio.channels === 2 ? 'stereo' : `${audio.channels} channels`}`;
}

/** What the library says of one recording, each fact a few words; what is not known is left out. */
export function footageWords({ facts, index, footage }: FootageDetail): string[] {
  if (facts === null) {
    return [];
  }
  const video = facts.streams.find(
    (stream): stream is VideoStreamFacts => stream.kind === 'video' && stream.stream === facts.mainVideoStream,
  );
  const audio = facts.streams.find(
    (stream): stream is AudioStreamFacts => stream.kind === 'audio' && stream.stream === facts.mainAudioStream,
  );
  const rate = index === null || index.frameRate.den === 0 ? null : index.frameRate.num / index.frameRate.den;
  return [
    ...(facts.durationMicros === null ? [] : [lengthText(facts.durationMicros)]),
    ...(video === undefined ? [] : [pictureText(video)]),
    ...(index === null ? [] : [`${countText(index.frameCount)} frames`]),
    ...(rate === null ? [] : [`${Number(rate.toFixed(2))} fps`]),
    ...(audio === undefined ? (footage.state === 'readable' ? ['No sound'] : []) : [`Sound ${soundText(audio)}`]),
  ];
}

/** When it was recorded as the file itself states it, or that it does not. */
export function recordedText({ facts }: FootageDetail): string {
  const clock = facts?.clocks.find((candidate) => candidate.basis !== 'file-modified' && candidate.at !== null);
  return clock === undefined || clock.at === null
    ? 'No time of recording stated'
    : `Stated time ${utcText(clock.at).replace(/[.]\d+ UTC$/, ' UTC')}`;
}
