import type { FootageDetail } from '../../src-main/domain/footage.ts';
import { type FrameIndex, hasDistinctPts } from '../../src-main/domain/frame-index.ts';
import type { RecordingFacts } from '../../src-main/domain/recording-facts.ts';
import { originalUrl, renditionUrl } from '../timeline/filmstrip.ts';
import type { PictureDecoder } from './decoded-picture.ts';
import { openPacketTrack } from './packet-track.ts';
import type { StagePicture } from './stage-picture.ts';
import { createWebDecoder } from './web-decoder.ts';

/** The decoders of the page for one recording, the best first. */
export type BenchDecoders = {
  list(): readonly PictureDecoder<StagePicture>[];
  /** Takes up the playable copy once it is made. */
  learn(detail: FootageDetail): void;
  dispose(): void;
};

/** Containers that mediabunny demuxes, by ffprobe's name. */
const demuxed = ['mov', 'matroska', 'mpegts'];

/**
 * Whether packets name the frames of this recording: each frame one packet with a pts of its own. Where the frames had to
 * be counted by decoding (two packets to a picture, packets without pts, a start without a key frame), another decoder may
 * see others, so the page then keeps to the copy or asks ffmpeg.
 */
export function mayDecodeOriginal(index: FrameIndex, facts: RecordingFacts): boolean {
  return index.readFrom === 'packets' && hasDistinctPts(index) && demuxed.includes(facts.container);
}

/**
 * The frames as the copy has them: where time stamps repeat or go back each picture of it still got a moment of its own,
 * a tick after the one before.
 */
function steadyIndex(index: FrameIndex): FrameIndex {
  if (hasDistinctPts(index)) {
    return index;
  }
  let previous = Number.NEGATIVE_INFINITY;
  const pts = index.pts.map((value) => {
    previous = Math.max(value, previous + 1);
    return previous;
  });
  return { ...index, pts };
}

/** Opens nothing yet: each file is opened when the first picture of it is wanted. */
export function createBenchDecoders(detail: FootageDetail, index: FrameIndex): BenchDecoders {
  const { facts, footage } = detail;
  const decoders: PictureDecoder<StagePicture>[] = [];
  let hasCopy = false;
  if (facts !== null && mayDecodeOriginal(index, facts)) {
    const open = () => openPacketTrack(originalUrl(footage.id), { facts, index, byteCount: footage.byteCount });
    decoders.push(createWebDecoder({ index, origin: 'original', offsetMicros: 0, open }));
  }

  function learn({ renditions }: FootageDetail): void {
    const proxy = renditions.find((rendition) => rendition.kind === 'proxy');
    if (proxy !== undefined && !hasCopy) {
      hasCopy = true;
      const offset = proxy.details['offsetMicros'];
      const offsetMicros = typeof offset === 'number' ? offset : 0;
      const open = () => openPacketTrack(renditionUrl(proxy.id), null);
      decoders.push(createWebDecoder({ index, times: steadyIndex(index), origin: 'copy', offsetMicros, open }));
    }
  }
  learn(detail);

  return {
    list: () => decoders,
    learn,
    dispose() {
      for (const decoder of decoders) {
        decoder.dispose();
      }
    },
  };
}
