import { writeFile } from 'node:fs/promises';
import { ptsOfFrame } from '../../domain/frame-index.ts';
import type { FrameNumber, Pts } from '../../domain/time.ts';
import type { FrameRequest } from './decode-frame.ts';
import { decodePictures } from './decode-pictures.ts';
import type { Filter } from './ffmpeg-arguments.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';

export interface RenderedStill extends RenderedFile {
  readonly frame: FrameNumber;
  readonly pts: Pts;
  readonly width: number;
  readonly height: number;
}

/**
 * Writes the exact picture of one frame as a PNG, full size and upright. `after` works on the finished picture: viewing
 * aids, for a still of class ENHANCED. Throws like `decodeFrame`.
 */
export async function renderStill(
  request: FrameRequest & { readonly outputPath: string; readonly after?: readonly Filter[] | undefined },
): Promise<RenderedStill> {
  const pts = ptsOfFrame(request.index, request.frame);
  const pictures = await decodePictures({
    ...request,
    first: request.frame,
    count: 1,
    output: { kind: 'png', after: request.after },
  });
  const written = await writeThenRename(request.outputPath, (temporaryPath) =>
    writeFile(temporaryPath, Buffer.concat(pictures.images), { flag: 'wx' }),
  );
  return {
    argv: [...pictures.argv],
    toolVersion: pictures.toolVersion,
    byteCount: written.byteCount,
    digest: written.digest,
    frame: request.frame,
    pts,
    width: pictures.width,
    height: pictures.height,
  };
}
