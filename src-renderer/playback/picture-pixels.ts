import { drawUpright, type StagePicture } from './stage-picture.ts';

/** A picture read out and ready to be drawn at once; `release` gives its memory back for the next one. */
export type ReadPicture = {
  /** Draws it upright over the whole of a canvas of the picture's own size, which must not be scaled. */
  draw(context: OffscreenCanvasRenderingContext2D): void;
  release(): void;
};

/** Memory that waits for the next picture of its size: as many as are ever on their way at once. */
const mostSpare = 3;
const spare: ImageData[] = [];

function takeMemory(width: number, height: number): ImageData {
  const place = spare.findIndex((image) => image.width === width && image.height === height);
  const [found] = place === -1 ? [] : spare.splice(place, 1);
  return found ?? new ImageData(width, height);
}

function giveBack(image: ImageData): void {
  spare.unshift(image);
  spare.length = Math.min(spare.length, mostSpare);
}

/** In the library's types `copyTo` does not convert yet. */
type Converting = { copyTo(into: BufferSource, options: { format: 'RGBA'; colorSpace: 'srgb' }): Promise<unknown> };

async function readInto(source: VideoFrame, image: ImageData): Promise<boolean> {
  try {
    await (source as unknown as Converting).copyTo(image.data, { format: 'RGBA', colorSpace: 'srgb' });
    return true;
  } catch (thrown) {
    // A kind of picture that the page cannot convert is drawn as it is; one that was closed meanwhile is not wanted.
    if (thrown instanceof DOMException && source.format !== null) {
      return false;
    }
    throw thrown;
  }
}

/**
 * Reads a picture's pixels. Drawing a VideoFrame straight onto a canvas gives the same, but without a graphics processor
 * Chromium then keeps up to 65 pictures in full colour for good: half a gigabyte of 1080p, two of 4K; and it takes twice
 * as long. Rejects when the picture was closed meanwhile.
 */
export async function readPicture(picture: StagePicture): Promise<ReadPicture> {
  const { source, rotation, width, height } = picture;
  if (source instanceof VideoFrame) {
    const isTurned = rotation === 90 || rotation === 270;
    const image = isTurned ? takeMemory(height, width) : takeMemory(width, height);
    if (await readInto(source, image)) {
      return { draw: (context) => drawPixels(context, picture, image), release: () => giveBack(image) };
    }
    giveBack(image);
  }
  return { draw: (context) => drawUpright(context, picture), release: () => undefined };
}

function drawPixels(context: OffscreenCanvasRenderingContext2D, picture: StagePicture, image: ImageData): void {
  if (picture.rotation === 0) {
    context.putImageData(image, 0, 0);
    return;
  }
  const coded = new OffscreenCanvas(image.width, image.height);
  coded.getContext('2d')?.putImageData(image, 0, 0);
  drawUpright(context, { ...picture, source: coded });
}
