import {
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
import { AppError } from '../../src-main/domain/app-error.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';
import { mainVideo } from '../player/picture-size.ts';
import { createChunkReader, createIndexedPackets, knowsEveryPacket, type Packets } from './indexed-packets.ts';
import type { StagePicture } from './stage-picture.ts';

/** The coded pictures of one file. */
export type PacketTrack = Packets & {
  readonly config: VideoDecoderConfig;
  readonly rotation: StagePicture['rotation'];
  readonly tickSeconds: number;
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

/** From about an hour and a half on, laying out the times of all pictures takes the demuxer longer than a person waits. */
const longFrames = 150_000;

function isWorthTheIndex(index: FrameIndex): boolean {
  return index.count > longFrames && knowsEveryPacket(index);
}

function demuxedPackets(track: InputVideoTrack): Packets {
  const sink = new EncodedPacketSink(track);
  return {
    keyPacketAt: (seconds) => sink.getKeyPacket(seconds),
    nextPacket: (packet) => sink.getNextPacket(packet),
    isRandomAccess: async (packet) => ((await track.determinePacketType(packet)) ?? packet.type) === 'key',
  };
}

async function fetchBytes(url: string, start: number, end: number): Promise<Uint8Array> {
  const answer = await fetch(url, { headers: { Range: `bytes=${start}-${end - 1}` } });
  if (answer.status !== 206) {
    throw new AppError('source-unreadable', 'A part of this recording could not be read. Verify the matter.', {
      status: answer.status,
      start,
      end,
    });
  }
  return new Uint8Array(await answer.arrayBuffer());
}

/**
 * Opens the counted track of an original, or (`facts` and `index` null) the only one of a copy. Null when this page cannot demux or
 * decode it, or would show another track than the one counted.
 */
export async function openPacketTrack(
  url: string,
  facts: RecordingFacts | null,
  index: FrameIndex | null,
): Promise<PacketTrack | null> {
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
    const isByIndex = index !== null && facts?.container === 'mov' && isWorthTheIndex(index);
    const packets = isByIndex
      ? createIndexedPackets(
          index,
          track,
          createChunkReader((start, end) => fetchBytes(url, start, end)),
        )
      : demuxedPackets(track);
    const tickSeconds = isByIndex ? index.timebase.num / index.timebase.den : 1 / (await track.getTimeResolution());
    isOpen = true;
    return { config, rotation, tickSeconds, ...packets, dispose: () => input.dispose() };
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
