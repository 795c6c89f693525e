import type { PictureSize } from './picture-size.ts';

/** How much finer the luma of a subsampled format is than its chroma, across and down. */
const subsampling: Readonly<Record<string, readonly [number, number]>> = {
  410: [4, 4],
  411: [4, 1],
  420: [2, 2],
  422: [2, 1],
  440: [1, 2],
  444: [1, 1],
};

const bytesPerPixel: Readonly<Record<string, number>> = {
  ...{ gray: 1, rgb24: 3, bgr24: 3, gbrp: 3 },
  ...{ rgba: 4, bgra: 4, argb: 4, abgr: 4, rgb0: 4, bgr0: 4, '0rgb': 4, '0bgr': 4 },
};

/**
 * Bytes of one picture as ffmpeg's `rawvideo` writes it (rows without padding, planes one after another), or null for a
 * pixel format that is not known here.
 */
export function pictureBytes(pixelFormat: string, { width, height }: PictureSize): number | null {
  const planar = /^yuvj?(4\d\d)p(9|1[0246])?(?:le|be)?$/.exec(pixelFormat);
  const nearlyPlanar = /^(?:nv12|nv21|p010le|p010be)$/.test(pixelFormat);
  const ratio = nearlyPlanar ? subsampling[420] : subsampling[planar?.[1] ?? ''];
  if (ratio !== undefined) {
    const [across, down] = ratio;
    const samples = width * height + 2 * Math.ceil(width / across) * Math.ceil(height / down);
    const isWide = planar?.[2] !== undefined || pixelFormat.startsWith('p010');
    return samples * (isWide ? 2 : 1);
  }
  const gray = /^gray(?:9|1[0246])(?:le|be)$/.test(pixelFormat) ? 2 : undefined;
  const each = bytesPerPixel[pixelFormat] ?? gray;
  return each === undefined ? null : each * width * height;
}
