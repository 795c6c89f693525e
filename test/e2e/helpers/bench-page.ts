import type { Page } from '@playwright/test';

/** What the page measured, in milliseconds, each from the key press (or the asking) to the picture in the canvas. */
export type Timings = readonly number[];

type Tools = {
  /** Presses a key and waits until the canvas holds `frame`. */
  press(key: string, code: string, frame: number): Promise<number>;
  goTo(frame: number): Promise<number>;
  shown(): number;
};
type ToolWindow = Window & { benchTools?: Tools };

/** Puts the measuring into the page itself, so that the way to the page and back is not measured. */
export async function installBenchTools(page: Page): Promise<void> {
  await page.evaluate(() => {
    const canvas = () => {
      const found = document.querySelector<HTMLCanvasElement>('[data-testid="stage-picture"] canvas[role="img"]');
      if (found === null) {
        throw new Error('The stage has no canvas that names its frame.');
      }
      return found;
    };
    /** A canvas only notes what is drawn until somebody looks: reading one pixel has it painted. */
    const paint = () => canvas().getContext('2d')?.getImageData(0, 0, 1, 1);
    const whenDrawn = (frame: number, act: () => void) =>
      new Promise<number>((resolve, reject) => {
        const began = performance.now();
        const timer = setTimeout(() => reject(new Error(`Frame ${frame} did not come; ${shown()} is there.`)), 20_000);
        const look = () => {
          if (shown() === frame) {
            watcher.disconnect();
            clearTimeout(timer);
            paint();
            resolve(performance.now() - began);
          }
        };
        const watcher = new MutationObserver(look);
        watcher.observe(canvas(), { attributes: true, attributeFilter: ['data-frame'] });
        act();
        look();
      });
    const shown = () => Number(canvas().dataset['frame']);
    const key = (target: EventTarget, name: string, code: string) =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key: name, code, bubbles: true, cancelable: true }));
    const box = async (): Promise<HTMLInputElement> => {
      for (let wait = 0; wait < 200; wait += 1) {
        const found = document.querySelector<HTMLInputElement>('[role="dialog"] input');
        if (found !== null) {
          return found;
        }
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error('The dialog to go to a frame did not open.');
    };
    (window as ToolWindow).benchTools = {
      shown,
      press: (name, code, frame) => whenDrawn(frame, () => key(document.body, name, code)),
      async goTo(frame) {
        key(document.body, 'g', 'KeyG');
        const input = await box();
        const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
        setValue?.call(input, String(frame));
        input.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((resolve) => setTimeout(resolve, 50));
        const taken = await whenDrawn(frame, () => key(input, 'Enter', 'Enter'));
        while (document.querySelector('[data-modal], [role="dialog"]') !== null) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        return taken;
      },
    };
  });
}

/** Steps `count` times one way, with a breath between the presses as of a person who looks. */
export function measureSteps(page: Page, step: 1 | -1, count: number, pauseMillis: number): Promise<Timings> {
  return page.evaluate(
    async ([direction, presses, pause]) => {
      const tools = (window as ToolWindow).benchTools;
      if (tools === undefined) {
        throw new Error('The page has no bench tools.');
      }
      const timings: number[] = [];
      for (let press = 0; press < presses; press += 1) {
        const [key, code] = direction === 1 ? ['.', 'Period'] : [',', 'Comma'];
        timings.push(await tools.press(key, code, tools.shown() + direction));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      return timings;
    },
    [step, count, pauseMillis] as const,
  );
}

/** Goes to each frame through the dialog; measured from Enter. */
export function measureJumps(page: Page, frames: readonly number[], pauseMillis: number): Promise<Timings> {
  return page.evaluate(
    async ([places, pause]) => {
      const tools = (window as ToolWindow).benchTools;
      if (tools === undefined) {
        throw new Error('The page has no bench tools.');
      }
      const timings: number[] = [];
      for (const frame of places) {
        timings.push(await tools.goTo(frame));
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      return timings;
    },
    [frames, pauseMillis] as const,
  );
}

/** Seeks a plain video element over the same bytes to the middles of frames; measured to its `seeked`. */
export function measureVideoSeeks(page: Page, url: string, seconds: readonly number[]): Promise<Timings> {
  return page.evaluate(
    async ([source, places]) => {
      const video = document.createElement('video');
      video.muted = true;
      video.src = source;
      const once = (event: string) =>
        new Promise((resolve, reject) => {
          video.addEventListener(event, resolve, { once: true });
          video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true });
        });
      await once('loadeddata');
      const timings: number[] = [];
      for (const place of places) {
        const began = performance.now();
        const seeked = once('seeked');
        video.currentTime = place;
        await seeked;
        timings.push(performance.now() - began);
      }
      video.removeAttribute('src');
      video.load();
      return timings;
    },
    [url, seconds] as const,
  );
}

/** The frames that the canvas held one after another while the page was left alone. */
export function watchFrames(page: Page, millis: number): Promise<{ readonly frame: number; readonly at: number }[]> {
  return page.evaluate(async (duration) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="stage-picture"] canvas[role="img"]');
    const seen: { frame: number; at: number }[] = [];
    if (canvas === null) {
      return seen;
    }
    const note = () => {
      canvas.getContext('2d')?.getImageData(0, 0, 1, 1);
      seen.push({ frame: Number(canvas.dataset['frame']), at: performance.now() });
    };
    const watcher = new MutationObserver(note);
    watcher.observe(canvas, { attributes: true, attributeFilter: ['data-frame'] });
    await new Promise((resolve) => setTimeout(resolve, duration));
    watcher.disconnect();
    return seen;
  }, millis);
}
