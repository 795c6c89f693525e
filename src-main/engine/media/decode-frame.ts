import { createHash } from 'node:crypto';
import { type Digest, digestSchema } from '../../domain/digest.ts';
import { type FrameIndex, ptsOfFrame } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, Pts } from '../../domain/time.ts';
import { decodePictures } from './decode-pictures.ts';
import type { MediaOptions } from './media-options.ts';

/** One frame of one recording. */
export interface FrameRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly frame: FrameNumber;
}

export type PictureFormat = 'png' | 'jpeg';

/** The decoded picture of a frame: full size, upright, as an image file. */
export interface DecodedFrame {
  readonly frame: FrameNumber;
  readonly pts: Pts;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly argv: readonly string[];
  readonly toolVersion: string;
}

/** The fingerprint of a frame's decoded picture: what "the same frame" means whatever container it came in. */
export interface FrameHash {
  /** SHA-256 of the raw picture, in coded orientation and the decoder's own pixel format. */
  readonly digest: Digest;
  readonly pixelFormat: string;
  readonly width: number;
  readonly height: number;
  readonly pts: Pts;
}

/** Most frames one call decodes: a full-size run is held in memory. */
const mostFramesAtOnce = 240;

/**
 * Decodes `count` consecutive frames from `frame` on (fewer at the end of the recording, at most 240), to fill a cache
 * when stepping. Throws `frame-out-of-range`, `proof-failed`, `tool-failed`, `cancelled`.
 */
export async function decodeFrames(
  request: FrameRequest & { readonly count: number; readonly format: PictureFormat },
): Promise<DecodedFrame[]> {
  ptsOfFrame(request.index, request.frame);
  const count = Math.max(1, Math.min(request.count, mostFramesAtOnce, request.index.count - request.frame));
  const pictures = await decodePictures({ ...request, first: request.frame, count, output: { kind: request.format } });
  return pictures.images.map((bytes, offset) => {
    const frame = (request.frame + offset) as FrameNumber;
    return {
      frame,
      pts: ptsOfFrame(request.index, frame),
      bytes,
      width: pictures.width,
      height: pictures.height,
      argv: pictures.argv,
      toolVersion: pictures.toolVersion,
    };
  });
}

/** The exact picture of one frame. Throws `frame-out-of-range`, `proof-failed`, `tool-failed`, `cancelled`. */
export async function decodeFrame(request: FrameRequest & { readonly format: PictureFormat }): Promise<DecodedFrame> {
  ptsOfFrame(request.index, request.frame);
  const pictures = await decodePictures({
    ...request,
    first: request.frame,
    count: 1,
    output: { kind: request.format },
  });
  return {
    frame: request.frame,
    pts: ptsOfFrame(request.index, request.frame),
    bytes: Buffer.concat(pictures.images),
    width: pictures.width,
    height: pictures.height,
    argv: pictures.argv,
    toolVersion: pictures.toolVersion,
  };
}

/** Hashes the decoded picture of one frame. Throws like `decodeFrame`. */
export async function hashFrame(request: FrameRequest): Promise<FrameHash> {
  ptsOfFrame(request.index, request.frame);
  const pictures = await decodePictures({
    ...request,
    first: request.frame,
    count: 1,
    output: { kind: 'native' },
  });
  return {
    digest: digestSchema.parse(createHash('sha256').update(Buffer.concat(pictures.images)).digest('hex')),
    pixelFormat: pictures.pixelFormat,
    width: pictures.width,
    height: pictures.height,
    pts: ptsOfFrame(request.index, request.frame),
  };
}
