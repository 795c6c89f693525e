import { execFileSync } from 'node:child_process';
import type { IllustrationShape } from '../../src-main/domain/illustration.ts';
import { shapePlaceAt } from '../../src-main/domain/illustration-geometry.ts';

/** A picture of a finished aid: when it is shown, in seconds, and its pixels, three bytes each. */
export type AidShown = { readonly pts: number; readonly pixels: Buffer };
export type AidPictures = { readonly width: number; readonly height: number; readonly pictures: readonly AidShown[] };

/** Every picture of a finished aid by a plain decode, with the time it is shown at. */
export function readAidPictures(file: string): AidPictures {
  const [size = '', ...times] = execFileSync(
    'ffprobe',
    ['-v', 'error', '-show_entries', 'stream=width,height:frame=pts_time', '-of', 'compact=p=0:nk=1', file],
    { encoding: 'utf8', maxBuffer: 1e8 },
  )
    .trim()
    .split('\n')
    .sort((a, b) => Number(b.includes('|')) - Number(a.includes('|')));
  const [width = 0, height = 0] = size.split('|').map(Number);
  const raw = execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-fps_mode', 'passthrough', '-pix_fmt', 'rgb24', '-f', 'rawvideo', '-'],
    // A picture that stands long is there several times, which the raw form remarks upon.
    { maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const bytes = width * height * 3;
  if (bytes === 0 || raw.length !== bytes * times.length) {
    throw new Error(`${file}: ${raw.length} bytes are not ${times.length} pictures of ${width}x${height}.`);
  }
  return {
    width,
    height,
    pictures: times.map((time, at) => ({ pts: Number(time), pixels: raw.subarray(at * bytes, (at + 1) * bytes) })),
  };
}

/** Mean colour of the nine pixels around a place given in pixels. */
export function colourAt(
  { width }: Pick<AidPictures, 'width'>,
  { pixels }: AidShown,
  x: number,
  y: number,
): [number, number, number] {
  const mean = (channel: number): number => {
    let sum = 0;
    for (let dy = -1; dy <= 1; dy += 1) {
      for (let dx = -1; dx <= 1; dx += 1) {
        sum += pixels[((Math.round(y) + dy) * width + Math.round(x) + dx) * 3 + channel] ?? 0;
      }
    }
    return sum / 9;
  };
  return [mean(0), mean(1), mean(2)];
}

/** The yellow that shapes are drawn in, as an encoder leaves it. */
export const isYellow = ([red, green, blue]: readonly number[]): boolean =>
  (red ?? 0) > 150 && (green ?? 0) > 130 && (blue ?? 255) < (green ?? 0) - 50;

/** Middle of an arrow's head at a frame, in pixels of the picture. Throws where the arrow is not shown. */
export function arrowHeadAt(
  shape: Pick<IllustrationShape, 'keyframes' | 'movement'> | undefined,
  frame: number,
  picture: { readonly width: number; readonly height: number },
): { x: number; y: number } {
  const place = shape === undefined ? null : shapePlaceAt(shape, frame);
  if (place === null) {
    throw new Error(`The arrow is not shown in frame ${frame}.`);
  }
  const tip = { x: (place.toX * picture.width) / 10_000, y: (place.toY * picture.height) / 10_000 };
  const tail = { x: (place.x * picture.width) / 10_000, y: (place.y * picture.height) / 10_000 };
  const length = Math.hypot(tip.x - tail.x, tip.y - tail.y);
  return { x: tip.x - ((tip.x - tail.x) / length) * 7, y: tip.y - ((tip.y - tail.y) / length) * 7 };
}
