import type { Page } from '@playwright/test';
import { readNumber } from '../../helpers/number-picture.ts';

/** The pixels of a canvas, four bytes each, as the page has them: what the canvas shows, without the scaling. */
export type CanvasPixels = {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  /** `data-frame`: the frame the page says it holds. */
  readonly frame: number;
  /** What the overlays said in the same instant; empty where there are none. */
  readonly overlay: string;
};

/** Waits for the canvas to be in the page, then reads it and what stands over it in one instant. */
export async function canvasPixels(page: Page, selector: string): Promise<CanvasPixels> {
  const read = await page.locator(selector).evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
    if (pixels === undefined) {
      throw new Error('The canvas gives no pixels.');
    }
    let text = '';
    for (let from = 0; from < pixels.data.length; from += 30_000) {
      text += String.fromCharCode(...pixels.data.subarray(from, from + 30_000));
    }
    return {
      width: canvas.width,
      height: canvas.height,
      base64: btoa(text),
      frame: Number(canvas.dataset['frame']),
      overlay: document.querySelector('[data-overlay="frame"]')?.textContent ?? '',
    };
  });
  const { base64, ...rest } = read;
  return { ...rest, data: new Uint8ClampedArray(Buffer.from(base64, 'base64')) };
}

/** The number that the picture in the canvas carries, with what the page says of it in the same instant. */
export async function numberInCanvas(
  page: Page,
  selector: string,
): Promise<{ readonly number: number | null; readonly frame: number; readonly overlay: string }> {
  const { data, width, frame, overlay } = await canvasPixels(page, selector);
  const red = Uint8Array.from({ length: data.length / 4 }, (_, at) => data[at * 4] ?? 0);
  return { number: readNumber(red, width, 1), frame, overlay };
}
