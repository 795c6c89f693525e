import type { ClipQuality } from '../../domain/clip-proof.ts';
import type { VideoStreamFacts } from '../../domain/recording-facts.ts';
import { evenSize } from './encode-options.ts';
import { type Filter, filterText } from './ffmpeg-arguments.ts';

/** Pixel formats that libx264 codes without any loss, by the names they keep in the clip. */
const losslessFormats = [
  ...['yuv420p', 'yuvj420p', 'yuv422p', 'yuvj422p', 'yuv444p', 'yuvj444p', 'gray', 'nv12'],
  ...['yuv420p10le', 'yuv422p10le', 'yuv444p10le', 'gray10le'],
];

/** The pixel format of a clip's pictures; null where the source's own cannot be coded without loss. */
export function clipPixelFormat(video: VideoStreamFacts, quality: ClipQuality): string | null {
  if (quality === 'visually-lossless') {
    return 'yuv420p';
  }
  // Interleaved chroma becomes two planes of the same samples.
  const planar = video.pixelFormat === 'nv12' ? 'yuv420p' : video.pixelFormat;
  return losslessFormats.includes(planar) ? planar : null;
}

const turns: Readonly<Record<VideoStreamFacts['rotation'], readonly Filter[]>> = {
  0: [],
  90: [{ filter: 'transpose', options: { dir: 'clock' } }],
  180: [{ filter: 'hflip' }, { filter: 'vflip' }],
  270: [{ filter: 'transpose', options: { dir: 'cclock' } }],
};

/** Repeatable on every machine: no shortcuts of one processor. */
const exactScale: Filter = { filter: 'scale', options: { flags: 'bicubic+accurate_rnd+full_chroma_int+bitexact' } };

/** From the upright picture to the one the encoder gets: another pixel format, even sides. */
export function encoderConversion(video: VideoStreamFacts, pixelFormat: string): Filter[] {
  const isOther = video.pixelFormat !== pixelFormat;
  const format: Filter = { filter: 'format', options: { pix_fmts: pixelFormat } };
  return [...(isOther ? [exactScale, format] : []), ...evenSize(video)];
}

/** From the decoder's own memory to the picture a clip holds: turned upright, then `encoderConversion`. */
export function clipConversion(video: VideoStreamFacts, pixelFormat: string): Filter[] {
  return [...turns[video.rotation], ...encoderConversion(video, pixelFormat)];
}

/** The conversion as ffmpeg's `-vf` takes it, for the proof table; `none` where the samples are the source's own. */
export function conversionText(filters: readonly Filter[]): string {
  return filters.length === 0 ? 'none' : filters.map((filter) => filterText(filter).replaceAll("'", '')).join(',');
}
