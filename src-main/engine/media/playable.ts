import type { AudioStreamFacts, RecordingFacts, VideoStreamFacts } from '../../domain/recording-facts.ts';

/** What Chromium shows and sounds, measured (specs/frames.md 3). "It plays" is not "it shows": HEVC plays as sound only. */
const playableContainers = ['mov', 'matroska'];
const playableVideo = ['h264', 'av1', 'vp9', 'vp8'];
const playableAudio = ['aac', 'mp3', 'flac', 'opus', 'vorbis', 'pcm_alaw', 'pcm_mulaw'];
const playableSoundFiles: Readonly<Record<string, readonly string[]>> = {
  wav: ['pcm_s16le', 'pcm_u8', 'pcm_s24le', 'pcm_f32le', 'pcm_alaw', 'pcm_mulaw'],
  mp3: ['mp3'],
  flac: ['flac'],
  ogg: ['opus', 'vorbis', 'flac'],
  mov: ['aac', 'mp3', 'flac', 'opus'],
  matroska: ['opus', 'vorbis', 'flac', 'aac', 'mp3'],
};

type StreamFacts = Pick<RecordingFacts, 'container' | 'streams' | 'mainVideoStream' | 'mainAudioStream'>;

export function videoFacts(facts: Pick<RecordingFacts, 'streams'>, stream: number | null): VideoStreamFacts | null {
  const found = facts.streams.find((candidate) => candidate.stream === stream);
  return found?.kind === 'video' ? found : null;
}

export function audioFacts(facts: Pick<RecordingFacts, 'streams'>, stream: number | null): AudioStreamFacts | null {
  const found = facts.streams.find((candidate) => candidate.stream === stream);
  return found?.kind === 'audio' ? found : null;
}

/** True when Chromium shows this picture: 4:4:4 and unusual bit depths are left to a proxy. */
export function isPlayablePicture(video: VideoStreamFacts): boolean {
  const isUsualFormat = /^(yuvj?42[02]p(10le)?|nv12)$/.test(video.pixelFormat);
  return playableVideo.includes(video.codec) && isUsualFormat;
}

export function isPlayableSound(audio: AudioStreamFacts | null): boolean {
  return audio === null || playableAudio.includes(audio.codec);
}

/** A player takes the first track of each kind; the one we speak of must be that one. */
function isFirstOfKind(facts: StreamFacts, kind: 'video' | 'audio', stream: number | null): boolean {
  const first = facts.streams.find((candidate) => candidate.kind === kind);
  return stream === null || first?.stream === stream;
}

/** Whether a proxy with the same frames must be made before a reviewer can play this recording. */
export function needsProxy(facts: StreamFacts): boolean {
  const video = videoFacts(facts, facts.mainVideoStream);
  const audio = audioFacts(facts, facts.mainAudioStream);
  if (video === null) {
    return audio !== null && !(playableSoundFiles[facts.container] ?? []).includes(audio.codec);
  }
  const isPlayable =
    playableContainers.includes(facts.container) &&
    isPlayablePicture(video) &&
    isPlayableSound(audio) &&
    isFirstOfKind(facts, 'video', facts.mainVideoStream) &&
    isFirstOfKind(facts, 'audio', facts.mainAudioStream);
  return !isPlayable;
}
