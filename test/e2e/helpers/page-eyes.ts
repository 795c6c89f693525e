import type { Page } from '@playwright/test';
import { numberFromMeans, numberSquares } from '../../helpers/number-picture.ts';
import { installBenchTools } from './bench-page.ts';

/** One look at the bench, between two frames of the page: what it says, and what is in the canvas that lies on top. */
export type Look = {
  /** The number beside the picture. */
  readonly said: number;
  /** The number read from the pixels; null when it cannot be read. */
  readonly seen: number | null;
  readonly isVisible: boolean;
  readonly madeBy: string;
};

type RawLook = Omit<Look, 'seen'> & { readonly means: readonly number[] };
type Eyes = { look(): RawLook; nextPaint(): Promise<void>; whenSettled(frame: number): Promise<void> };
type EyeWindow = Window & {
  benchEyes?: Eyes;
  benchTools?: {
    press(key: string, code: string, frame: number): Promise<number>;
    goTo(frame: number): Promise<number>;
  };
};

/** `size` is that at which the squares of the number have their usual size. */
export async function openEyes(page: Page, size: { width: number; height: number }): Promise<void> {
  await installBenchTools(page);
  await page.evaluate(
    ([{ width, height }, squares]) => {
      const small = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
      const readout = () => document.querySelector<HTMLElement>('[aria-label="Frame shown"]');
      const list = () => document.querySelector<HTMLElement>('dl[data-settled]');
      const eyes: Eyes = {
        look() {
          const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="stage-picture"] canvas[role="img"]');
          if (canvas === null || small === null) {
            throw new Error('There is no picture on the stage.');
          }
          small.drawImage(canvas, 0, 0, width, height);
          const { data } = small.getImageData(0, 0, width, height);
          const means = squares.map(({ left, top, size }) => {
            let sum = 0;
            for (let y = top; y < top + size; y += 1) {
              for (let x = left; x < left + size; x += 1) {
                sum += data[(y * width + x) * 4] ?? 0;
              }
            }
            return sum / size ** 2;
          });
          return {
            said: Number(readout()?.dataset['frame']),
            means,
            isVisible: canvas.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
            madeBy: list()?.dataset['madeBy'] ?? '',
          };
        },
        nextPaint: () => new Promise((resolve) => requestAnimationFrame(() => resolve())),
        async whenSettled(frame) {
          const end = performance.now() + 20_000;
          while (readout()?.dataset['frame'] !== String(frame) || list()?.dataset['settled'] !== 'true') {
            if (performance.now() > end) {
              throw new Error(`Frame ${frame} did not settle; the bench says ${readout()?.dataset['frame']}.`);
            }
            await eyes.nextPaint();
          }
        },
      };
      (window as EyeWindow).benchEyes = eyes;
    },
    [size, numberSquares] as const,
  );
}

function read(looks: readonly RawLook[]): Look[] {
  return looks.map(({ means, ...look }) => ({ ...look, seen: numberFromMeans(means) }));
}

/** Goes to each frame through the dialog, and looks. */
export async function lookAtJumps(page: Page, frames: readonly number[]): Promise<Look[]> {
  const looks = await page.evaluate(async (places) => {
    const { benchEyes: eyes, benchTools: tools } = window as EyeWindow;
    const all: RawLook[] = [];
    for (const frame of places) {
      await tools?.goTo(frame);
      await eyes?.whenSettled(frame);
      await eyes?.nextPaint();
      if (eyes !== undefined) {
        all.push(eyes.look());
      }
    }
    return all;
  }, frames);
  return read(looks);
}

/** Presses the key of one frame back or forward `count` times from `from`, and looks after each. */
export async function lookAtSteps(page: Page, from: number, step: 1 | -1, count: number): Promise<Look[]> {
  const looks = await page.evaluate(
    async ([start, direction, presses]) => {
      const { benchEyes: eyes, benchTools: tools } = window as EyeWindow;
      const all: RawLook[] = [];
      for (let press = 1; press <= presses; press += 1) {
        const frame = start + direction * press;
        const [key, code] = direction === 1 ? ['.', 'Period'] : [',', 'Comma'];
        await tools?.press(key, code, frame);
        await eyes?.whenSettled(frame);
        await eyes?.nextPaint();
        if (eyes !== undefined) {
          all.push(eyes.look());
        }
      }
      return all;
    },
    [from, step, count] as const,
  );
  return read(looks);
}

/**
 * Plays backwards and looks at each picture while it is on the screen, until the most were shown, or `millis` have passed
 * and the least were shown, or half a minute has.
 */
export async function lookAtReverse(
  page: Page,
  wanted: { readonly least: number; readonly most: number; readonly millis: number },
): Promise<Look[]> {
  const looks = await page.evaluate(async ({ least, most, millis }) => {
    const { benchEyes: eyes } = window as EyeWindow;
    const press = (key: string, code: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }));
    const all: RawLook[] = [];
    const began = performance.now();
    const isOver = () => performance.now() - began > (all.length < least ? 30_000 : millis);
    press('j', 'KeyJ');
    while (eyes !== undefined && all.length < most && !isOver()) {
      await eyes.nextPaint();
      const look = eyes.look();
      if (look.said !== all.at(-1)?.said) {
        all.push(look);
      }
    }
    press('k', 'KeyK');
    return all;
  }, wanted);
  return read(looks);
}
