import { areAidsOn, type ViewingAids } from '../../src-main/domain/viewing-aids.ts';
import type { Treatment } from '../playback/stage.ts';
import { applyAids } from './aid-pixels.ts';
import { type AidShader, createAidShader } from './aid-shader.ts';

let shader: AidShader | null | undefined;
let byHand: OffscreenCanvas | null = null;

/** One shader for the page: browsers allow few. */
function sharedShader(): AidShader | null {
  shader = shader === undefined ? createAidShader() : shader;
  return shader;
}

function treatByHand(picture: OffscreenCanvas, aids: ViewingAids, rotation: number): OffscreenCanvas {
  const { width, height } = picture;
  if (byHand === null || byHand.width !== width || byHand.height !== height) {
    byHand = new OffscreenCanvas(width, height);
  }
  const pixels = picture.getContext('2d')?.getImageData(0, 0, width, height);
  if (pixels !== undefined) {
    applyAids(pixels, aids, rotation);
    byHand.getContext('2d', { willReadFrequently: true })?.putImageData(pixels, 0, 0);
  }
  return byHand;
}

/**
 * What the stage does to a picture before it is shown; null when no aid is on. With WebGL where there is some, else pixel
 * by pixel: the same levels either way.
 * @param rotation degrees clockwise by which the coded picture is turned upright
 */
export function createTreatment(aids: ViewingAids, rotation: number): Treatment | null {
  if (!areAidsOn(aids)) {
    return null;
  }
  return (picture) => {
    const drawn = sharedShader()?.draw(picture, aids, rotation) ?? null;
    if (drawn !== null) {
      return drawn;
    }
    shader = null;
    return treatByHand(picture, aids, rotation);
  };
}
