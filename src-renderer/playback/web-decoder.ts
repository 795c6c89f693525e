import type { EncodedPacket } from 'mediabunny';
import { AppError } from '../../src-main/domain/app-error.ts';
import { type FrameIndex, ptsOfFrame } from '../../src-main/domain/frame-index.ts';
import type { FrameNumber } from '../../src-main/domain/time.ts';
import type { DecodedPicture, PictureDecoder, PictureOrigin, PictureRange } from './decoded-picture.ts';
import { type Decoding, startDecoding } from './decoding.ts';
import { createPacketClock, type PacketClock } from './packet-clock.ts';
import type { PacketTrack } from './packet-track.ts';
import { copyOut } from './picture-copy.ts';
import type { StagePicture } from './stage-picture.ts';

export type WebDecoderOptions = {
  readonly index: FrameIndex;
  /** The frames by the times that this file gives them, where those are not the original's. */
  readonly times?: FrameIndex;
  readonly origin: PictureOrigin & ('original' | 'copy');
  /** What the file's clock is ahead of the original's. */
  readonly offsetMicros: number;
  /** Called once, when the first picture is wanted. Null: this file cannot be decoded here. */
  readonly open: () => Promise<PacketTrack | null>;
};

/** Key frames tried backwards until one is found where decoding may really begin, and how far away it may be. */
const mostKeyFrames = 12;
const mostLeadFrames = 1500;
/** Time stamps for coded pictures that are no frames (hidden ones), so that what comes of them is known and thrown away. */
const nobody = -1_000_000_000;
/**
 * So many frames before the first wanted one the decoder is given every picture again: it learns from them how far this
 * recording reorders its pictures, and may swallow one while it learns.
 */
const settling = 8;
/** No coded picture comes later than this many frames after its place on the screen. */
const mostReordered = 64;

type Start = { readonly packet: EncodedPacket; readonly frame: FrameNumber | null };

function unsupported(): AppError {
  return new AppError('media-unsupported', 'The pictures of this recording cannot be decoded in the window.');
}

/**
 * Decodes with WebCodecs. Each coded picture is handed over under the number of the frame whose pts it carries, and the
 * decoder passes that number on to the picture it makes: no counting, no rate, no order. What comes back under no number,
 * or under one that was not asked for, is thrown away.
 */
export function createWebDecoder(options: WebDecoderOptions): PictureDecoder<StagePicture> {
  const { index, origin, offsetMicros, open } = options;
  const times = options.times ?? index;
  let opened: Promise<{ readonly track: PacketTrack; readonly clock: PacketClock } | null> | null = null;
  let isDisposed = false;

  function opening(): NonNullable<typeof opened> {
    opened ??= open().then((track) => {
      if (track !== null && isDisposed) {
        track.dispose();
        return null;
      }
      return track === null ? null : { track, clock: createPacketClock(times, offsetMicros, track.tickSeconds) };
    });
    return opened;
  }

  /** The nearest place at or before `first` where decoding may begin: the packets themselves are looked into. */
  async function findStart(track: PacketTrack, clock: PacketClock, first: FrameNumber): Promise<Start | null> {
    let seconds = clock.middleOf(first);
    for (let attempt = 0; attempt < mostKeyFrames; attempt += 1) {
      const packet = await track.keyPacketAt(seconds);
      if (packet === null) {
        return null;
      }
      const frame = clock.frameAt(packet.timestamp);
      if (frame !== null && first - frame > mostLeadFrames) {
        return null;
      }
      if ((frame === null || frame <= first) && (await track.isRandomAccess(packet))) {
        return { packet, frame };
      }
      seconds = packet.timestamp - track.tickSeconds;
    }
    return null;
  }

  async function* pictures(
    range: PictureRange,
    signal: AbortSignal,
  ): AsyncGenerator<DecodedPicture<StagePicture>, void, undefined> {
    const file = await opening();
    if (file === null) {
      throw unsupported();
    }
    const { track, clock } = file;
    const start = signal.aborted ? null : await findStart(track, clock, range.first);
    if (start === null || signal.aborted) {
      return;
    }
    const decoding = startDecoding(track.config, range, signal);
    try {
      const feeder = createFeeder(track, clock, start, range);
      while (!signal.aborted) {
        const frame = decoding.take();
        if (frame !== null) {
          const number = frame.timestamp as FrameNumber;
          yield { ...(await copyOut(frame, track.rotation)), frame: number, pts: ptsOfFrame(index, number), origin };
          if (number >= range.last) {
            return;
          }
        } else if (decoding.failure() !== null) {
          throw decoding.failure();
        } else if (decoding.isFlushed()) {
          return;
        } else {
          const changed = decoding.nextChange();
          if (!feeder.isDone()) {
            await feeder.feed(decoding);
          }
          if (feeder.isDone()) {
            decoding.flush();
          }
          if (!decoding.isReady() && !signal.aborted) {
            await changed;
          }
        }
      }
    } finally {
      decoding.close();
    }
  }

  /** Hands coded pictures to the decoder, each under the number of its frame, until all of the run have been. */
  function createFeeder(track: PacketTrack, clock: PacketClock, start: Start, { first, last }: PictureRange) {
    let missing = last - first + 1;
    let packet: EncodedPacket | null = start.packet;
    let hiddenCount = 0;

    async function handOver(decoder: VideoDecoder, coded: EncodedPacket): Promise<void> {
      const frame = clock.frameAt(coded.timestamp);
      // A picture shown before the start of its group leans on one that was not decoded: it is left out.
      const isWhole = frame === null || start.frame === null || frame >= start.frame;
      const isPassedOver = frame !== null && frame < first - settling && track.isNonReference(coded.data);
      if (isWhole && !isPassedOver) {
        hiddenCount += frame === null ? 1 : 0;
        const timestamp = frame ?? nobody + hiddenCount;
        const type = coded === start.packet ? 'key' : coded.type;
        decoder.decode(new EncodedVideoChunk({ type, timestamp, data: coded.data }));
      }
      missing -= frame !== null && frame >= first && frame <= last ? 1 : 0;
      const isPast = frame !== null && frame > last + mostReordered;
      packet = missing === 0 || isPast ? null : await track.nextPacket(coded);
    }

    return {
      isDone: () => packet === null,
      async feed(decoding: Decoding): Promise<void> {
        while (packet !== null && decoding.hasRoom()) {
          await handOver(decoding.decoder, packet);
        }
      },
    };
  }

  return {
    pictures,
    dispose() {
      isDisposed = true;
      void opened?.then((file) => file?.track.dispose());
    },
  };
}
