import { createHash } from 'node:crypto';
import { digestSchema } from '../../domain/digest.ts';
import { ptsOfFrame } from '../../domain/frame-index.ts';
import type { FrameInspection } from '../../domain/frame-inspection.ts';
import type { FrameNumber } from '../../domain/time.ts';
import type { FrameRequest } from './decode-frame.ts';
import { decodePictures } from './decode-pictures.ts';

const scans = { P: 'progressive', T: 'top-field-first', B: 'bottom-field-first' } as const;

function pictureTypeOf(type: string | undefined): FrameInspection['pictureType'] {
  return type === 'I' || type === 'P' || type === 'B' ? type : 'other';
}

/**
 * Decodes `count` consecutive frames and says of each how it was coded, whether it is interlaced, and the hash of its
 * picture. The pictures are held in memory meanwhile. Errors: those of `decodePictures`; `frame-out-of-range`.
 */
export async function inspectFrames(request: FrameRequest & { readonly count: number }): Promise<FrameInspection[]> {
  ptsOfFrame(request.index, request.frame);
  const pictures = await decodePictures({ ...request, first: request.frame, output: { kind: 'native' } });
  return pictures.images.map((image, offset) => {
    const frame = (request.frame + offset) as FrameNumber;
    const shown = pictures.shown[offset];
    return {
      frame,
      pts: ptsOfFrame(request.index, frame),
      digest: digestSchema.parse(createHash('sha256').update(image).digest('hex')),
      pixelFormat: pictures.pixelFormat,
      width: pictures.width,
      height: pictures.height,
      pictureType: pictureTypeOf(shown?.type),
      scan: scans[shown?.scan ?? 'P'],
      toolVersion: pictures.toolVersion,
    };
  });
}
