import { writeFile } from 'node:fs/promises';
import { ptsOfFrame } from '../../domain/frame-index.ts';
import type { FrameNumber, Pts } from '../../domain/time.ts';
import { decodeFrame, type FrameRequest, type PictureFormat } from './decode-frame.ts';
import { type RenderedFile, writeThenRename } from './rendered-file.ts';

export interface RenderedStill extends RenderedFile {
  readonly frame: FrameNumber;
  readonly pts: Pts;
  readonly width: number;
  readonly height: number;
}

/** Writes the exact picture of one frame as an image file, full size and upright. Throws like `decodeFrame`. */
export async function renderStill(
  request: FrameRequest & { readonly outputPath: string; readonly format: PictureFormat },
): Promise<RenderedStill> {
  const decoded = await decodeFrame(request);
  const written = await writeThenRename(request.outputPath, (temporaryPath) =>
    writeFile(temporaryPath, decoded.bytes, { flag: 'wx' }),
  );
  return {
    argv: [...decoded.argv],
    toolVersion: decoded.toolVersion,
    byteCount: written.byteCount,
    digest: written.digest,
    frame: request.frame,
    pts: ptsOfFrame(request.index, request.frame),
    width: decoded.width,
    height: decoded.height,
  };
}
