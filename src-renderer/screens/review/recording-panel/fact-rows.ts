import type {
  AudioStreamFacts,
  FrameIndexSummary,
  RecordingFacts,
  VideoStreamFacts,
} from '../../../../src-main/domain/recording-facts.ts';
import { countText, lengthText } from '../../../playback/time-text.ts';

export type FactRow = { readonly name: string; readonly text: string };
export type FactGroup = { readonly title: string; readonly rows: readonly FactRow[] };

/** Frames a second from the exact fraction, three decimals at most. */
export function rateText(index: Pick<FrameIndexSummary, 'frameRate'>): string {
  const { num, den } = index.frameRate;
  return den === 0 ? 'unknown' : `${Number((num / den).toFixed(3))} frames a second`;
}

function videoRows(video: VideoStreamFacts, isMain: boolean): FactGroup {
  const { num, den } = video.sampleAspectRatio;
  return {
    title: `Picture track ${video.stream}${isMain ? ' (shown)' : ' (not shown)'}`,
    rows: [
      { name: 'Codec', text: [video.codec, video.profile, video.codecTag].filter((part) => part !== '').join(', ') },
      {
        name: 'Size',
        text: `${video.width} × ${video.height}${num === den || num < 1 ? '' : `, pixels ${num}:${den}`}`,
      },
      ...(video.rotation === 0 ? [] : [{ name: 'Turned', text: `${video.rotation}° clockwise for display` }]),
      { name: 'Pixel format', text: [video.pixelFormat, video.colourRange].filter((part) => part !== '').join(', ') },
      ...(video.fieldOrder === '' || video.fieldOrder === 'progressive'
        ? []
        : [{ name: 'Fields', text: video.fieldOrder }]),
      { name: 'Timebase', text: `${video.timebase.num}/${video.timebase.den} s` },
      ...(video.timecode === null ? [] : [{ name: 'Timecode', text: video.timecode }]),
    ],
  };
}

function audioRows(audio: AudioStreamFacts, isMain: boolean): FactGroup {
  return {
    title: `Sound track ${audio.stream}${isMain ? ' (heard)' : ' (not heard)'}`,
    rows: [
      { name: 'Codec', text: audio.codec },
      {
        name: 'Sound',
        text: `${countText(audio.sampleRate)} Hz, ${audio.channels} ${audio.channels === 1 ? 'channel' : 'channels'}`,
      },
      ...(audio.language === '' ? [] : [{ name: 'Language', text: audio.language }]),
    ],
  };
}

/** The facts of a recording in groups of name and text; what the file does not state is left out. */
export function factRows(facts: RecordingFacts): FactGroup[] {
  const general: FactRow[] = [
    { name: 'Container', text: facts.containerDescription === '' ? facts.container : facts.containerDescription },
    ...(facts.durationMicros === null ? [] : [{ name: 'Stated length', text: lengthText(facts.durationMicros) }]),
    ...(facts.bitRate === null
      ? []
      : [{ name: 'Bit rate', text: `${countText(Math.round(facts.bitRate / 1000))} kbit/s` }]),
    ...(facts.device === null ? [] : [{ name: 'Device', text: facts.device }]),
    ...(facts.location === null ? [] : [{ name: 'Location', text: facts.location }]),
    { name: 'Tracks', text: String(facts.streams.length) },
  ];
  const tracks = facts.streams.map((stream): FactGroup => {
    switch (stream.kind) {
      case 'video':
        return videoRows(stream, stream.stream === facts.mainVideoStream);
      case 'audio':
        return audioRows(stream, stream.stream === facts.mainAudioStream);
      default:
        return {
          title: `Track ${stream.stream} (${stream.kind})`,
          rows: [
            {
              name: 'Codec',
              text: [stream.codec, stream.codecTag].filter((part) => part !== '').join(', ') || 'unknown',
            },
          ],
        };
    }
  });
  const tags = Object.entries(facts.tags).map(([name, text]) => ({ name, text }));
  return [
    { title: 'Recording', rows: general },
    ...tracks,
    ...(tags.length === 0 ? [] : [{ title: 'Tags in the file', rows: tags }]),
  ];
}
