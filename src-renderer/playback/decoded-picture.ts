import type { FrameNumber, Pts } from '../../src-main/domain/time.ts';

/**
 * What made a picture. `original`: decoded in the page from the recording itself; `copy`: decoded in the page from the
 * playable copy with the same frames; `engine`: decoded by ffmpeg from the recording.
 */
export type PictureOrigin = 'original' | 'copy' | 'engine';

/** The decoded picture of one frame, upright. `Picture` is a StagePicture in the app and anything at all in a test. */
export type DecodedPicture<Picture> = {
  readonly frame: FrameNumber;
  readonly pts: Pts;
  readonly picture: Picture;
  readonly byteCount: number;
  readonly origin: PictureOrigin;
};

/** Fetches one picture from the engine; must reject when `signal` is aborted. */
export type FetchFrame<Picture> = (frame: FrameNumber, signal: AbortSignal) => Promise<DecodedPicture<Picture>>;

/** The frames `first` to `last`, both included. */
export type PictureRange = {
  readonly first: FrameNumber;
  readonly last: FrameNumber;
  /** Somebody waits for this one: it comes first, and of those before it only the nearest few. */
  readonly urgent: FrameNumber | null;
};

/** Decodes runs of pictures in the page, from one file. */
export type PictureDecoder<Picture> = {
  /**
   * The pictures of a range in order (but for the urgent one), made as they are pulled. A picture that the decoder does
   * not give up is left out, never replaced. Leaving the loop or aborting frees everything; throws `media-unsupported`
   * when this file cannot be decoded here at all.
   */
  pictures(range: PictureRange, signal: AbortSignal): AsyncGenerator<DecodedPicture<Picture>, void, undefined>;
  dispose(): void;
};

/** Where the reviewer is heading: what is prepared before it is asked for. 0 is a jump. */
export type SeekDirection = -1 | 0 | 1;
