import type { MediaTools } from './tools.ts';

/** Whole numbers of `unit`; `total` is null while unknown. */
export interface MediaProgress {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
}

export type ReportProgress = (progress: MediaProgress) => void;

/** What every long function of this folder takes beside its paths. */
export interface MediaOptions {
  /** Aborting ends the tool and rejects with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** Called at most five times a second, and once at the end. */
  readonly onProgress?: ReportProgress | undefined;
  /** The tools to run; found once by `findMediaTools` when absent. */
  readonly tools?: MediaTools | undefined;
}

const shortestIntervalMs = 200;

/** Lets at most five reports a second through; a report of `done === total` always passes. */
export function throttleProgress(report: ReportProgress | undefined): ReportProgress {
  let lastAt = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (report !== undefined && (now - lastAt >= shortestIntervalMs || progress.done === progress.total)) {
      lastAt = now;
      report(progress);
    }
  };
}

/**
 * Parts of one piece of work, each reporting from 0 to its own total: reports go on as frames of the whole, from `from` to
 * `to` hundredths of `total`.
 */
export function shareProgress(
  report: ReportProgress | undefined,
  total: number,
): (from: number, to: number) => ReportProgress | undefined {
  return (from, to) =>
    report === undefined
      ? undefined
      : ({ done, total: partTotal }) => {
          const part = partTotal === null || partTotal === 0 ? 0 : Math.min(1, done / partTotal);
          report({ done: Math.floor((total * (from + (to - from) * part)) / 100), total, unit: 'frames' });
        };
}
