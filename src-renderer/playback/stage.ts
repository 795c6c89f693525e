import type { DecodedPicture } from './decoded-picture.ts';
import { drawUpright, type StagePicture } from './stage-picture.ts';

/** Where decoded pictures are drawn. Outlives the canvas: a canvas that comes later gets the newest picture at once. */
export type Stage = {
  draw(decoded: DecodedPicture<StagePicture>): void;
  attach(canvas: HTMLCanvasElement): () => void;
};

/** The canvas keeps the full size of the decoded picture; the page scales it. `data-frame` names what it holds. */
export function createStage(): Stage {
  let canvas: HTMLCanvasElement | null = null;
  let newest: OffscreenCanvas | null = null;
  let newestFrame = -1;

  function paint(): void {
    if (canvas === null || newest === null) {
      return;
    }
    if (canvas.width !== newest.width || canvas.height !== newest.height) {
      canvas.width = newest.width;
      canvas.height = newest.height;
    }
    canvas.getContext('2d')?.drawImage(newest, 0, 0);
    canvas.dataset['frame'] = String(newestFrame);
  }

  return {
    draw({ picture, frame }) {
      if (newest === null || newest.width !== picture.width || newest.height !== picture.height) {
        newest = new OffscreenCanvas(picture.width, picture.height);
      }
      const context = newest.getContext('2d');
      if (context !== null) {
        drawUpright(context, picture);
      }
      newestFrame = frame;
      paint();
    },
    attach(next) {
      canvas = next;
      paint();
      return () => {
        if (canvas === next) {
          canvas = null;
        }
      };
    },
  };
}
