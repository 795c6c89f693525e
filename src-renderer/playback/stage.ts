import type { DecodedPicture } from './decoded-picture.ts';
import { readPicture } from './picture-pixels.ts';
import type { StagePicture } from './stage-picture.ts';

/** What is done to a picture on its way to the screen (viewing aids). Gives a picture of the same size. */
export type Treatment = (picture: OffscreenCanvas) => OffscreenCanvas;

/** `still`: decoded pictures only; `live`: the player's; `both`: whichever came last, scaled into the canvas as it is. */
export type CanvasRole = 'still' | 'live' | 'both';

/** One picture of the player, to be drawn upright in coded pixels. */
export type LivePicture = {
  readonly source: CanvasImageSource;
  readonly width: number;
  readonly height: number;
  readonly frame: number;
};

/** Where pictures are drawn. Outlives the canvases: a canvas that comes later gets the newest picture at once. */
export type Stage = {
  /**
   * Reads the picture, waits until it is due, asks `commit` and draws at once when that says yes: what `commit` notes (the
   * number shown) and the picture change in the same moment. Rejects when the picture was closed before it was read.
   */
  draw(decoded: DecodedPicture<StagePicture>, commit: () => boolean, due?: Promise<void>): Promise<void>;
  /** As `draw`, for a picture that the player has just presented. */
  drawLive(picture: LivePicture): void;
  /** The canvases of `still` and `live` take the size of the picture; one of `both` keeps its own. */
  attach(canvas: HTMLCanvasElement, role?: CanvasRole): () => void;
  /** Pictures are kept as they came: a treatment that is taken away leaves no trace. */
  setTreatment(treatment: Treatment | null): void;
};

type Layer = { canvas: OffscreenCanvas | null; frame: number };

/** Draws into `layer` at the size of the picture, upright and as it came. */
function fill(
  layer: Layer,
  { width, height, frame }: { width: number; height: number; frame: number },
  draw: (context: OffscreenCanvasRenderingContext2D) => void,
): void {
  if (layer.canvas === null || layer.canvas.width !== width || layer.canvas.height !== height) {
    layer.canvas = new OffscreenCanvas(width, height);
  }
  const context = layer.canvas.getContext('2d');
  if (context !== null) {
    draw(context);
  }
  layer.frame = frame;
}

/** The canvases hold decoded pictures in full size; the page scales them. `data-frame` names what each holds. */
export function createStage(): Stage {
  const canvases = new Map<HTMLCanvasElement, CanvasRole>();
  const still: Layer = { canvas: null, frame: -1 };
  const live: Layer = { canvas: null, frame: -1 };
  let last: Layer = still;
  let treatment: Treatment | null = null;

  function paint(layer: Layer, only: HTMLCanvasElement | null = null): void {
    const role = layer === still ? 'still' : 'live';
    const targets = [...canvases].filter(
      ([canvas, wanted]) =>
        (only === null || canvas === only) && (wanted === role || (wanted === 'both' && layer === last)),
    );
    if (layer.canvas === null || targets.length === 0) {
      return;
    }
    const picture = treatment === null ? layer.canvas : treatment(layer.canvas);
    for (const [canvas, wanted] of targets) {
      if (wanted !== 'both' && (canvas.width !== picture.width || canvas.height !== picture.height)) {
        canvas.width = picture.width;
        canvas.height = picture.height;
      }
      canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.dataset['frame'] = String(layer.frame);
    }
  }

  return {
    async draw({ picture, frame }, commit, due) {
      const { width, height } = picture;
      const read = await readPicture(picture);
      try {
        await due;
        if (commit()) {
          fill(still, { width, height, frame }, read.draw);
          last = still;
          paint(still);
        }
      } finally {
        read.release();
      }
    },
    drawLive({ source, width, height, frame }) {
      fill(live, { width, height, frame }, (context) => context.drawImage(source, 0, 0, width, height));
      last = live;
      paint(live);
    },
    attach(canvas, role = 'still') {
      canvases.set(canvas, role);
      paint(still, canvas);
      paint(live, canvas);
      return () => canvases.delete(canvas);
    },
    setTreatment(next) {
      if (treatment === null && next === null) {
        return;
      }
      treatment = next;
      paint(still);
      paint(live);
    },
  };
}
