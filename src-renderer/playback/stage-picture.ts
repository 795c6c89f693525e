/**
 * One decoded picture as the stage takes it. `source` is what the decoder gave, in coded orientation; drawn turned by
 * `rotation` degrees clockwise it stands upright and is `width` by `height` coded pixels. The pixels' own shape (sample
 * aspect ratio) is the page's business: it scales the canvas, never the picture.
 */
export type StagePicture = {
  readonly source: ImageBitmap | VideoFrame;
  readonly rotation: 0 | 90 | 180 | 270;
  readonly width: number;
  readonly height: number;
};

/** Draws the picture upright over the whole of a canvas that is `width` by `height`. */
export function drawUpright(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { source, rotation, width, height }: Omit<StagePicture, 'source'> & { readonly source: CanvasImageSource },
): void {
  const isTurned = rotation === 90 || rotation === 270;
  const [codedWidth, codedHeight] = isTurned ? [height, width] : [width, height];
  context.save();
  context.translate(width / 2, height / 2);
  context.rotate((rotation * Math.PI) / 180);
  context.drawImage(source, -codedWidth / 2, -codedHeight / 2, codedWidth, codedHeight);
  context.restore();
}
