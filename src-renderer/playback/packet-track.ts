import {
  BufferSource,
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
import type { FootageDetail } from '../../src-main/domain/footage.ts';
import type { FrameIndex } from '../../src-main/domain/frame-index.ts';
import type { RecordingFacts, VideoStreamFacts } from '../../src-main/domain/recording-facts.ts';
import { mainVideo } from '../player/picture-size.ts';
import { createChunkReader, createIndexedPackets, knowsEveryPacket, type Packets } from './indexed-packets.ts';
import { keptHead } from './kept-heads.ts';
import { createNonReferenceCheck, type NonReferenceCheck } from './non-reference.ts';
import type { StagePicture } from './stage-picture.ts';

/** The coded pictures of one file. */
export type PacketTrack = Packets & {
  readonly config: VideoDecoderConfig;
  readonly rotation: StagePicture['rotation'];
  readonly tickSeconds: number;
  readonly isNonReference: NonReferenceCheck;
  dispose(): void;
};

/** An original and what is known of it. */
export type CountedFile = {
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly byteCount: number;
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

/** Kinds of pictures that a head without tables describes; of others mediabunny would look into the first one. */
const describedCodecs = ['h264', 'hevc'];

export function isLong(frameCount: number): boolean {
  return frameCount > longFrames;
}

/** Where every picture lies is read from the FrameIndex, not from the tables of the file. */
function isReadByIndex(facts: RecordingFacts, frameCount: number): boolean {
  return facts.container === 'mov' && isLong(frameCount);
}

/** The head of the file, where opening it by its head alone is worth it: that takes as long for a day as for a minute. */
function headOf(url: string, facts: RecordingFacts, byteCount: number): Promise<Uint8Array | null> {
  return describedCodecs.includes(mainVideo(facts)?.codec ?? '')
    ? keptHead(url, byteCount, (start, end) => fetchBytes(url, start, end))
    : Promise.resolve(null);
}

/** Begins to read what `openPacketTrack` will want, while the frames of the recording are still being read. */
export function openAhead(url: string, { facts, index, footage }: FootageDetail): void {
  if (facts !== null && index !== null && isReadByIndex(facts, index.frameCount)) {
    // Whoever opens the file hears of a failure.
    headOf(url, facts, footage.byteCount).catch(() => undefined);
  }
}

/** The file by its head; null where that does not describe its pictures. */
async function openByHead(url: string, { facts, byteCount }: CountedFile): Promise<Input | null> {
  const head = await headOf(url, facts, byteCount);
  if (head === null) {
    return null;
  }
  const input = new Input({ source: new BufferSource(head), formats: [MP4, QTFF] });
  const tracks = await input.getVideoTracks();
  const configs = await Promise.all(tracks.map((track) => track.getDecoderConfig()));
  if (configs.some((config) => config?.description === undefined)) {
    input.dispose();
    return null;
  }
  return input;
}

function openWhole(url: string): Input {
  return new Input({
    source: new UrlSource(url, {
      maxCacheSize: sourceCacheBytes,
      getRetryDelay: (attempts) => retryDelays[attempts] ?? null,
    }),
    formats: [MP4, QTFF, MATROSKA, WEBM, MPEG_TS],
  });
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
 * Opens the counted track of an original, or (`original` null) the only one of a copy. Null when this page cannot demux or
 * decode it, or would show another track than the one counted.
 */
export async function openPacketTrack(url: string, original: CountedFile | null): Promise<PacketTrack | null> {
  const isByIndex =
    original !== null && isReadByIndex(original.facts, original.index.count) && knowsEveryPacket(original.index);
  const input = (isByIndex ? await openByHead(url, original) : null) ?? openWhole(url);
  let isOpen = false;
  try {
    const counted = original === null ? null : mainVideo(original.facts);
    const track =
      original === null || counted === null
        ? await input.getPrimaryVideoTrack()
        : await findTrack(input, original.facts, counted);
    if (track === null || (await track.getFlip())) {
      return null;
    }
    const config = await bestConfig(await track.getDecoderConfig());
    const rotation = await track.getRotation();
    if (config === null || (counted !== null && rotation !== counted.rotation)) {
      return null;
    }
    const packets = isByIndex
      ? createIndexedPackets(
          original.index,
          track,
          createChunkReader((start, end) => fetchBytes(url, start, end)),
        )
      : demuxedPackets(track);
    const tickSeconds = isByIndex
      ? original.index.timebase.num / original.index.timebase.den
      : 1 / (await track.getTimeResolution());
    isOpen = true;
    const isNonReference = createNonReferenceCheck(config);
    return { config, rotation, tickSeconds, isNonReference, ...packets, dispose: () => input.dispose() };
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
