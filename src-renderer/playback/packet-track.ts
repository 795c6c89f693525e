import {
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  MPEG_TS,
  QTFF,
  UrlSource,
  WEBM,
} from 'mediabunny';
import type { RecordingFacts, VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';
import { mainVideo } from '../player/picture-size.ts';
import type { StagePicture } from './stage-picture.ts';

/** The coded pictures of one file, as mediabunny demuxes them. */
export type PacketTrack = {
  readonly config: VideoDecoderConfig;
  readonly rotation: StagePicture['rotation'];
  readonly tickSeconds: number;
  /** The packet of the picture on screen at a time; null before the first. */
  packetAt(seconds: number): Promise<EncodedPacket | null>;
  /** The last packet flagged key at or before a time; null before the first. */
  keyPacketAt(seconds: number): Promise<EncodedPacket | null>;
  nextPacket(packet: EncodedPacket): Promise<EncodedPacket | null>;
  /** Whether decoding may begin at this packet, by its own bytes: a container's flag is not enough. */
  isRandomAccess(packet: EncodedPacket): Promise<boolean>;
  dispose(): void;
};

/** Bytes of the file kept by the demuxer. */
const sourceCacheBytes = 24 * 1024 * 1024;
const retryDelays = [0.1, 0.5];

/** The track that the FrameIndex counts: the same place among the picture tracks, the same kind and coded size. */
async function findTrack(
  input: Input,
  facts: RecordingFacts,
  counted: VideoStreamFacts,
): Promise<InputVideoTrack | null> {
  const tracks = await input.getVideoTracks();
  const listed = facts.streams.filter((stream) => stream.kind === 'video');
  const place = listed.findIndex((stream) => stream.stream === counted.stream);
  const track = tracks.length === listed.length ? tracks[place] : tracks.length === 1 ? tracks[0] : undefined;
  if (track === undefined) {
    return null;
  }
  const isSameSize =
    (await track.getCodedWidth()) === counted.width && (await track.getCodedHeight()) === counted.height;
  return isSameSize ? track : null;
}

/**
 * Opens the counted track of an original, or (`facts` null) the only one of a copy. Null when this page cannot demux or
 * decode it, or would show another track than the one counted.
 */
export async function openPacketTrack(url: string, facts: RecordingFacts | null): Promise<PacketTrack | null> {
  const input = new Input({
    source: new UrlSource(url, {
      maxCacheSize: sourceCacheBytes,
      getRetryDelay: (attempts) => retryDelays[attempts] ?? null,
    }),
    formats: [MP4, QTFF, MATROSKA, WEBM, MPEG_TS],
  });
  let isOpen = false;
  try {
    const counted = facts === null ? null : mainVideo(facts);
    const track =
      facts === null || counted === null ? await input.getPrimaryVideoTrack() : await findTrack(input, facts, counted);
    if (track === null || (await track.getFlip())) {
      return null;
    }
    const config = await bestConfig(await track.getDecoderConfig());
    const rotation = await track.getRotation();
    if (config === null || (counted !== null && rotation !== counted.rotation)) {
      return null;
    }
    const sink = new EncodedPacketSink(track);
    isOpen = true;
    return {
      config,
      rotation,
      tickSeconds: 1 / (await track.getTimeResolution()),
      packetAt: (seconds) => sink.getPacket(seconds, { metadataOnly: true }),
      keyPacketAt: (seconds) => sink.getKeyPacket(seconds),
      nextPacket: (packet) => sink.getNextPacket(packet),
      isRandomAccess: async (packet) => ((await track.determinePacketType(packet)) ?? packet.type) === 'key',
      dispose: () => input.dispose(),
    };
  } finally {
    if (!isOpen) {
      input.dispose();
    }
  }
}

/**
 * The software decoder where there is one: the same on every machine, quickest to begin anew, and it holds no surfaces of
 * a graphics card. Null when nothing here decodes this.
 */
async function bestConfig(config: VideoDecoderConfig | null): Promise<VideoDecoderConfig | null> {
  if (config === null) {
    return null;
  }
  for (const hardwareAcceleration of ['prefer-software', 'no-preference'] as const) {
    const wanted = { ...config, hardwareAcceleration };
    if ((await VideoDecoder.isConfigSupported(wanted)).supported === true) {
      return wanted;
    }
  }
  return null;
}
