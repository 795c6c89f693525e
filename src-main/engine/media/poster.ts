import { writeFile } from 'node:fs/promises';
import { type FrameIndex, frameAtPts, keyFrameAtOrBefore, ptsOfFrame } from '../../domain/frame-index.ts';
import type { RecordingFacts } from '../../domain/recording-facts.ts';
import type { FrameNumber, Pts } from '../../domain/time.ts';
import { decodePictures } from './decode-pictures.ts';
import { mainVideoOf } from './index-frames.ts';
import type { MediaOptions } from './media-options.ts';
import { displaySize, fitInto } from './picture-size.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';
import { findMediaTools } from './tools.ts';

export interface PosterRequest extends MediaOptions {
  readonly path: string;
  readonly facts: RecordingFacts;
  readonly index: FrameIndex;
  readonly outputPath: string;
}

export interface RenderedPoster extends RenderedFile {
  readonly frame: FrameNumber;
  readonly width: number;
  readonly height: number;
}

const posterBox = { width: 640, height: 640 };

/** A tenth into the recording: past the black or shaking start, cheap to decode. */
function posterFrame(index: FrameIndex): FrameNumber {
  const last = (index.count - 1) as FrameNumber;
  const first = ptsOfFrame(index, 0 as FrameNumber);
  const moment = first + Math.round((ptsOfFrame(index, last) - first) / 10);
  return keyFrameAtOrBefore(index, frameAtPts(index, moment as Pts));
}

/** Writes a JPEG of one picture that stands for the recording in lists. Throws like `decodeFrame`. */
export async function renderPoster(request: PosterRequest): Promise<RenderedPoster> {
  const tools = request.tools ?? (await findMediaTools());
  const frame = posterFrame(request.index);
  const size = fitInto(displaySize(mainVideoOf(request.facts)), posterBox);
  const written = await writeThenRename(request.outputPath, async (temporaryPath) => {
    const pictures = await decodePictures({
      ...request,
      tools,
      first: frame,
      count: 1,
      output: { kind: 'small-jpeg', ...size },
    });
    await writeFile(temporaryPath, Buffer.concat(pictures.images), { flag: 'wx' });
    return pictures.argv;
  });
  return {
    argv: [...written.made],
    toolVersion: tools.version,
    byteCount: written.byteCount,
    digest: written.digest,
    frame,
    ...size,
  };
}
