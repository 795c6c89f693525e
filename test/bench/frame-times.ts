import type { Page } from '@playwright/test';

/** Milliseconds between animation frames. */
export type FrameTimes = {
  readonly p95: number;
  readonly median: number;
  readonly worst: number;
  readonly count: number;
};

/** Times between animation frames, measured in the page while `work` goes on. */
export async function frameTimesDuring(page: Page, work: () => Promise<void>): Promise<FrameTimes> {
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const tick = (): void => {
      const now = performance.now();
      times.push(now - last);
      last = now;
      (window as unknown as { frameTimesRequest: number }).frameTimesRequest = requestAnimationFrame(tick);
    };
    (window as unknown as { frameTimes: number[] }).frameTimes = times;
    requestAnimationFrame(tick);
  });
  await work();
  const times = await page.evaluate(() => {
    const kept = window as unknown as { frameTimes: number[]; frameTimesRequest: number };
    cancelAnimationFrame(kept.frameTimesRequest);
    return kept.frameTimes.slice(2);
  });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p95: at(0.95), median: at(0.5), worst: sorted.at(-1) ?? Number.NaN, count: sorted.length };
}
